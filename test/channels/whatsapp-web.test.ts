/** @module WhatsApp Web as a channel: the contract, where it may connect, who is answered, what a refusal means. */

import { expect, it } from 'vitest'
import type { Channel, ChannelDeps } from '../../src/channels/channel.ts'
import { whatsappWebChannel } from '../../src/channels/whatsapp-web/whatsapp-web.ts'
import type { Incoming } from '../../src/core/message.ts'
import { fakeSockets } from '../support/emulators/whatsapp-web/fake-socket.ts'
import { NUMBER, pair, pairedCreds, testKeep } from '../support/emulators/whatsapp-web/keeps.ts'
import { BUDI, newKey, testLine } from '../support/emulators/whatsapp-web/line.ts'
import { channelContract, OUTGOING } from './contract.ts'

const quiet: ChannelDeps = { now: Date.now, log: () => {}, alarm: () => {}, over: () => {} }

channelContract('whatsapp_web', async () => {
  const { keep, close } = testKeep()
  pair(keep, pairedCreds())
  const sockets = fakeSockets()
  const channel = whatsappWebChannel({ keep, mode: 'demo', makeSocket: sockets.makeSocket }, quiet)
  let receive: (incoming: Incoming[]) => Promise<void> = async () => {}
  // Sending needs a connection, so the line listens from the start; who listens later hears from then on.
  const stop = await channel.listen?.((incoming) => receive(incoming))
  await until(async () => (await channel.check()).link === 'connected')
  sockets.last().bring(newKey(), { conversation: 'siang' })
  await new Promise((resolve) => setImmediate(resolve))
  const listening: Channel = {
    ...channel,
    listen: async (given) => {
      receive = given
      return async () => {}
    },
  }
  return {
    channel: listening,
    address: BUDI,
    arrived: () => sockets.sent.map(({ id, text }) => ({ id, text })),
    breakPlatform: () => {
      sockets.rules.ack = () => ({ error: '500' })
    },
    bring: (text) => void sockets.last().bring(newKey(), { conversation: text }),
    stop: async () => {
      await stop?.()
      close()
    },
  }
})

it.each([
  { label: 'any host', url: 'ws://example.com/ws', mode: 'demo' as const },
  {
    label: 'a host that looks like this machine',
    url: 'ws://127.0.0.1.example.com/ws',
    mode: 'demo' as const,
  },
  { label: 'no socket', url: 'http://127.0.0.1/ws', mode: 'pilot' as const },
  { label: 'this machine in production', url: 'ws://127.0.0.1:1/ws', mode: 'production' as const },
])('refuses to connect to $label', ({ url, mode }) => {
  const { keep } = testKeep()
  expect(() => whatsappWebChannel({ keep, url, mode }, quiet)).toThrow('WHATSAPP_WEB_URL')
})

it('knows its number before it listens, and shows it masked', async () => {
  const { keep } = testKeep()
  pair(keep, pairedCreds())
  const channel = whatsappWebChannel({ keep, mode: 'production' }, quiet)
  expect(channel.account()).toBe(NUMBER)
  const state = await channel.check()
  expect(state).toMatchObject({ set: true, link: 'down', name: '+6281•••••••01' })
  expect(JSON.stringify(state)).not.toContain(NUMBER)
})

it('answers those who have written, and nobody else', async () => {
  const { channel, out, hear, sockets } = await testLine()
  await expect(channel.send(out())).rejects.toMatchObject({ code: 'rejected', retryable: false })
  expect(sockets.sent).toEqual([])
  await hear()
  expect(await channel.send(out())).toEqual({ externalId: expect.stringMatching(/^3EB0[0-9A-F]{18}$/) })
})

it('gives one id to one row of the outbox, and another to another', async () => {
  const { channel, out, hear } = await testLine()
  await hear()
  const [first, again, other] = [
    await channel.send(out()),
    await channel.send(out()),
    await channel.send(out(BUDI, 'c1.1.1')),
  ]
  expect(again).toEqual(first)
  expect(other).not.toEqual(first)
})

