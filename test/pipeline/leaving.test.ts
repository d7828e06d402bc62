/** @module What a platform allows: pace, pauses, windows, blocks, and sends of which nobody knows whether they arrived. */

import { describe, expect, it } from 'vitest'
import type { OfficeNotice } from '../../src/core/chat.ts'
import { SendError, type SendErrorCode } from '../../src/core/errors.ts'
import { LIMITS_FOR_TESTS, type Road, roadsOfTest, T0 } from './road.ts'

const { open, newDir } = roadsOfTest()

const DAY_MS = 24 * 60 * 60 * 1000
const fault = (code: SendErrorCode, detail: Partial<ConstructorParameters<typeof SendError>[1]> = {}) =>
  new SendError(code, { code, outcome: 'not_sent', retryable: true, ...detail })
const NEWS: OfficeNotice = {
  type: 'case_changed',
  number: 'SGP-0000-0059',
  kind: 'accident',
  state: 'checked',
  changedAt: T0,
}

const statuses = async (road: Road, chatId = 'c1') =>
  (await road.pipeline.chats.read(chatId, { forStaff: true }))?.lines
    .filter(({ status }) => status !== undefined)
    .map(({ text, status }) => `${text} ${status}`)

describe('a line that may only send so fast', () => {
  const pace = { account: { everyMs: 40, burst: 4 }, chat: { everyMs: 1_000, burst: 1 } }

  it('sends one message a second to a chat and 25 a second in all', async () => {
    const at: { chatId: string; at: number }[] = []
    const road = open({
      channel: { pace },
      send: async ({ chatId, id }) => {
        at.push({ chatId, at: road.clock.now })
        return { externalId: id }
      },
    })
    await road.pipeline.chats.receive(
      Array.from({ length: 30 }, (_, n) => [road.message(`w${n}`, 'a'), road.message(`w${n}`, 'b')]).flat(),
    )
    await road.pipeline.idle()
    await road.advance(10_000)
    expect(at).toHaveLength(60)
    for (const { chatId } of at) {
      const times = at.filter((one) => one.chatId === chatId).map((one) => one.at)
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_000)
    }
    const times = at.map((one) => one.at)
    for (const [index, time] of times.entries()) {
      const fifth = times[index + 4]
      // Four at once, then one every 40 ms: any five span at least one step.
      if (fifth !== undefined) expect(fifth - time).toBeGreaterThanOrEqual(40)
    }
    const last = (times.at(-1) ?? 0) - T0
    expect(last).toBeGreaterThanOrEqual((60 - 4) * 40)
    expect(last).toBeLessThan(5_000)
  })

  it('keeps its pace over a restart', async () => {
    const dir = newDir()
    const slow = { account: { everyMs: 60_000, burst: 1 }, chat: { everyMs: 1, burst: 1 } }
    const first = open({ dir, channel: { pace: slow } })
    await first.write('ani', 'a')
    await first.write('budi', 'b')
    expect(first.texts()).toEqual(['1: a'])
    await first.pipeline.stop()
    const second = open({ dir, channel: { pace: slow }, from: T0 + 30_000 })
    await second.pipeline.idle()
    expect(second.texts()).toEqual([])
    await second.advance(30_000)
    expect(second.texts()).toEqual(['1: b'])
  })

  it('lets answers go before news and reminders', async () => {
    const road = open({
      channel: { pace: { account: { everyMs: 1_000, burst: 2 }, chat: { everyMs: 1, burst: 9 } } },
    })
    await road.write('ani', 'a')
    await road.write('budi', 'b')
    await road.advance(10_000)
    road.sent.length = 0
    await road.pipeline.chats.tell('c1', 'n1', road.clock.now, NEWS)
    await road.pipeline.chats.tell('c1', 'n2', road.clock.now, { ...NEWS, state: 'done' })
    await road.pipeline.idle()
    // The second half of the burst is kept for people who wait for an answer.
    expect(road.sent).toHaveLength(1)
    await road.write('budi', 'c')
    expect(road.sent.map(({ chatId }) => chatId)).toEqual(['c1', 'c2'])
    await road.advance(10_000)
    expect(road.sent.map(({ chatId }) => chatId)).toEqual(['c1', 'c2', 'c1'])
  })

  it('waits as a whole when the platform says so, over a restart too', async () => {
    const dir = newDir()
    const fast = { account: { everyMs: 1, burst: 99 }, chat: { everyMs: 1, burst: 99 } }
    let isThrottled = true
    const tries: string[] = []
    const options = {
      dir,
      channel: { pace: fast },
      send: async ({ id, text }: { id: string; text: string }) => {
        tries.push(text)
        if (isThrottled) throw fault('throttled', { scope: 'account', retryAfterMs: 30_000 })
        return { externalId: id }
      },
    }
    const first = open(options)
    await first.write('ani', 'a')
    isThrottled = false
    await first.write('budi', 'b')
    expect(tries).toEqual(['1: a'])
    await first.pipeline.stop()
    const second = open({ ...options, from: T0 + 29_000 })
    await second.pipeline.idle()
    await second.advance(999)
    expect(tries).toEqual(['1: a'])
    await second.advance(1_000)
    expect(tries.slice(1).sort()).toEqual(['1: a', '1: b'])
  })
})

