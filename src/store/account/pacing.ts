/** @module How fast a line sends, kept over restarts: buckets that leak evenly, and pauses that a platform asked for. */

import { and, eq, lt, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { ChannelId } from '../../core/lists.ts'
import type { Db } from '../db.ts'
import { accounts, buckets } from './schema.ts'

/** One every `everyMs` in the long run, up to `burst` at once. */
export type Rate = { everyMs: number; burst: number }
export type Turnstile = {
  accountId: string
  channel: ChannelId
  chatId: string
  account: Rate
  chat: Rate
  /** News and reminders take only what answers leave over. */
  isNotice: boolean
}

export type Pacing = ReturnType<typeof makePacing>

/** Of the line's burst, what notices leave for answers. */
const KEPT_FOR_ANSWERS = 0.5
/** A chat's bucket is as good as empty then, and its row is taken away at start. */
const FORGET_MS = 24 * 60 * 60 * 1000
/** The line's own bucket. */
const LINE = ''

const hole = sql.placeholder

export function makePacing(db: Db) {
  const get = db
    .select({ emptyAt: buckets.emptyAt })
    .from(buckets)
    .where(and(eq(buckets.accountId, hole('accountId')), eq(buckets.chatId, hole('chatId'))))
    .prepare()
  const put = db
    .insert(buckets)
    .values({ accountId: hole('accountId'), chatId: hole('chatId'), emptyAt: hole('emptyAt') })
    .onConflictDoUpdate({
      target: [buckets.accountId, buckets.chatId],
      set: { emptyAt: sql`excluded.empty_at` },
    })
    .prepare()
  const forget = db
    .delete(buckets)
    .where(lt(buckets.emptyAt, hole('before')))
    .prepare()
  const read = (accountId: string, chatId: string, rate: Rate, now: Instant): Instant => {
    const emptyAt = get.get({ accountId, chatId })?.emptyAt ?? now
    const most = now + rate.everyMs * rate.burst
    if (emptyAt <= most) return Math.max(emptyAt, now)
    // The clock was set back, and that must not hold a line for hours. Kept, or it would be as far away at every look.
    put.run({ accountId, chatId, emptyAt: most })
    return most
  }
  const queue = makeQueue()
  return {
    ...pauses(db),
    /** All that `work` takes is kept at once. */
    together: <T>(work: () => T): T => db.transaction(work, { behavior: 'immediate' }),
    /** Takes one from both buckets; or says when to come again, and takes nothing. */
    take: (turnstile: Turnstile, now: Instant): Instant | undefined => {
      const { accountId, chatId, account, chat, isNotice } = turnstile
      const line = read(accountId, LINE, account, now)
      const own = read(accountId, chatId, chat, now)
      const room = isNotice ? Math.floor(account.burst * (1 - KEPT_FOR_ANSWERS)) : account.burst
      const lineAt = freeAt(line, account.everyMs, Math.max(1, room))
      const ownAt = freeAt(own, chat.everyMs, chat.burst)
      // A line with something to spare is no queue: whoever stood in it and never came holds up nobody for long.
      const isBehind = line > now && queue.isBehind(turnstile, now)
      if (lineAt > now || isBehind) return Math.max(ownAt, queue.placeOf(turnstile, lineAt, now))
      if (ownAt > now) return ownAt
      queue.leave(turnstile)
      put.run({ accountId, chatId: LINE, emptyAt: line + account.everyMs })
      put.run({ accountId, chatId, emptyAt: own + chat.everyMs })
      return undefined
    },
    /** At start: buckets of chats that have long been empty. */
    tidy: (now: Instant) => void forget.run({ before: now - FORGET_MS }),
  }
}

type Waiter = Pick<Turnstile, 'accountId' | 'chatId' | 'account' | 'isNotice'>

/** More than that waits for nothing any more: their chats were answered otherwise. */
const TIDY_FROM = 10_000

/**
 * Who waits for a full line comes again when it is their turn, and who comes new goes to the end: were all told the next
 * free moment, thousands would come to each, one would go, and that one often had waited least. In memory: after a
 * restart they line up anew.
 */
function makeQueue() {
  const places = new Map<string, Instant>()
  const ends = new Map<string, Instant>()
  const lineOf = ({ accountId, isNotice }: Waiter) => `${accountId}|${isNotice}`
  const nameOf = (waiter: Waiter) => `${lineOf(waiter)}|${waiter.chatId}`
  /** Further away than that nobody can have been put: the clock was set back. */
  const mostOf = ({ account }: Waiter, now: Instant) =>
    now + account.everyMs * (places.size + 2 * account.burst)
  const placeIn = (waiter: Waiter, now: Instant): { kept: Instant | undefined; end: Instant } => {
    const most = mostOf(waiter, now)
    const [kept, end = 0] = [places.get(nameOf(waiter)), ends.get(lineOf(waiter))]
    return { kept: kept === undefined || kept > most ? undefined : kept, end: end > most ? 0 : end }
  }
  const tidy = (now: Instant) => {
    for (const [name, at] of places) if (at < now - FORGET_MS) places.delete(name)
  }
  return {
    /** Others have waited longer. */
    isBehind: (waiter: Waiter, now: Instant): boolean => {
      const { kept, end } = placeIn(waiter, now)
      return (kept ?? end) > now
    },
    placeOf: (waiter: Waiter, freeAt: Instant, now: Instant): Instant => {
      const { kept, end } = placeIn(waiter, now)
      if (kept !== undefined) return Math.max(kept, freeAt)
      const at = Math.max(freeAt, end + waiter.account.everyMs)
      places.set(nameOf(waiter), at)
      ends.set(lineOf(waiter), at)
      if (places.size > TIDY_FROM) tidy(now)
      return at
    },
    leave: (waiter: Waiter) => void places.delete(nameOf(waiter)),
  }
}

/** When one more fits under the burst. */
function freeAt(emptyAt: Instant, everyMs: number, burst: number): Instant {
  return emptyAt - (burst - 1) * everyMs
}

function pauses(db: Db) {
  const get = db
    .select({ pausedUntil: accounts.pausedUntil, refusedUntil: accounts.refusedUntil })
    .from(accounts)
    .where(eq(accounts.id, hole('accountId')))
    .prepare()
  const row = { id: hole('accountId'), channel: hole('channel'), createdAt: hole('now') }
  const pause = db
    .insert(accounts)
    .values({ ...row, pausedUntil: hole('until') })
    .onConflictDoUpdate({
      target: accounts.id,
      set: { pausedUntil: sql`max(${accounts.pausedUntil}, excluded.paused_until)` },
    })
    .prepare()
  const refuse = db
    .insert(accounts)
    .values({ ...row, refusedUntil: hole('until') })
    .onConflictDoUpdate({
      target: accounts.id,
      set: { refusedUntil: sql`max(${accounts.refusedUntil}, excluded.refused_until)` },
    })
    .prepare()
  const know = db
    .insert(accounts)
    .values({ ...row, tokenMark: hole('mark') })
    .onConflictDoUpdate({
      target: accounts.id,
      set: {
        refusedUntil: sql`case when ${accounts.tokenMark} is excluded.token_mark then ${accounts.refusedUntil} else 0 end`,
        tokenMark: sql`excluded.token_mark`,
      },
    })
    .prepare()
  return {
    /** 0 for never. */
    pausedUntil: (accountId: string): Instant => {
      const { pausedUntil = 0, refusedUntil = 0 } = get.get({ accountId }) ?? {}
      return Math.max(pausedUntil, refusedUntil)
    },
    /** Nothing of this line leaves before; a longer pause that stands stays. */
    pause: (accountId: string, channel: ChannelId, until: Instant, now: Instant) =>
      void pause.run({ accountId, channel, until, now }),
    /** The same for a refused token: it does not outlive that token. */
    refuse: (accountId: string, channel: ChannelId, until: Instant, now: Instant) =>
      void refuse.run({ accountId, channel, until, now }),
    /** At start: the keyed hash of the token that the line runs with now. Another one than before is not refused yet. */
    knowToken: (accountId: string, channel: ChannelId, mark: Uint8Array, now: Instant) =>
      void know.run({ accountId, channel, mark, now }),
  }
}