it.each([
  { error: '463', code: 'rejected', retryable: false, alarms: ['restricted'] },
  { error: '429', code: 'throttled', retryable: true, alarms: [] },
  { error: '400', code: 'rejected', retryable: false, alarms: [] },
  { error: '503', code: 'server', retryable: true, alarms: [] },
])('takes the refusal $error for $code', async ({ error, code, retryable, alarms }) => {
  const made = await testLine()
  await made.hear()
  made.sockets.rules.ack = () => ({ error })
  await expect(made.channel.send(made.out())).rejects.toMatchObject({ code, retryable, outcome: 'not_sent' })
  expect(made.alarms).toEqual(alarms)
  expect(made.sockets.sent).toHaveLength(1)
})

it('fetches a stale session anew once, and sends again under the same id', async () => {
  const { channel, out, hear, sockets } = await testLine()
  await hear()
  const words = [{ error: '479' }, {}]
  sockets.rules.ack = () => words.shift() ?? {}
  const { externalId } = await channel.send(out())
  expect(sockets.last().state.renewed).toEqual([BUDI])
  expect(sockets.sent.map(({ id }) => id)).toEqual([externalId, externalId])
  sockets.rules.ack = () => ({ error: '479' })
  await expect(channel.send(out())).rejects.toMatchObject({ code: 'server', retryable: true })
  expect(sockets.sent).toHaveLength(4)
})

it('does not know whether a message was taken when no word comes, and says so', async () => {
  const { channel, out, hear, sockets, clock } = await testLine()
  await hear()
  sockets.rules.ack = () => 'none'
  const late = channel.send(out()).catch((error: unknown) => error)
  await clock.advance(29_999)
  expect(await Promise.race([late, 'waits'])).toBe('waits')
  await clock.advance(1)
  expect(await late).toMatchObject({ code: 'network', outcome: 'unknown', retryable: true })
})

it('does not know it either when the line is cut in between', async () => {
  const { channel, out, hear, sockets, clock } = await testLine()
  await hear()
  sockets.rules.ack = () => 'none'
  const cut = channel.send(out()).catch((error: unknown) => error)
  await clock.settle()
  sockets.last().close(428)
  expect(await cut).toMatchObject({ code: 'network', outcome: 'unknown', retryable: true })
  await expect(channel.send(out())).rejects.toMatchObject({ code: 'offline', outcome: 'not_sent' })
})

it('passes on that a message was delivered and read, and nothing about messages of others', async () => {
  const { channel, out, hear, sockets, got, clock } = await testLine()
  await hear()
  const { externalId: id } = await channel.send(out())
  got.length = 0
  const update = (messageId: string, status: number) => ({
    key: { remoteJid: BUDI, fromMe: true, id: messageId },
    update: { status, messageTimestamp: 1_795_400_100 },
  })
  sockets
    .last()
    .emit('messages.update', [update(id, 3), update(id, 4), update('3EB0STRANGE', 3), update(id, 2)])
  await clock.settle()
  const told = { type: 'status', sentId: id, account: NUMBER, address: BUDI, at: 1_795_400_100_000 }
  expect(got).toEqual([
    expect.objectContaining({ ...told, status: 'delivered' }),
    expect.objectContaining({ ...told, status: 'read' }),
  ])
})

it('gives a message again to a phone that asks for it, and nothing in its place when it is not ours', async () => {
  const { channel, out, hear, sockets } = await testLine()
  await hear()
  const { externalId: id } = await channel.send(out())
  const { getMessage } = sockets.last().config
  const ask = (messageId: string) => getMessage?.({ remoteJid: BUDI, fromMe: true, id: messageId })
  expect(await ask(id)).toEqual({ extendedTextMessage: { text: OUTGOING.text } })
  expect(await ask('3EB0NEVERSENT')).toBeUndefined()
})

it('takes the same message once, however often and by whatever way it comes', async () => {
  const { sockets, got, clock } = await testLine()
  const key = newKey()
  for (const type of ['notify', 'append', 'notify'] as const) {
    sockets.last().bring(key, { conversation: 'halo' }, type)
    await clock.settle()
  }
  expect(got.map((one) => 'externalId' in one && one.externalId)).toEqual([`${key.id}|${BUDI}`])
})

it('takes it once also when it comes again under another address before the road had it', async () => {
  let isOpen = false
  const taken: Incoming[] = []
  const { sockets, clock } = await testLine({
    receive: async (incoming) => {
      if (!isOpen) throw new Error('the store is full')
      taken.push(...incoming)
    },
  })
  const key = newKey('99900011@lid')
  sockets.last().bring(key, { conversation: 'halo' })
  sockets.last().bring({ ...key, remoteJidAlt: BUDI }, { conversation: 'halo' })
  sockets.last().bring({ ...key, remoteJid: BUDI }, { conversation: 'halo' })
  isOpen = true
  await clock.advance(1_000)
  expect(taken.map((one) => one.type === 'message' && one.address)).toEqual(['99900011@lid'])
})