describe('a platform that says nothing', () => {
  it('does not hold up the others: after a while nobody knows, and it is tried again', async () => {
    const aborts: AbortController[] = []
    let isDumb = true
    const road = open({
      timeout: () => {
        const controller = new AbortController()
        aborts.push(controller)
        return controller.signal
      },
      send: async ({ id }) => (isDumb ? await new Promise(() => {}) : { externalId: id }),
    })
    await road.pipeline.chats.receive([road.message('ani', 'a')])
    while (aborts.length === 0) await road.deps.breathe()
    isDumb = false
    aborts[0]?.abort()
    await road.pipeline.idle()
    await road.advance(60_000)
    expect(road.texts()).toEqual(['1: a'])
  })
})

describe('after the 24 hours of a platform', () => {
  const limits = { ...LIMITS_FOR_TESTS, windowMs: DAY_MS }
  const knock = { text: 'Ada kabar. Balas pesan ini.', template: { name: 'kabar', language: 'id' } }

  it('lets a reply of staff wait for the next message, visibly, and sends it first then', async () => {
    const road = open({ channel: { limits } })
    await road.write('ani', 'a')
    await road.advance(DAY_MS)
    await road.pipeline.chats.act('c1', 'k1', { act: 'take', staffId: 'budi' })
    await road.pipeline.chats.act('c1', 'k2', { act: 'reply', staffId: 'budi', text: 'Sudah kami cek' })
    await road.pipeline.idle()
    expect(road.texts()).toEqual(['1: a'])
    expect(await statuses(road)).toEqual(['1: a sent', 'Sudah kami cek parked'])
    await road.pipeline.chats.act('c1', 'k3', { act: 'hand_back', staffId: 'budi', to: 'resume' })
    await road.write('ani', 'ya?')
    expect(road.texts()).toEqual(['1: a', 'Sudah kami cek', '5: ya?'])
    expect(await statuses(road)).toContain('Sudah kami cek sent')
  })

  it('asks with an approved template for that message, once for each silence', async () => {
    const road = open({ channel: { limits, knock } })
    await road.write('ani', 'a')
    await road.advance(DAY_MS)
    await road.pipeline.chats.tell('c1', 'n1', road.clock.now, NEWS)
    await road.pipeline.chats.tell('c1', 'n2', road.clock.now, { ...NEWS, state: 'done' })
    await road.pipeline.idle()
    await road.advance(DAY_MS)
    expect(road.sent.slice(1)).toMatchObject([
      { text: knock.text, template: knock.template, author: 'system' },
    ])
    await road.write('ani', 'ya?')
    expect(
      road
        .texts()
        .slice(2, 4)
        .every((text) => text.startsWith('office')),
    ).toBe(true)
    await road.advance(DAY_MS + 1)
    await road.pipeline.chats.tell('c1', 'n3', road.clock.now, NEWS)
    await road.pipeline.idle()
    expect(road.texts().filter((text) => text === knock.text)).toHaveLength(2)
  })

  it('parks what the platform refuses as too late, whatever our clock says', async () => {
    let isClosed = true
    const road = open({
      channel: { limits },
      send: async ({ id }) => {
        if (isClosed) throw fault('window_closed', { retryable: false })
        return { externalId: id }
      },
    })
    await road.write('ani', 'a')
    expect(await statuses(road)).toEqual(['1: a parked'])
    isClosed = false
    await road.write('ani', 'b')
    expect(road.texts()).toEqual(['1: a', '2: b'])
  })

  it('drops a reminder whose time is over', async () => {
    const road = open({ channel: { limits } })
    await road.write('ani', `timer lupa ${DAY_MS + 60_000}`)
    await road.advance(DAY_MS + 120_000)
    expect(road.texts()).toEqual([])
    await road.write('ani', 'b')
    expect(road.texts()).toEqual(['3: b'])
  })
})

