/** @module Messages on the road: once, in order, one turn a chat at a time. */

import { sql } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { makeRoad, type Road, T0 } from './road.ts'

let road: Road
afterEach(() => road.close())

it('answers a first message', async () => {
  road = makeRoad()
  await road.write('ani', 'halo')
  expect(road.sent).toMatchObject([
    { id: 'c1.1.0', chatId: 'c1', text: '1: halo', address: 'ani', channel: 'terminal', seq: 2, at: T0 },
  ])
})

it('takes the same message once, however often and however fast it comes', async () => {
  road = makeRoad()
  const again = road.message('ani', 'halo', 'x1')
  await Promise.all([1, 2, 3].map(() => road.pipeline.chats.receive([again, again])))
  await road.pipeline.idle()
  await road.pipeline.chats.receive([again])
  await road.pipeline.idle()
  expect(road.texts()).toEqual(['1: halo'])
})

it('keeps apart two people who send the same external id', async () => {
  road = makeRoad()
  await road.pipeline.chats.receive([road.message('ani', 'halo', 'x1'), road.message('budi', 'pagi', 'x1')])
  await road.pipeline.idle()
  expect(road.texts().sort()).toEqual(['1: halo', '1: pagi'])
})

it('answers a burst in order, one turn after the other', async () => {
  road = makeRoad()
  await road.write('ani', ...Array.from({ length: 15 }, (_, n) => `pesan ${n}`))
  expect(road.texts()).toEqual(Array.from({ length: 15 }, (_, n) => `${n + 1}: pesan ${n}`))
})

it('gives fifty chats at once each their own answers in order', async () => {
  road = makeRoad()
  const people = Array.from({ length: 50 }, (_, n) => `p${n}`)
  await Promise.all(people.map((who) => road.write(who, 'a', 'b', 'c')))
  await road.pipeline.idle()
  for (const who of people) expect(road.texts(who)).toEqual(['1: a', '2: b', '3: c'])
})

it('notes with each message which turn took it, under which edition of the rules', async () => {
  road = makeRoad()
  await road.write('ani', 'pagi', 'siang')
  const rows = road.chatDb.all<Record<string, unknown>>(sql`select turn, edition from inbox order by rid`)
  expect(rows).toEqual([
    { turn: 1, edition: 'test' },
    { turn: 2, edition: 'test' },
  ])
})

it('says one polite word to who writes more than twenty messages a minute, and answers all the same', async () => {
  road = makeRoad()
  await road.write('ani', ...Array.from({ length: 25 }, (_, n) => `p${n}`))
  expect(road.texts().filter((text) => text === 'limit.too_fast')).toHaveLength(1)
  expect(road.texts().filter((text) => text !== 'limit.too_fast')).toHaveLength(25)
  expect(new Set(road.sent.map(({ id }) => id)).size).toBe(26)
})

it('says that word again in a later minute, and never to who writes twenty a minute for an hour', async () => {
  road = makeRoad()
  const burst = Array.from({ length: 25 }, (_, n) => `p${n}`)
  await road.write('ani', ...burst)
  road.clock.now += 61_000
  await road.write('ani', ...burst)
  expect(road.texts('ani').filter((text) => text === 'limit.too_fast')).toHaveLength(2)

  for (let minute = 0; minute < 3; minute++) {
    await road.write('budi', ...burst.slice(0, 20))
    road.clock.now += 60_000
  }
  expect(road.texts('budi')).not.toContain('limit.too_fast')
})

it('takes nobody for hasty whose messages a clock set back has left in the future', async () => {
  road = makeRoad()
  await road.write('ani', ...Array.from({ length: 20 }, (_, n) => `p${n}`))
  road.clock.now -= 3_600_000
  await road.write('ani', 'satu', 'dua')
  expect(road.texts('ani')).not.toContain('limit.too_fast')
})

it('holds texts of a question that joins them, and wakes when the hold is over', async () => {
  road = makeRoad()
  await road.write('ani', 'join satu')
  road.clock.now += 700
  await road.write('ani', 'dua')
  expect(road.texts()).toEqual([])
  expect(road.clock.wakeAt).toBe(T0 + 1_500)
  await road.advance(1_000)
  expect(road.texts()).toEqual(['1: join satu dua'])
})

it('takes a message from a clock that is ahead as written now', async () => {
  road = makeRoad()
  const early = { ...road.message('ani', 'join satu'), at: T0 + 3_600_000 }
  await road.pipeline.chats.receive([early])
  await road.pipeline.idle()
  await road.advance(1_500)
  expect(road.texts()).toEqual(['1: join satu'])
})

it('does not wait where a line is all there is', async () => {
  road = makeRoad({ holdOver: true })
  await road.write('ani', 'join satu', 'dua')
  expect(road.texts()).toEqual(['1: join satu dua'])
})

it('fires timers in their order at their own times, each once', async () => {
  road = makeRoad()
  await road.write('ani', 'timer b 2000', 'timer a 1000', 'timer c 9000')
  await road.advance(5_000)
  expect(road.texts()).toEqual(['timer a at 1000', 'timer b at 2000'])
  await road.advance(10_000)
  expect(road.texts()).toHaveLength(3)
})

it('masks identity numbers before anything is kept', async () => {
  road = makeRoad()
  await road.write('ani', 'nik saya 3275 0115 0385 0000')
  expect(road.texts()).toEqual(['1: nik saya 3275••••••••0000'])
})

it('tells an office notice once', async () => {
  road = makeRoad()
  await road.write('ani', 'halo')
  const notice = { type: 'left_queue', re: 'c1.1.0' } as const
  await road.pipeline.chats.tell('c1', 'office.1', T0, notice)
  await road.pipeline.chats.tell('c1', 'office.1', T0, notice)
  await road.pipeline.idle()
  expect(road.texts()).toEqual(['1: halo', `office ${JSON.stringify(notice)}`])
})

it('is settled when nothing of the chat is left to do', async () => {
  road = makeRoad()
  await road.pipeline.chats.receive([road.message('ani', 'halo')])
  expect(road.pipeline.settled('c1')).toBe(false)
  await road.pipeline.idle()
  expect(road.pipeline.settled('c1')).toBe(true)
})

it('reads what was said in order, resumes after a seq, and shows notes to staff alone', async () => {
  road = makeRoad()
  await road.write('ani', 'halo', 'petugas')
  const view = await road.pipeline.chats.read('c1')
  expect(view?.lines.map(({ from, text, status }) => [from, text, status])).toEqual([
    ['resident', 'halo', undefined],
    ['resident', 'petugas', undefined],
    ['bot', '1: halo', 'sent'],
    ['bot', 'baik', 'sent'],
  ])
  const rest = await road.pipeline.chats.read('c1', { after: 3 })
  expect(rest?.lines.map(({ text }) => text)).toEqual(['baik'])
  const all = await road.pipeline.chats.read('c1', { forStaff: true })
  expect(all?.lines.at(-1)).toMatchObject({ from: 'note', text: 'own: queue' })
  expect(await road.pipeline.chats.read('nobody')).toBeUndefined()
})

it('wakes whoever follows a chat when lines were added', async () => {
  road = makeRoad()
  await road.write('ani', 'halo')
  const seen: number[] = []
  const stop = road.pipeline.chats.follow('c1', () => seen.push(1))
  await road.write('ani', 'lagi')
  expect(seen.length).toBeGreaterThanOrEqual(2)
  stop()
  const before = seen.length
  await road.write('ani', 'lagi')
  expect(seen).toHaveLength(before)
})
