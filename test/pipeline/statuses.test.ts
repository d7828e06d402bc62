/** @module Sends of which nobody knows whether they arrived, where the platform tells later. */

import { describe, expect, it } from 'vitest'
import { SendError, type SendErrorCode } from '../../src/core/errors.ts'
import { makeRoad, type Road, roadsOfTest } from './road.ts'

const { open, newDir } = roadsOfTest()

const fault = (code: SendErrorCode, detail: Partial<ConstructorParameters<typeof SendError>[1]> = {}) =>
  new SendError(code, { code, outcome: 'not_sent', retryable: true, ...detail })

const statuses = async (road: Road, chatId = 'c1') =>
  (await road.pipeline.chats.read(chatId, { forStaff: true }))?.lines
    .filter(({ status }) => status !== undefined)
    .map(({ text, status }) => `${text} ${status}`)

describe('where the platform tells later what became of a send', () => {
  const channel = { unsure: { do: 'await_status' as const, statusWaitMs: 120_000 } }
  const unknown = () => fault('network', { outcome: 'unknown' })
  const status = (
    road: Road,
    outboxId: string,
    is: 'sent' | 'delivered' | 'failed',
    code?: SendErrorCode,
  ) => ({
    type: 'status' as const,
    ...road.line,
    // Under another name than the person wrote: our own id is enough.
    address: 'nobody',
    outboxId,
    status: is,
    at: road.clock.now,
    ...(code === undefined ? {} : { code }),
  })

  it('waits for that, and does not send again what arrived', async () => {
    const tries: string[] = []
    const road = open({
      channel,
      send: async ({ id, text }) => {
        tries.push(text)
        if (tries.length === 1) throw unknown()
        return { externalId: `w.${id}` }
      },
    })
    await road.write('ani', 'a', 'b')
    await road.advance(60_000)
    // What comes after it waits too: order is kept.
    expect(tries).toEqual(['1: a'])
    await road.pipeline.chats.receive([status(road, 'c1.1.0', 'delivered')])
    await road.pipeline.idle()
    expect(tries).toEqual(['1: a', '2: b'])
    await road.advance(10 * 60_000)
    expect(tries).toEqual(['1: a', '2: b'])
    expect(await statuses(road)).toEqual(['1: a delivered', '2: b sent'])
  })

  it('sends it once more when nothing comes', async () => {
    const tries: string[] = []
    const road = open({
      channel,
      send: async ({ id, text }) => {
        tries.push(text)
        if (tries.length === 1) throw unknown()
        return { externalId: `w.${id}` }
      },
    })
    await road.write('ani', 'a')
    await road.advance(119_000)
    expect(tries).toEqual(['1: a'])
    await road.advance(2_000)
    expect(tries).toEqual(['1: a', '1: a'])
    expect(await statuses(road)).toEqual(['1: a sent'])
  })

  it('waits after a crash as after a cut line', async () => {
    const dir = newDir()
    // Never closed properly: its send hangs as at a kill.
    const first = makeRoad({ dir, channel, send: () => new Promise(() => {}) })
    await first.pipeline.chats.receive([first.message('ani', 'a')])
    while (first.deps.store.outbox.claimed().length === 0) await first.deps.breathe()
    const second = open({ dir, channel })
    await second.pipeline.idle()
    expect(second.sent).toEqual([])
    await second.pipeline.chats.receive([status(second, 'c1.1.0', 'sent')])
    await second.advance(10 * 60_000)
    expect(second.sent).toEqual([])
    expect(await statuses(second)).toEqual(['1: a sent'])
  })

  it('believes a status that comes before the send is answered, and knows the message by both names', async () => {
    let answer = (_: { externalId: string }) => {}
    const road = open({ channel, send: () => new Promise((resolve) => (answer = resolve)) })
    await road.pipeline.chats.receive([road.message('ani', 'a')])
    while (road.deps.store.outbox.claimed().length === 0) await road.deps.breathe()
    await road.pipeline.chats.receive([status(road, 'c1.1.0', 'delivered')])
    answer({ externalId: 'wamid.1' })
    await road.pipeline.idle()
    expect(await statuses(road)).toEqual(['1: a delivered'])
    const { outboxId: _, ...named } = status(road, '', 'sent')
    await road.pipeline.chats.receive([{ ...named, address: 'ani', sentId: 'wamid.1', status: 'read' }])
    expect(await statuses(road)).toEqual(['1: a read'])
  })

  it('tries again what was refused after it was taken, when that can heal', async () => {
    const road = open({ channel })
    await road.write('ani', 'a')
    await road.pipeline.chats.receive([status(road, 'c1.1.0', 'failed', 'throttled')])
    await road.advance(10 * 60_000)
    expect(road.texts()).toEqual(['1: a', '1: a'])
    await road.pipeline.chats.receive([status(road, 'c1.1.0', 'failed', 'rejected')])
    await road.advance(10 * 60_000)
    expect(road.texts()).toEqual(['1: a', '1: a'])
    expect(await statuses(road)).toEqual(['1: a failed'])
  })

  it('tries again what was refused before the send was answered as taken', async () => {
    const answers: ((_: { externalId: string }) => void)[] = []
    const road = open({ channel, send: () => new Promise((resolve) => answers.push(resolve)) })
    await road.pipeline.chats.receive([road.message('ani', 'a')])
    while (answers.length < 1) await road.deps.breathe()
    await road.pipeline.chats.receive([status(road, 'c1.1.0', 'failed', 'throttled')])
    answers[0]?.({ externalId: 'wamid.1' })
    await road.pipeline.idle()
    road.clock.now += 10_000
    road.pipeline.wake()
    while (answers.length < 2) await road.deps.breathe()
    answers[1]?.({ externalId: 'wamid.2' })
    await road.pipeline.idle()
    expect(await statuses(road)).toEqual(['1: a sent'])
  })

  it('does not ask again what was asked days ago', async () => {
    const road = open({ channel })
    await road.write('ani', 'a')
    await road.advance(3 * 24 * 60 * 60_000)
    await road.write('ani', 'b')
    await road.pipeline.chats.receive([status(road, 'c1.1.0', 'failed', 'throttled')])
    await road.advance(10 * 60_000)
    expect(road.texts()).toEqual(['1: a', '2: b'])
    expect(await statuses(road)).toEqual(['1: a failed', '2: b sent'])
  })

  it('keeps words of staff for somebody who turns out to have blocked us', async () => {
    const road = open({ channel })
    await road.write('ani', 'a')
    await road.pipeline.chats.act('c1', 'k1', { act: 'take', staffId: 'budi' })
    await road.pipeline.chats.act('c1', 'k2', { act: 'reply', staffId: 'budi', text: 'Kami bantu' })
    await road.pipeline.idle()
    const id = road.sent.at(-1)?.id ?? ''
    await road.pipeline.chats.receive([status(road, id, 'failed', 'blocked')])
    expect(await statuses(road)).toEqual(['1: a sent', 'Kami bantu parked'])
  })

  it('shows that it arrived although a takeover had taken it back meanwhile', async () => {
    const road = open({
      channel,
      send: async () => {
        throw unknown()
      },
    })
    await road.write('ani', 'a')
    await road.pipeline.chats.act('c1', 'k1', { act: 'take', staffId: 'budi' })
    expect(await statuses(road)).toEqual(['1: a cancelled'])
    await road.pipeline.chats.receive([status(road, 'c1.1.0', 'failed', 'throttled')])
    expect(await statuses(road)).toEqual(['1: a cancelled'])
    await road.pipeline.chats.receive([status(road, 'c1.1.0', 'delivered')])
    expect(await statuses(road)).toEqual(['1: a delivered'])
  })

  it('keeps a message that came with a status it cannot keep', async () => {
    const road = open({ channel })
    await road.write('ani', 'a')
    road.deps.store.outbox.byId = () => {
      throw new Error('damaged')
    }
    const both = road.pipeline.chats.receive([status(road, 'c1.1.0', 'sent'), road.message('ani', 'b')])
    await expect(both).rejects.toThrow('damaged')
    await road.pipeline.idle()
    expect(road.texts()).toEqual(['1: a', '2: b'])
  })
})
