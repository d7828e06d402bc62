/** @module The line over the wire: the real library against an emulated server, with sessions that have to be opened. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Channel, ChannelDeps } from '../../../src/channels/channel.ts'
import type { Keep } from '../../../src/channels/keep.ts'
import { whatsappWebChannel } from '../../../src/channels/whatsapp-web/whatsapp-web.ts'
import type { ChannelAlarm } from '../../../src/core/lists.ts'
import type { Incoming } from '../../../src/core/message.ts'
import { NUMBER, pair, pairedCreds, testKeep } from '../../support/emulators/whatsapp-web/keeps.ts'
import { resent, streamError } from '../../support/emulators/whatsapp-web/phone.ts'
import { startWaServer, type WaServer, written } from '../../support/emulators/whatsapp-web/server.ts'
import { node } from '../../support/emulators/whatsapp-web/stanzas.ts'
import { OUTGOING } from '../contract.ts'

const [BUDI, SITI] = ['6281333333333@s.whatsapp.net', '6281444444444@s.whatsapp.net']
const [BUDI_LID, SITI_LID] = ['99900011@lid', '88800011@lid']

const creds = pairedCreds()
let server: WaServer
let stops: (() => Promise<void>)[]
let alarms: ChannelAlarm[]
let got: Incoming[]
/** What would have stood in the log of the machine. */
const printed = vi.fn()
const { info, warn } = console
beforeEach(async () => {
  console.info = printed
  console.warn = printed
  server = await startWaServer(() => creds)
  ;[stops, alarms, got] = [[], [], []]
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await server.close()
  Object.assign(console, { info, warn })
  expect(printed).not.toHaveBeenCalled()
})

const pairedKeep = () => {
  const { keep } = testKeep()
  pair(keep, creds)
  return keep
}

async function start(
  keep: Keep,
  receive: (incoming: Incoming[]) => Promise<void> = async (incoming) => void got.push(...incoming),
): Promise<{ channel: Channel; stop(): Promise<void> }> {
  const deps: ChannelDeps = {
    now: Date.now,
    log: () => {},
    alarm: (what) => void alarms.push(what),
    over: () => {},
  }
  const channel = whatsappWebChannel({ keep, url: server.url, mode: 'demo' }, deps)
  const stop = (await channel.listen?.(receive)) ?? (async () => {})
  stops.push(stop)
  return { channel, stop }
}

const connected = (channel: Channel) => until(async () => (await channel.check()).link === 'connected')
const send = (channel: Channel, address: string, id: string, text: string) =>
  channel.send({ ...OUTGOING, channel: channel.id, address, id, text })
const texts = () =>
  got.flatMap((one) =>
    one.type === 'message' && 'text' in one.content ? [`${one.address} ${one.content.text}`] : [],
  )