it('keeps to the number a message came to, also when the line has another one before the road had it', async () => {
  const refuse = () => Promise.reject(new Error('the store is full'))
  const { keep, clock, hear, stop } = await testLine({ receive: refuse })
  await hear()
  await stop()
  pair(keep, { ...pairedCreds(), me: { id: '6281200000002:1@s.whatsapp.net', name: 'SIGAP' } })
  const { got, channel } = await testLine({ keep, clock })
  expect(got).toMatchObject([{ account: NUMBER, content: { text: 'halo' } }])
  expect(channel.account()).toBe('6281200000002')
})

it('hears words typed on the phone of the line itself, and not its own', async () => {
  const { channel, out, hear, sockets, got, clock } = await testLine()
  await hear()
  const { externalId } = await channel.send(out())
  got.length = 0
  sockets
    .last()
    .bring({ remoteJid: BUDI, fromMe: true, id: externalId }, { conversation: OUTGOING.text }, 'append')
  sockets
    .last()
    .bring({ remoteJid: BUDI, fromMe: true, id: '3A77' }, { conversation: 'Saya petugas' }, 'append')
  await clock.settle()
  expect(got).toEqual([
    {
      type: 'line',
      fact: 'typed_on_phone',
      channel: 'whatsapp_web',
      account: NUMBER,
      address: BUDI,
      at: 1_795_400_000_000,
      externalId: `3A77|${BUDI}`,
      text: 'Saya petugas',
    },
  ])
})

it('hears nothing from groups, broadcasts, channels and itself, and nothing that cannot be opened yet', async () => {
  const { sockets, got, clock } = await testLine()
  const jids = ['12036304@g.us', 'status@broadcast', '1203@newsletter', `${NUMBER}@s.whatsapp.net`, 'x@bot']
  for (const jid of jids) sockets.last().bring(newKey(jid), { conversation: 'halo' })
  sockets.last().bring(newKey(), undefined, 'notify', { messageStubType: 2 })
  await clock.settle()
  expect(got).toEqual([])
})

it('joins a hidden number with a phone by the word of the server alone', async () => {
  const { sockets, got, clock } = await testLine()
  const fake = sockets.last()
  fake.bring(newKey('99900011@lid'), { conversation: 'satu' }, 'notify', { pushName: 'Budi' })
  await clock.settle()
  fake.emit('lid-mapping.update', { lid: '99900011@lid', pn: BUDI })
  fake.bring(newKey('99900011@lid'), { conversation: 'dua' })
  fake.bring(newKey(BUDI, { remoteJidAlt: '99900011@lid' }), { conversation: 'tiga' })
  // The same name is no evidence.
  fake.bring(newKey('77700011@lid'), { conversation: 'empat' }, 'notify', { pushName: 'Budi' })
  await clock.settle()
  const seen = got.map(
    (one) => one.type === 'message' && [one.address, one.externalId.split('|')[1], one.aliases],
  )
  expect(seen).toEqual([
    ['99900011@lid', '99900011@lid', undefined],
    ['99900011@lid', BUDI, [BUDI]],
    [BUDI, BUDI, ['99900011@lid']],
    ['77700011@lid', '77700011@lid', undefined],
  ])
})

it('joins nothing any more when two persons are said to have one number, and tells people', async () => {
  const { sockets, got, clock, alarms } = await testLine()
  const fake = sockets.last()
  fake.bring(newKey('99900011@lid', { remoteJidAlt: BUDI }), { conversation: 'satu' })
  fake.bring(newKey('88800011@lid', { remoteJidAlt: BUDI }), { conversation: 'dua' })
  fake.bring(newKey('99900011@lid', { remoteJidAlt: BUDI }), { conversation: 'tiga' })
  await clock.settle()
  expect(alarms).toContain('address_conflict')
  const seen = got.map((one) => one.type === 'message' && [one.address, one.aliases])
  expect(seen).toEqual([
    ['99900011@lid', [BUDI]],
    ['88800011@lid', undefined],
    ['99900011@lid', undefined],
  ])
})

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 1))
}
