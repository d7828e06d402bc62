/** @module Notices on their way to chats: once each, in order, through failures; and changes of a case. */

import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../src/core/errors.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { accident, chat, MINUTE, MONDAY_9, officeWorld, staffRequest, type Told } from './world.ts'

/** An office whose chats refuse as long as `refuse` says. */
function fragileWorld(refuse: (chatId: string, attempt: number) => Error | undefined) {
  const told: Told[] = []
  let attempts = 0
  const world = officeWorld({
    tell: async (chatId, id, at, notice) => {
      attempts += 1
      const error = refuse(chatId, attempts)
      if (error) throw error
      told.push({ chatId, id, at, notice })
    },
  })
  return { ...world, told, attempts: () => attempts }
}

describe('notices', () => {
  it('come again after a failure, with the same id', async () => {
    const { office, told, pass, now } = fragileWorld((_, attempt) =>
      attempt < 3 ? new Error('no') : undefined,
    )
    await office.apply(chat('c1'), 'c1.1.0', staffRequest(), MONDAY_9)
    expect(await office.deliver()).toBe(0)
    expect(office.dueAt()).toBe(now() + 1000)
    pass(1000)
    expect(await office.deliver()).toBe(0)
    expect(office.dueAt()).toBe(now() + 2000)
    pass(2000)
    expect(await office.deliver()).toBe(1)
    expect(told.map(({ id }) => id)).toEqual(['office.1'])
    expect(office.dueAt()).toBeUndefined()
  })

  it('keep their order within a chat, and do not wait for another chat', async () => {
    let broken = true
    const { office, told, pass } = fragileWorld((id) => (broken && id === 'a' ? new Error('no') : undefined))
    await office.apply(chat('a'), 'a.1.0', staffRequest(), MONDAY_9)
    await office.apply(chat('a'), 'a.2.0', { type: 'ask_position' }, MONDAY_9)
    await office.apply(chat('b'), 'b.1.0', staffRequest(), MONDAY_9)
    await office.deliver()
    expect(told.map(({ id }) => id)).toEqual(['office.3'])
    broken = false
    pass(MINUTE)
    await office.deliver()
    expect(told.map(({ id }) => id)).toEqual(['office.3', 'office.1', 'office.2'])
  })

  it('are given up after twenty failures, with an alarm, and the next one goes on', async () => {
    const { office, told, pass } = fragileWorld((_, attempt) => (attempt <= 20 ? new Error('no') : undefined))
    await office.apply(chat('c1'), 'c1.1.0', staffRequest(), MONDAY_9)
    await office.apply(chat('c1'), 'c1.2.0', { type: 'ask_position' }, MONDAY_9)
    for (let time = 0; time < 25; time += 1) {
      await office.deliver()
      pass(MINUTE)
    }
    expect(told.map(({ id }) => id)).toEqual(['office.2'])
    expect(await office.alarms()).toMatchObject([
      { chatId: 'c1', reason: 'undelivered', topic: 'queue_position' },
    ])
  })

  it('are never given up while the chat side only cannot write', async () => {
    const { office, told, pass } = fragileWorld((_, attempt) =>
      attempt <= 40 ? new StoreUnavailable('full') : undefined,
    )
    await office.apply(chat('c1'), 'c1.1.0', staffRequest(), MONDAY_9)
    for (let time = 0; time < 41; time += 1) {
      await office.deliver()
      pass(MINUTE)
    }
    expect(told).toHaveLength(1)
  })

  it('leave at once after a restart in the middle of handing over', async () => {
    const first = officeWorld({ tell: () => new Promise(() => {}) })
    await first.office.apply(chat('c1'), 'c1.1.0', staffRequest(), MONDAY_9)
    void first.office.deliver()
    const second = officeWorld({ db: first.db, vault: first.vault })
    expect(await second.office.deliver()).toBe(1)
    expect(second.told.map(({ id }) => id)).toEqual(['office.1'])
  })

  it('are handed over once when two deliver at the same time, and both wait until it is done', async () => {
    const { office, told } = officeWorld()
    await office.apply(chat('c1'), 'c1.1.0', staffRequest(), MONDAY_9)
    expect(office.settled('c1')).toBe(false)
    expect(await Promise.all([office.deliver(), office.deliver()])).toEqual([1, 1])
    expect(told).toHaveLength(1)
    expect(office.settled('c1')).toBe(true)
  })

  it('are forgotten by the office once the chat has them', async () => {
    const { ask, db } = officeWorld()
    await ask('c1', accident())
    const left = db.all<{ n: number }>(
      sql`select count(*) as n from office_outbox where notice_sealed is not null`,
    )
    expect(left).toEqual([{ n: 0 }])
  })

  it('wake whoever delivers', async () => {
    const { office, wakes } = officeWorld()
    await office.apply(chat('c1'), 'c1.1.0', staffRequest(), MONDAY_9)
    expect(wakes()).toBe(1)
  })
})

