/** @module How often may be asked: by a chat, about a person, by all. Every limit outlives a restart and a clock that is set back. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { Database } from '../../src/store/sqlite.ts'
import { listPeople } from '../support/people-list.ts'
import { AT, type Clock, DAY, HOUR, type IdentityWorld, identityWorld, kkOf, MINUTE, nikOf } from './world.ts'

const COUNTER = [messages['identity.answer.counter']]
const YES = [messages['identity.answer.registered'].replace('{listed}', '30 November 2026')]
const OFTEN = messages['identity.news.asked_often']
/** A phone that the list has: whether it is answered shows whether it was let through. */
const phoneOf = (n: number) => `628120000${String(n).padStart(4, '0')}`

let world: IdentityWorld
let dataDir: string
let clock: Clock

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tanya-sigap-limits-'))
  clock = { now: AT }
  world = await identityWorld(clock, {}, dataDir)
  const people = Array.from({ length: 30 }, (_, n) => ({
    nik: nikOf(n),
    kk: kkOf(n),
    phone: `+${phoneOf(n)}`,
  }))
  await listPeople(world.service, people)
})
afterEach(async () => {
  await world.service.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function restart(): Promise<void> {
  await world.service.stop()
  world = await identityWorld(clock, {}, dataDir)
}

/** Writes once, so that a day later the chat is no stranger any more. */
async function known(...names: string[]): Promise<void> {
  for (const name of names) await world.write(name, 'halo')
  await world.pass(DAY)
}

describe('a chat', () => {
  it('younger than a day is answered once', async () => {
    await world.ask(phoneOf(1), nikOf(9), kkOf(9))
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(COUNTER)
    await world.pass(DAY)
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(YES)
  })

  it('asks about three people besides its own in thirty days, then only the counter helps', async () => {
    await known(phoneOf(1), phoneOf(2))
    for (const n of [11, 12, 13]) await world.ask(phoneOf(1), nikOf(n), kkOf(n))
    await restart()
    await world.pass(2 * DAY)
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(COUNTER)
    for (const n of [11, 12]) await world.ask(phoneOf(2), nikOf(n), kkOf(n))
    expect(await world.ask(phoneOf(2), nikOf(2), kkOf(2))).toEqual(YES)
    await world.pass(29 * DAY)
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(YES)
  })

  it('is answered five times a day, about itself too; a clock that is set back gives no sixth', async () => {
    await known(phoneOf(1))
    for (let n = 0; n < 4; n += 1) expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(YES)
    await world.ask(phoneOf(1), nikOf(20), kkOf(20))
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(COUNTER)
    clock.now -= 3 * HOUR
    await restart()
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(COUNTER)
    clock.now += 3 * HOUR
    await world.pass(DAY)
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(YES)
  })
})

describe('a person', () => {
  it('is asked about five times a day from whatever chats, then nobody is answered for a day and they hear of it', async () => {
    await known(phoneOf(1), 'a', 'b', 'c', 'd', 'e')
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(YES)
    for (const one of ['a', 'b', 'c', 'd']) await world.ask(one, nikOf(1), kkOf(1))
    expect(world.said.map(({ text }) => text)).not.toContain(OFTEN)
    expect(await world.ask('e', nikOf(1), kkOf(1))).toEqual(COUNTER)
    const news = world.said.filter(({ text }) => text === OFTEN)
    expect(news.map(({ address }) => address)).toEqual([phoneOf(1)])
    await restart()
    clock.now -= 2 * HOUR
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(COUNTER)
    await world.pass(DAY + 3 * HOUR)
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(YES)
  })
})

describe('the whole service', () => {
  it('answers nobody for an hour once more than ten numbers that begin alike were tried, and tells staff', async () => {
    const alike = (n: number) => `990101010190${String(n).padStart(4, '0')}`
    await known('a', 'b', 'c', 'd', phoneOf(1))
    for (let n = 0; n < 11; n += 1) await world.ask(['a', 'b', 'c', 'd'][n % 4] ?? '', alike(n + 1), kkOf(1))
    const [alarm] = await world.service.office.alarms()
    expect(alarm).toMatchObject({ reason: 'identity_counted_up' })
    await restart()
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(COUNTER)
    clock.now -= 30 * MINUTE
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(COUNTER)
    await world.pass(2 * HOUR)
    expect(await world.ask(phoneOf(1), nikOf(1), kkOf(1))).toEqual(YES)
  })

  it('takes a form without looking at any list: where it cannot be read at all, the page is the same', async () => {
    const [path, other] = [await world.link(phoneOf(1)), await world.link('a')]
    const before = await world.request(other, { nik: nikOf(1), kk: kkOf(1) })
    const db = new Database(join(dataDir, 'office.db'))
    db.exec('ALTER TABLE roster_people RENAME TO gone')
    db.close()
    const taken = await world.request(path, { nik: nikOf(1), kk: kkOf(1) })
    expect([taken.status, taken.body, [...taken.headers]]).toEqual([
      before.status,
      before.body,
      [...before.headers],
    ])
    const said = world.said.length
    await world.pass(MINUTE)
    const told = world.said.slice(said).map(({ text }) => text)
    expect(told).toEqual([...COUNTER, ...COUNTER])
    const [alarm] = await world.service.office.alarms()
    expect(alarm).toMatchObject({ reason: 'identity_failed' })
  })

  it('keeps what waits for an answer over a restart, and answers it', async () => {
    const path = await world.link(phoneOf(1))
    await world.request(path, { nik: nikOf(1), kk: kkOf(1) })
    await restart()
    await world.pass(15_000)
    expect(world.said.map(({ text }) => text)).toEqual(YES)
  })
})
