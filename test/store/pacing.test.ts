/** @module Buckets of a line and its chats, and pauses a platform asked for. */

import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makePacing, type Turnstile } from '../../src/store/account/pacing.ts'
import { buckets } from '../../src/store/account/schema.ts'
import { openStore, type Store } from '../../src/store/sqlite.ts'

const LINE = { accountId: 'telegram:1', channel: 'telegram' as const }
const turnstile = (chatId: string, more: Partial<Turnstile> = {}): Turnstile => ({
  ...LINE,
  chatId,
  account: { everyMs: 100, burst: 2 },
  chat: { everyMs: 1_000, burst: 1 },
  isNotice: false,
  ...more,
})

let store: Store
beforeEach(() => {
  store = openStore(':memory:', 'account')
})
afterEach(() => store.close())

it('lets a burst pass, then one each step, and tells when the next may come', () => {
  const pacing = makePacing(store.db)
  expect(pacing.take(turnstile('a'), 0)).toBeUndefined()
  expect(pacing.take(turnstile('b'), 0)).toBeUndefined()
  expect(pacing.take(turnstile('c'), 0)).toBe(100)
  expect(pacing.take(turnstile('c'), 99)).toBe(100)
  expect(pacing.take(turnstile('c'), 100)).toBeUndefined()
})

it('counts each chat for itself, and takes nothing from the line for one that has to wait', () => {
  const pacing = makePacing(store.db)
  expect(pacing.take(turnstile('a'), 0)).toBeUndefined()
  expect(pacing.take(turnstile('a'), 0)).toBe(1_000)
  expect(pacing.take(turnstile('a'), 0)).toBe(1_000)
  expect(pacing.take(turnstile('b'), 0)).toBeUndefined()
})

it('keeps half of the burst of a line for answers', () => {
  const pacing = makePacing(store.db)
  const wide = { account: { everyMs: 100, burst: 4 }, isNotice: true }
  expect(pacing.take(turnstile('a', wide), 0)).toBeUndefined()
  expect(pacing.take(turnstile('b', wide), 0)).toBeUndefined()
  expect(pacing.take(turnstile('c', wide), 0)).toBe(100)
  expect(pacing.take(turnstile('c', { ...wide, isNotice: false }), 0)).toBeUndefined()
})

it('is not frozen by a clock that is set back', () => {
  const pacing = makePacing(store.db)
  const day = 24 * 60 * 60 * 1000
  expect(pacing.take(turnstile('a'), day)).toBeUndefined()
  expect(pacing.take(turnstile('a'), day)).toBe(day + 1_000)
  // A day back: at most a whole bucket is waited for.
  const again = pacing.take(turnstile('a'), 0)
  expect(again).toBeLessThanOrEqual(1_000)
  // And no second time.
  expect(pacing.take(turnstile('a'), again ?? 0)).toBeUndefined()
})

it('keeps the longer of two pauses, also over a restart', () => {
  const pacing = makePacing(store.db)
  expect(pacing.pausedUntil(LINE.accountId)).toBe(0)
  pacing.pause(LINE.accountId, LINE.channel, 5_000, 0)
  pacing.pause(LINE.accountId, LINE.channel, 2_000, 0)
  expect(makePacing(store.db).pausedUntil(LINE.accountId)).toBe(5_000)
})

it('gives each who waits for a full line a turn of their own, and lets nobody new go before them', () => {
  const pacing = makePacing(store.db)
  for (const chatId of ['a', 'b']) expect(pacing.take(turnstile(chatId), 0)).toBeUndefined()
  expect(['c', 'd', 'e'].map((chatId) => pacing.take(turnstile(chatId), 0))).toEqual([100, 200, 300])
  // Asking again changes nothing.
  expect(pacing.take(turnstile('d'), 50)).toBe(200)
  // There is room now: it is for who waited, neither for somebody new nor for who is further behind.
  expect(pacing.take(turnstile('f'), 100)).toBe(400)
  expect(pacing.take(turnstile('e'), 100)).toBe(300)
  expect(pacing.take(turnstile('c'), 100)).toBeUndefined()
  expect(['d', 'e', 'f'].map((chatId, n) => pacing.take(turnstile(chatId), 200 + 100 * n))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

it('does not wait for those who lined up and never came', () => {
  const pacing = makePacing(store.db)
  for (const chatId of ['a', 'b']) pacing.take(turnstile(chatId), 0)
  const waiting = Array.from({ length: 50 }, (_, n) => `w${n}`)
  for (const chatId of waiting) expect(pacing.take(turnstile(chatId), 0)).toBeGreaterThan(0)
  // Nothing left for as long as the line's burst takes: nobody is on it.
  expect(pacing.take(turnstile('new'), 200)).toBeUndefined()
})

it('lines up anew when the clock is set back', () => {
  const pacing = makePacing(store.db)
  const hour = 3_600_000
  for (const chatId of ['a', 'b']) expect(pacing.take(turnstile(chatId), hour)).toBeUndefined()
  for (const chatId of ['c', 'd']) expect(pacing.take(turnstile(chatId), hour)).toBeGreaterThan(hour)
  expect(pacing.take(turnstile('d'), 0)).toBeLessThanOrEqual(1_000)
  expect(pacing.take(turnstile('e'), 0)).toBeLessThanOrEqual(1_000)
})

it('writes what was taken once a second, so that a kill forgets no more than that', () => {
  const pacing = makePacing(store.db)
  const slow = { account: { everyMs: 1_000, burst: 100 }, chat: { everyMs: 1_000, burst: 100 } }
  const written = () =>
    store.db.select({ emptyAt: buckets.emptyAt }).from(buckets).where(eq(buckets.chatId, '')).get()?.emptyAt
  for (const at of [5_000, 5_400, 5_900]) expect(pacing.take(turnstile('a', slow), at)).toBeUndefined()
  expect(written()).toBe(6_000)
  pacing.take(turnstile('a', slow), 6_000)
  expect(written()).toBe(9_000)
  // A clock that is set back holds nothing back.
  pacing.take(turnstile('a', slow), 3_000)
  expect(written()).toBe(10_000)
})

it('writes nothing more of a chat that was erased', () => {
  const pacing = makePacing(store.db)
  const slow = { account: { everyMs: 10, burst: 100 }, chat: { everyMs: 10, burst: 100 } }
  const written = () => store.db.select({ chatId: buckets.chatId }).from(buckets).all()
  for (const at of [5_000, 5_100]) pacing.take(turnstile('a', slow), at)
  expect(written()).toContainEqual({ chatId: 'a' })
  pacing.forget('a')
  store.db.delete(buckets).where(eq(buckets.chatId, 'a')).run()
  pacing.take(turnstile('b', slow), 9_000)
  expect(written().map(({ chatId }) => chatId)).toEqual(['', 'b'])
})

it('gives back what was taken for a commit that failed', () => {
  const pacing = makePacing(store.db)
  pacing.take(turnstile('a'), 0)
  const fails = () =>
    pacing.together(() => {
      pacing.take(turnstile('b'), 0)
      throw new Error('disk full')
    })
  expect(fails).toThrow('disk full')
  expect(['b', 'c'].map((chatId) => pacing.take(turnstile(chatId), 0))).toEqual([undefined, 100])
})
