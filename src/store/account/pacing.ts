/** @module How fast a line sends, kept over restarts: buckets that leak evenly, and pauses that a platform asked for. */

import { eq, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { ChannelId } from '../../core/lists.ts'
import type { Db } from '../db.ts'
import { makeBuckets } from './buckets.ts'
import { makeQueue, type Rate, type Waiter } from './queue.ts'
import { accounts } from './schema.ts'

export type Turnstile = Waiter & { channel: ChannelId; chat: Rate }

export type Pacing = ReturnType<typeof makePacing>

/** Of the line's burst, what notices leave for answers. */
const KEPT_FOR_ANSWERS = 0.5
/** The line's own bucket. */
const LINE = ''

const hole = sql.placeholder

export function makePacing(db: Db) {
  const buckets = makeBuckets(db)
  const read = (accountId: string, chatId: string, rate: Rate, now: Instant): Instant => {
    const emptyAt = buckets.emptyAt(accountId, chatId)
    const most = now + rate.everyMs * rate.burst
    if (emptyAt <= most) return Math.max(emptyAt, now)
    // The clock was set back, and that must not hold a line for hours. Kept, or it would be as far away at every look.
    buckets.set([{ accountId, chatId, emptyAt: most }], now)
    return most
  }
  const queue = makeQueue()
  return {
    ...pauses(db),
    /** What is taken in a `work` that throws is given back. @throws whatever the database throws, after `work` was done */
    together: buckets.together,
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
      const taken = [
        { accountId, chatId: LINE, emptyAt: line + account.everyMs },
        { accountId, chatId, emptyAt: own + chat.everyMs },
      ]
      buckets.set(taken, now)
      return undefined
    },
    /** At start: buckets of chats that have long been empty. */
    tidy: buckets.tidy,
    /** Of a chat that is erased nothing is written any more. */
    forget: buckets.forget,
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
