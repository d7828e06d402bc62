/** @module Old lines leave the journal for the archive of their month: staff read them as before, a kill loses and doubles none, and who is erased is erased there too. */

import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { archiveBefore } from '../../src/core/retention.ts'
import { monthsIn, openArchives } from '../../src/wiring/archives.ts'
import { LIMITS_FOR_TESTS, makeRoad, type Road, roadsOfTest, T0 } from './road.ts'

const { newDir } = roadsOfTest()

const DAY_MS = 24 * 60 * 60 * 1000
/** More than one batch. */
const PEOPLE = 60

function openRoad(dir: string, from = T0): Road {
  const road = makeRoad({ dir, from })
  road.deps.archive = openArchives(dir)
  return road
}

/** Two months of sixty people, and a word of this month. */
async function withPast(dir: string) {
  const road = openRoad(dir, T0 - 150 * DAY_MS)
  const people = Array.from({ length: PEOPLE }, (_, n) => `orang-${n}`)
  for (const days of [0, 31]) {
    road.clock.now = T0 - (150 - days) * DAY_MS
    await road.pipeline.chats.receive(people.map((who) => road.message(who, `hari ${days}`)))
    await road.pipeline.idle()
  }
  road.clock.now = T0
  await road.write('orang-0', 'hari ini')
  return { road, people, before: archiveBefore(T0) }
}

const linesOf = async (road: Road, who: string, forStaff = true) => {
  const chatId = (await road.chatOf(who)) ?? ''
  const view = await road.pipeline.chats.read(chatId, { forStaff })
  return view?.lines.map(({ seq, text, status }) => [seq, text, status])
}

const count = ({ chatDb }: Road) => chatDb.get<{ n: number }>(sql`select count(*) as n from journal`)?.n

it('moves what is old into its month; staff read on where the journal ends', async () => {
  const dir = newDir()
  const { road, before } = await withPast(dir)
  const asBefore = await linesOf(road, 'orang-0')
  expect(asBefore).toHaveLength(6)
  expect(await road.pipeline.archive(before)).toBe(PEOPLE * 4)
  expect(count(road)).toBe(2)
  expect(monthsIn(`${dir}/archive`).sort()).toEqual(['2026-06', '2026-07'])
  expect(await linesOf(road, 'orang-0')).toEqual(asBefore)
  // A page of residents shows what is beside the conversation.
  expect(await linesOf(road, 'orang-0', false)).toEqual(asBefore?.slice(4))
  // And in pieces: what is asked for after a line has none before it.
  const chatId = (await road.chatOf('orang-0')) ?? ''
  const rest = await road.pipeline.chats.read(chatId, { forStaff: true, after: 3 })
  expect(rest?.lines.map(({ seq }) => seq)).toEqual([4, 5, 6])
  expect(await road.pipeline.archive(before)).toBe(0)
  await road.close()
})

it('goes on with the conversation as if nothing had been moved', async () => {
  const { road, before } = await withPast(newDir())
  await road.pipeline.archive(before)
  await road.write('orang-1', 'lagi')
  expect(road.texts('orang-1').at(-1)).toBe('3: lagi')
  expect((await linesOf(road, 'orang-1'))?.map(([seq]) => seq)).toEqual([1, 2, 3, 4, 5, 6])
  await road.close()
})

it('leaves what is still to be sent', async () => {
  const dir = newDir()
  const road = makeRoad({
    dir,
    from: T0 - 150 * DAY_MS,
    channel: { limits: { ...LIMITS_FOR_TESTS, windowMs: DAY_MS } },
  })
  road.deps.archive = openArchives(dir)
  await road.write('ani', 'timer a 172800000')
  await road.advance(3 * DAY_MS)
  road.clock.now = T0
  // The reminder found the window shut and is parked; the message and the timer are done.
  expect(await road.pipeline.archive(archiveBefore(T0))).toBe(2)
  await road.write('ani', 'halo')
  expect(road.texts('ani')).toContain('3: halo')
  await road.close()
})

it('loses and doubles nothing, wherever the round is killed', async () => {
  let killed = 0
  for (let writes = 1; ; writes++) {
    const dir = newDir()
    const { road, people, before } = await withPast(dir)
    const asBefore = await Promise.all(people.map((who) => linesOf(road, who)))
    const [chats, archive] = [road.deps.store, road.deps.archive]
    if (archive === undefined) throw new Error('no archive')
    let left = writes
    // Dies before the write that is one too many.
    const dying =
      <A extends unknown[], R>(work: (...args: A) => R) =>
      (...args: A): R => {
        if (left <= 0) throw new Error('killed')
        left -= 1
        return work(...args)
      }
    road.deps.store = { ...chats, commit: dying(chats.commit) as typeof chats.commit }
    road.deps.archive = { ...archive, keep: dying(archive.keep) }
    const first = await road.pipeline.archive(before).catch(() => undefined)
    const second = openRoad(dir)
    expect(await Promise.all(people.map((who) => linesOf(second, who)))).toEqual(asBefore)
    await second.pipeline.archive(before)
    expect(count(second)).toBe(2)
    expect(await Promise.all(people.map((who) => linesOf(second, who)))).toEqual(asBefore)
    await second.close()
    if (first !== undefined) break
    killed += 1
  }
  // Two batches, each a write of two months' archives and one of the journal.
  expect(killed).toBeGreaterThanOrEqual(3)
})

it('is erased with its chat, and before it: nobody would look there again', async () => {
  const dir = newDir()
  const { road, before } = await withPast(dir)
  await road.pipeline.archive(before)
  const chatId = (await road.chatOf('orang-0')) ?? ''
  const { commit } = road.deps.store
  road.deps.store.commit = () => {
    throw new Error('killed')
  }
  await expect(road.pipeline.eraser.erase(chatId)).rejects.toThrow('killed')
  expect(road.deps.archive?.read(chatId, 1_000, 100)).toEqual([])
  road.deps.store.commit = commit
  expect((await road.pipeline.eraser.erase(chatId)).lines).toBe(2)
  const other = (await road.chatOf('orang-2')) ?? ''
  expect((await road.pipeline.eraser.erase(other)).lines).toBe(4)
  expect(road.deps.archive?.read(other, 1_000, 100)).toEqual([])
  await road.close()
})

it('takes whole months: what was written three months ago and later stays', () => {
  const at = Date.UTC(2026, 10, 30, 8)
  expect(new Date(archiveBefore(at)).toISOString()).toBe('2026-07-31T17:00:00.000Z')
  expect(new Date(archiveBefore(Date.UTC(2027, 0, 1))).toISOString()).toBe('2026-09-30T17:00:00.000Z')
})