describe('a conversation', () => {
  it('goes three times back and forth, and a message sent again keeps its id', async () => {
    const { channel } = await start(pairedKeep())
    await connected(channel)
    const budi = server.peer({ pn: BUDI, lid: BUDI_LID, name: 'Budi' })
    for (const [n, text] of ['halo', 'mau tanya', 'desil'].entries()) {
      server.bring(await written(budi, { conversation: text }))
      await until(() => got.length === n + 1)
      await send(channel, BUDI, `c1.${n}.0`, `jawaban ${n}`)
    }
    expect(texts()).toEqual([`${BUDI} halo`, `${BUDI} mau tanya`, `${BUDI} desil`])
    expect(got[0]).toMatchObject({ account: NUMBER, profile: { name: 'Budi' }, at: 1_795_400_000_000 })
    await send(channel, BUDI, 'c1.2.0', 'jawaban 2')
    const sent = server.state.got
    expect(sent.map(({ to, text }) => [to, text])).toEqual([0, 1, 2, 2].map((n) => [BUDI, `jawaban ${n}`]))
    expect(sent[3]?.id).toBe(sent[2]?.id)
    expect(server.waiting()).toEqual([])
  })

  it('has a message that came while nobody was there, and has the same stanza once', async () => {
    const budi = server.peer({ pn: BUDI })
    const first = await written(budi, { conversation: 'halo' })
    server.bring(first)
    server.bring(first)
    server.bring(await written(budi, { conversation: 'ada orang?' }))
    await start(pairedKeep())
    await until(() => got.length >= 2)
    await until(() => server.waiting().length === 0)
    expect(texts()).toEqual([`${BUDI} halo`, `${BUDI} ada orang?`])
  })

  it('keeps two people apart, whatever address each of them writes from', async () => {
    const { channel } = await start(pairedKeep())
    await connected(channel)
    const budi = server.peer({ pn: BUDI, lid: BUDI_LID })
    const siti = server.peer({ pn: SITI, lid: SITI_LID })
    const from = (peer: typeof budi, address: string) => ({
      from: address,
      attrs: address.endsWith('@lid') ? { sender_pn: peer.pn, addressing_mode: 'lid' } : {},
    })
    const script = [
      { peer: budi, address: BUDI },
      { peer: siti, address: SITI_LID },
      { peer: budi, address: BUDI_LID },
      { peer: siti, address: SITI },
      { peer: budi, address: BUDI },
      { peer: siti, address: SITI_LID },
    ]
    for (const [n, { peer, address }] of script.entries()) {
      server.bring(await written(peer, { conversation: `rahasia ${n}` }, from(peer, address)))
      await until(() => got.length === n + 1)
      await send(channel, address, `${peer === budi ? 'b' : 's'}.${n}`, `jawaban rahasia ${n}`)
    }
    // Each opens only what was sealed for it: that it could be read at all says who got it.
    expect(server.state.got.map(({ to, text }) => [to, text])).toEqual(
      script.map(({ address }, n) => [address, `jawaban rahasia ${n}`]),
    )
    const who = got.map((one) => one.type === 'message' && one.externalId.split('|')[1])
    expect(who).toEqual([BUDI, SITI, BUDI, SITI, BUDI, SITI])
    expect(got.map((one) => one.type === 'message' && one.aliases)).toEqual([
      // The server says it when it is asked for the devices of a phone.
      [BUDI_LID],
      [SITI],
      [BUDI],
      [SITI_LID],
      [BUDI_LID],
      [SITI],
    ])
    expect(alarms).toEqual([])
  })

  it('loses no session when both sides talk at once', async () => {
    const { channel } = await start(pairedKeep())
    await connected(channel)
    const budi = server.peer({ pn: BUDI, lid: BUDI_LID })
    server.bring(await written(budi, { conversation: 'halo' }))
    await until(() => got.length === 1)
    await send(channel, BUDI, 'c0', 'jawaban')
    const count = 30
    const [ours, theirs] = [
      Array.from({ length: count }, (_, n) => `kami ${n}`),
      Array.from({ length: count }, (_, n) => `dia ${n}`),
    ]
    const sends = ours.map((text, n) => send(channel, BUDI, `c1.${n}.0`, text))
    for (const text of theirs) server.bring(await written(budi, { conversation: text }))
    await Promise.all(sends)
    await until(() => got.length === count + 1)
    expect(texts().slice(1)).toEqual(theirs.map((text) => `${BUDI} ${text}`))
    expect(server.state.got.slice(1).map(({ text }) => text)).toEqual(ours)
    expect(server.state.receipts.filter(({ attrs }) => attrs.type === 'retry')).toEqual([])
  })

  it('tells of words typed on the phone of the line, and of a person with new keys', async () => {
    await connected((await start(pairedKeep())).channel)
    const own = server.peer({ pn: `${NUMBER}@s.whatsapp.net` })
    const message = { deviceSentMessage: { destinationJid: BUDI, message: { conversation: 'Saya petugas' } } }
    server.bring(await written(own, message, { id: '3A0WN', attrs: { recipient: BUDI } }))
    await until(() => got.length === 1)
    const attrs = { from: BUDI, type: 'encrypt', id: 'N1', t: '1795400000' }
    server.send(node('notification', attrs, [node('identity')]))
    await until(() => got.length === 2)
    expect(got).toMatchObject([
      {
        type: 'line',
        fact: 'typed_on_phone',
        address: BUDI,
        text: 'Saya petugas',
        externalId: `3A0WN|${BUDI}`,
      },
      { type: 'line', fact: 'identity_changed', address: BUDI },
    ])
  })
})

