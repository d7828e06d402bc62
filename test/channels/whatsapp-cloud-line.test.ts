/** @module The Cloud API over a whole line: statuses find their way, webhooks come late, twice and together, the window shuts. */

import { afterEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../../src/core/message.ts'
import { outgoing, PHONE } from './whatsapp-cloud/cloud.ts'
import { closeAll, whole } from './whatsapp-cloud/whole.ts'

afterEach(closeAll)

function statuses(incoming: Incoming[], outboxId: string): string[] {
  return incoming.flatMap((one) => (one.type === 'status' && one.outboxId === outboxId ? [one.status] : []))
}

describe('a status', () => {
  it('comes for each message with our id, in any order', async () => {
    const { channel, emulator, incoming } = await whole({ pair: { burst: 100, everyMs: 1 } })
    const ids = Array.from({ length: 20 }, (_, n) => `c1.${n}.0`)
    for (const id of ids) await channel.send(outgoing({ id }))
    await emulator.idle()
    const orders = ids.map((id) => statuses(incoming, id))
    for (const order of orders) expect(order.toSorted()).toEqual(['delivered', 'read', 'sent'])
    expect(orders.some((order) => order.join() !== 'sent,delivered,read')).toBe(true)
  })

  it('comes before the send has returned', async () => {
    const { channel, incoming } = await whole({ earlyStatus: 1, statusDelayMs: 500 })
    await channel.send(outgoing())
    expect(statuses(incoming, 'c1.1.0')).toContain('sent')
  })

  it('comes twice, and some never', async () => {
    const { channel, emulator, incoming } = await whole({ duplicates: 1, lostSent: 1, earlyStatus: 0 })
    await channel.send(outgoing())
    await emulator.idle()
    expect(statuses(incoming, 'c1.1.0').toSorted()).toEqual(['delivered', 'delivered', 'read', 'read'])
  })

  it('tells of a message whose answer was lost', async () => {
    const { channel, emulator, incoming } = await whole()
    emulator.inject({ fault: 'reset_after' })
    await expect(channel.send(outgoing())).rejects.toMatchObject({ outcome: 'unknown' })
    await emulator.idle()
    expect(statuses(incoming, 'c1.1.0')).toContain('delivered')
  })
})

describe('a webhook', () => {
  it('is sent again until it is taken', async () => {
    const { emulator, incoming } = await whole({}, { busy: 3 })
    await emulator.idle()
    expect(incoming).toMatchObject([{ type: 'message', content: { text: 'halo' } }])
    const tries = emulator.journal.entries().flatMap((one) => (one.kind === 'delivery' ? [one.http] : []))
    expect(tries).toEqual([503, 503, 503, 200])
  })

  it('brings several at once, escaped as Meta does', async () => {
    const { emulator, incoming, bodies } = await whole({ batch: 1, statusDelayMs: 0 })
    for (let n = 0; n < 10; n += 1) emulator.act({ from: PHONE, said: { type: 'text', text: `${n} 👍 a/b` } })
    await emulator.idle()
    expect(incoming).toHaveLength(11)
    expect(bodies.length).toBeLessThan(11)
    expect(bodies.join()).toContain('\\ud83d\\udc4d a\\/b')
  })

  it('comes days late and under two entries, with the id and the time of the one message', async () => {
    const { emulator, incoming } = await whole()
    const agoMs = 7 * 24 * 60 * 60 * 1000
    const externalId = emulator.act({ from: PHONE, agoMs, copies: 2, said: { type: 'text', text: 'lama' } })
    await emulator.idle()
    const old = incoming.filter((one) => one.type === 'message' && one.externalId === externalId)
    expect(old).toHaveLength(2)
    for (const { at } of old) expect(Math.abs(emulator.now() - agoMs - at)).toBeLessThan(5_000)
  })

  it('of a stranger is refused over the line too', async () => {
    const { emulator, incoming } = await whole()
    await emulator.idle()
    incoming.length = 0
    expect(await emulator.deliver('{"entry":[]}', 'guessed')).toBe(401)
    expect(await emulator.deliver('{"entry":[]}')).toBe(200)
    expect(incoming).toEqual([])
  })

  it('shakes hands first', async () => {
    const { emulator } = await whole()
    expect(await emulator.subscribe()).toBe(true)
    const other = await whole({ verifyToken: 'other' })
    expect(await other.emulator.subscribe()).toBe(false)
  })
})

it('brings what people do: taps, files, places, cards', async () => {
  const { channel, emulator, incoming } = await whole({ statusDelayMs: 0, batch: 0 })
  await emulator.idle()
  const choices = Array.from({ length: 5 }, (_, n) => ({ id: `work.${n}`, label: `Kerja ${n}` }))
  await channel.send(outgoing({ choices }))
  emulator.act({ from: PHONE, said: { type: 'tap', index: 3 } })
  emulator.act({ from: PHONE, said: { type: 'image', caption: 'motor' }, base64: 'YWJj' })
  emulator.act({ from: PHONE, said: { type: 'location', lat: -6.2, lng: 107 } })
  emulator.act({ from: PHONE, said: { type: 'contact', phone: '+62812' } })
  emulator.act({ from: PHONE, said: { type: 'reaction', emoji: '👍' } })
  emulator.act({ userId: 'ID.77', said: { type: 'text', text: 'tanpa nomor' } })
  await emulator.idle()
  const messages = incoming.flatMap((one) => (one.type === 'message' ? [one] : [])).slice(1)
  const kinds = messages.map(({ content }) => content.type)
  expect(kinds.toSorted()).toEqual(['choice', 'contact', 'image', 'location', 'text'])
  expect(messages.find(({ address }) => address === 'bsuid:ID.77')?.content).toEqual({
    type: 'text',
    text: 'tanpa nomor',
  })
  expect(messages.find(({ content }) => content.type === 'choice')?.content).toEqual({
    type: 'choice',
    id: 'work.3',
    label: 'Kerja 3',
  })
  const image = messages.find(({ content }) => content.type === 'image')?.content
  const ref = image?.type === 'image' ? image.media : undefined
  expect(await channel.fetchMedia?.(ref ?? { ref: '' }, 10)).toEqual(new Uint8Array([97, 98, 99]))
})

describe('after 24 hours', () => {
  const DAY_MS = 24 * 60 * 60 * 1000

  it('a message fails by its status', async () => {
    const { channel, emulator, incoming } = await whole()
    emulator.advance(DAY_MS)
    await channel.send(outgoing())
    await emulator.idle()
    expect(incoming).toContainEqual(
      expect.objectContaining({
        type: 'status',
        status: 'failed',
        outboxId: 'c1.1.0',
        code: 'window_closed',
      }),
    )
  })

  it.each(['error', 'both'] as const)('a message is refused at once (%s)', async (window) => {
    const { channel, emulator, incoming } = await whole({ window })
    emulator.advance(DAY_MS)
    await expect(channel.send(outgoing())).rejects.toMatchObject({ code: 'window_closed', retryable: false })
    await emulator.idle()
    expect(statuses(incoming, 'c1.1.0')).toEqual(window === 'both' ? ['failed'] : [])
    expect(emulator.journal.accepted()).toEqual({})
  })

  it('an approved form of words still leaves, one that is not there does not', async () => {
    const { channel, emulator, alarms } = await whole({ window: 'error' })
    emulator.advance(DAY_MS)
    await channel.send(outgoing({ template: { name: 'kabar_laporan', language: 'id' } }))
    expect(emulator.journal.accepted()).toEqual({ 'c1.1.0': 1 })
    const other = { name: 'kabar_laporan', language: 'en' }
    await expect(channel.send(outgoing({ template: other }))).rejects.toMatchObject({ code: 'rejected' })
    expect(alarms).toEqual(['template_refused'])
  })
})
