/** @module Timers of chats. */

import { and, asc, eq, lte, min, sql } from 'drizzle-orm'
import type { Instant, TimerName } from '../../core/chat.ts'
import { type Db, limitOf } from '../db.ts'
import { timers } from './schema.ts'

export type TimerRow = typeof timers.$inferSelect

const hole = sql.placeholder

export function makeTimers(db: Db) {
  const mine = and(eq(timers.chatId, hole('chatId')), eq(timers.key, hole('key')))
  const set = db
    .insert(timers)
    .values({
      chatId: hole('chatId'),
      key: hole('key'),
      name: hole('name'),
      dueAt: hole('dueAt'),
      turn: hole('turn'),
    })
    .onConflictDoUpdate({
      target: [timers.chatId, timers.key],
      set: { name: sql`excluded.name`, dueAt: sql`excluded.due_at`, turn: sql`excluded.turn` },
    })
    .prepare()
  const cancel = db.delete(timers).where(mine).prepare()
  const take = db
    .delete(timers)
    .where(and(mine, lte(timers.dueAt, hole('now'))))
    .returning()
    .prepare()
  const due = db
    .select()
    .from(timers)
    .where(lte(timers.dueAt, hole('now')))
    .orderBy(asc(timers.dueAt), asc(timers.chatId), asc(timers.key))
    .limit(limitOf(hole('limit')))
    .prepare()
  const next = db
    .select({ at: min(timers.dueAt) })
    .from(timers)
    .prepare()
  return {
    /** Setting a key again moves it. */
    set: (row: { chatId: string; key: string; name: TimerName; dueAt: Instant; turn: number }) =>
      void set.run(row),
    cancel: (chatId: string, key: string) => void cancel.run({ chatId, key }),
    due: (now: Instant, limit: number): TimerRow[] => due.all({ now, limit }),
    /** Removes it if it is still due; false when it was moved or fired meanwhile. */
    take: (row: TimerRow, now: Instant) => take.get({ chatId: row.chatId, key: row.key, now }) !== undefined,
    nextAt: (): Instant | undefined => next.get()?.at ?? undefined,
  }
}