/** From a resident, and what could not be opened then and is sent once more by the phone of the line. */
const WAYS = {
  'a resident': () => written(server.peer({ pn: BUDI }), { conversation: 'halo' }, { id: '3AFULL' }),
  'the phone of the line': () => {
    const again = resent({ remoteJid: BUDI, fromMe: false, id: '3ALOST' }, { conversation: 'halo' })
    const own = server.peer({ pn: `${NUMBER}@s.whatsapp.net` })
    return written(own, again, { id: '3AFULL', attrs: { category: 'peer' } })
  },
}

describe('a receipt', () => {
  it('leaves before the road has taken a message, and the message waits for the road', async () => {
    const keep = pairedKeep()
    let isOpen = false
    const { stop } = await start(keep, async (incoming) => {
      if (!isOpen) throw new Error('the store is full')
      got.push(...incoming)
    })
    const budi = server.peer({ pn: BUDI })
    for (const text of ['satu', 'dua']) server.bring(await written(budi, { conversation: text }))
    await until(() => server.state.receipts.length === 2)
    await stop()
    expect(got).toEqual([])
    isOpen = true
    await start(keep)
    await until(() => got.length === 2)
    expect(texts()).toEqual([`${BUDI} satu`, `${BUDI} dua`])
  })

  it.each(['a resident', 'the phone of the line'] as const)(
    'does not leave when a message from %s cannot be kept: it comes again',
    async (from) => {
      const keep = pairedKeep()
      let isFull = false
      const full: Keep = {
        ...keep,
        set: (kind, id, value) => {
          if (isFull && kind === 'inbox') throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
          keep.set(kind, id, value)
        },
      }
      const { channel, stop } = await start(full)
      await connected(channel)
      isFull = true
      server.bring(await WAYS[from]())
      await until(() => alarms.includes('store_unwritable'))
      expect(server.waiting()).toEqual(['3AFULL'])
      expect(server.state.receipts.filter(({ attrs }) => attrs.type !== 'retry')).toEqual([])
      await stop()
      isFull = false
      await start(full)
      await until(() => got.length === 1)
      expect(texts()).toEqual([`${BUDI} halo`])
    },
  )
})

describe('a phone that cannot read a message', () => {
  it('gets the same once more, also after a restart', async () => {
    const keep = pairedKeep()
    const first = await start(keep)
    await connected(first.channel)
    const budi = server.peer({ pn: BUDI, lid: BUDI_LID })
    server.bring(await written(budi, { conversation: 'halo' }))
    await until(() => got.length === 1)
    const { externalId: id } = await send(first.channel, BUDI, 'c1.0.0', 'jawaban')
    await first.stop()
    const second = await start(keep)
    await connected(second.channel)
    const retry = node('retry', { count: '1', id, t: '1795400000', v: '1' })
    const registration = node('registration', {}, Buffer.from([0, 0, 0x12, 0x67]))
    server.send(node('receipt', { id, from: BUDI, type: 'retry', t: '1795400000' }, [retry, registration]))
    await until(() => server.state.got.length === 2)
    expect(server.state.got).toEqual([
      { id, to: BUDI, text: 'jawaban' },
      { id, to: BUDI, text: 'jawaban' },
    ])
  })
})

describe('the server', () => {
  it('asks for a new connection, and gets it at once', async () => {
    const { channel } = await start(pairedKeep())
    await connected(channel)
    server.send(streamError(515))
    await until(() => server.state.logins === 2)
    await connected(channel)
    expect(alarms).toEqual([])
  })

  it('throws the line out, and is left alone', async () => {
    const { channel } = await start(pairedKeep())
    await connected(channel)
    server.send(streamError(401))
    await until(() => alarms.length > 0)
    expect(alarms).toEqual(['logged_out'])
    expect(await channel.check()).toMatchObject({ link: 'down', why: 'logged_out' })
    expect(server.state.logins).toBe(1)
  })

  it('refuses a message, and the send says so', async () => {
    const { channel } = await start(pairedKeep())
    await connected(channel)
    const budi = server.peer({ pn: BUDI })
    server.bring(await written(budi, { conversation: 'halo' }))
    await until(() => got.length === 1)
    server.state.refuse = () => '463'
    await expect(send(channel, BUDI, 'c1.0.0', 'x')).rejects.toMatchObject({
      code: 'rejected',
      retryable: false,
    })
    expect(alarms).toEqual(['restricted'])
  })
})

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 2))
}