describe('somebody who blocked us', () => {
  it('gets nothing more from the bot; words of staff and news wait until they are back', async () => {
    let isBlocked = true
    const tries: string[] = []
    const road = open({
      send: async ({ id, text }) => {
        tries.push(text)
        if (isBlocked) throw fault('blocked', { retryable: false })
        return { externalId: id }
      },
    })
    await road.write('ani', 'a', 'b')
    await road.pipeline.chats.tell('c1', 'n1', road.clock.now, NEWS)
    await road.pipeline.idle()
    await road.advance(DAY_MS)
    // The first one told us; the rest was not even tried.
    expect(tries).toEqual(['1: a'])
    expect((await statuses(road))?.map((one) => one.split(' ').at(-1))).toEqual([
      'failed',
      'failed',
      'parked',
    ])
    isBlocked = false
    await road.write('ani', 'c')
    expect(road.texts()[0]).toContain('case_changed')
    expect(road.texts()[1]).toBe('4: c')
  })

  it('who writes while a refusal is on its way is back: the answer to that leaves', async () => {
    let refuse = () => {}
    const road = open({
      send: ({ id, text }) =>
        text === '1: a'
          ? new Promise((_, fail) => {
              refuse = () => fail(fault('blocked', { retryable: false }))
            })
          : Promise.resolve({ externalId: id }),
    })
    const first = road.write('ani', 'a')
    while (road.deps.store.outbox.claimed().length === 0) await road.deps.breathe()
    road.clock.now += 1_000
    const second = road.write('ani', 'b')
    while ((road.deps.store.chats.get('c1')?.heardAt ?? 0) < road.clock.now) await road.deps.breathe()
    refuse()
    await Promise.all([first, second])
    await road.pipeline.idle()
    expect(await statuses(road)).toEqual(['1: a failed', '2: b sent'])
  })

  it('is known by what the platform tells, and back the same way', async () => {
    const road = open()
    const fact = { type: 'line' as const, ...road.line, address: 'ani', at: T0 }
    await road.write('ani', 'a')
    await road.pipeline.chats.receive([{ ...fact, fact: 'blocked', externalId: 'f1' }])
    await road.pipeline.chats.tell('c1', 'n1', road.clock.now, NEWS)
    await road.pipeline.idle()
    expect(road.texts()).toEqual(['1: a'])
    await road.pipeline.chats.receive([{ ...fact, fact: 'unblocked', externalId: 'f2' }])
    await road.pipeline.idle()
    expect(road.texts()).toHaveLength(2)
    const notes = (await road.pipeline.chats.read('c1', { forStaff: true }))?.lines.filter(
      ({ from }) => from === 'note',
    )
    expect(notes?.map(({ text }) => text)).toEqual(['blocked', 'unblocked'])
  })
})

it('cuts what is too long into bubbles that are each sent, marked and kept', async () => {
  const road = open()
  await road.write('ani', 'panjang')
  expect(road.sent.length).toBeGreaterThan(1)
  expect(road.sent.every(({ text }) => text.length <= LIMITS_FOR_TESTS.maxTextChars)).toBe(true)
  expect(road.sent.map(({ id }) => id)).toEqual(['c1.1.0', 'c1.1.0.1'])
  expect(road.texts().join(' ')).toBe('Kalimat yang panjang sekali. '.repeat(200).trim())
})

it('sends nothing to somebody who wrote to another line than the one that is set', async () => {
  const road = open({ channel: { account: () => 'another bot' } })
  await road.write('ani', 'a')
  expect(road.texts()).toEqual([])
  expect(await statuses(road)).toEqual(['1: a failed'])
})