it('says that it cannot write when the disk is full, and keeps nothing of the request', async () => {
  const { db } = openStore(':memory:', 'office', { maxPages: 40 })
  const { office } = officeWorld({ db })
  const big = accident({ fields: { what: 'x'.repeat(200_000) } })
  await expect(office.apply(chat('c1'), 'c1.1.0', big, MONDAY_9)).rejects.toThrow(StoreUnavailable)
  expect(await office.cases()).toEqual([])
  expect(office.dueAt()).toBeUndefined()
  await office.apply(chat('c1'), 'c1.1.0', accident(), MONDAY_9)
  // It rests for a second before it goes on.
  expect(office.dueAt()).toBe(MONDAY_9 + 1000)
  expect(await office.cases()).toHaveLength(1)
})

describe('changing a case', () => {
  async function filedWorld() {
    const world = officeWorld()
    const [notice] = await world.ask('owner', accident())
    if (notice?.type !== 'case_filed') throw new Error('nothing filed')
    return { ...world, number: notice.number }
  }

  it('tells the chat that filed it, with the note', async () => {
    const { office, told, number, pass, now } = await filedWorld()
    pass(MINUTE)
    expect(await office.changeCase('k1', number, 'forwarded', ' Sudah ke BPJS ', 'ani')).toBe(true)
    await office.deliver()
    expect(told.slice(1)).toEqual([
      {
        chatId: 'owner',
        id: 'office.2',
        at: now(),
        notice: {
          type: 'case_changed',
          number,
          kind: 'accident',
          state: 'forwarded',
          changedAt: now(),
          note: 'Sudah ke BPJS',
        },
      },
    ])
    expect(await office.case(number)).toMatchObject({ state: 'forwarded', note: 'Sudah ke BPJS' })
  })

  it('masks an identity number in a note before it is kept or told', async () => {
    const { office, told, number } = await filedWorld()
    await office.changeCase('k1', number, 'forwarded', 'KTP 3275 0115 0385 0000 sudah ada', 'ani')
    await office.deliver()
    expect(await office.case(number)).toMatchObject({ note: 'KTP 3275••••••••0000 sudah ada' })
    expect(JSON.stringify(told).replace(/[^0-9]/g, '')).not.toContain('3275011503850000')
  })

  it('tells its news although the clock was set back an hour before it could', async () => {
    const { office, told, number, pass } = await filedWorld()
    await office.changeCase('k1', number, 'checked', undefined, 'ani')
    pass(-60 * MINUTE)
    await office.deliver()
    expect(told).toHaveLength(2)
  })

  it('moves it once for one key', async () => {
    const { office, told, number } = await filedWorld()
    await office.changeCase('k1', number, 'checked', undefined, 'ani')
    await office.changeCase('k2', number, 'forwarded', undefined, 'ani')
    expect(await office.changeCase('k1', number, 'checked', undefined, 'ani')).toBe(true)
    await office.deliver()
    expect(told).toHaveLength(3)
    expect((await office.case(number))?.state).toBe('forwarded')
  })

  it('says no when there is no such case', async () => {
    const { office } = await filedWorld()
    expect(await office.changeCase('k1', 'SGP-0000-0059', 'done', undefined, 'ani')).toBe(false)
    expect(await office.changeCase('k2', 'apa saja', 'done', undefined, 'ani')).toBe(false)
  })

  it('lists by state, newest first', async () => {
    const { ask, office, number, pass } = await filedWorld()
    pass(1000)
    await ask('c2', accident())
    await office.changeCase('k1', number, 'closed', undefined, 'ani')
    expect((await office.cases({ state: 'closed' })).map((one) => one.number)).toEqual([number])
    expect((await office.cases()).map(({ chatId }) => chatId)).toEqual(['c2', 'owner'])
    expect(await office.cases({ limit: 1 })).toHaveLength(1)
  })
})
