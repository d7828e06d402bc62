/** @module Tries to look a case up, and alarms: two small lists. */

import { and, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import { type Db, limitOf } from '../db.ts'
import { officeAlarms, officeLookUps } from './schema.ts'

export type LookUpRow = typeof officeLookUps.$inferSelect
export type AlarmRow = typeof officeAlarms.$inferSelect
type NewAlarm = Omit<AlarmRow, 'overAt'>

export type OfficeLookUps = ReturnType<typeof makeLookUps>
export type OfficeAlarms = ReturnType<typeof makeAlarms>

export function makeLookUps(db: Db) {
  const after = gt(officeLookUps.at, sql.placeholder('after'))
  const nth = (by: ReturnType<typeof eq>) =>
    db
      .select({ at: officeLookUps.at })
      .from(officeLookUps)
      .where(and(by, after))
      .orderBy(desc(officeLookUps.at))
      .limit(limitOf(1))
      .offset(sql.placeholder('skip'))
      .prepare()
  const ofChat = nth(eq(officeLookUps.chatId, sql.placeholder('chatId')))
  const ofNumber = nth(eq(officeLookUps.numberHash, sql.placeholder('numberHash')))
  const add = db
    .insert(officeLookUps)
    .values({
      id: sql.placeholder('id'),
      chatId: sql.placeholder('chatId'),
      numberHash: sql.placeholder('numberHash'),
      at: sql.placeholder('at'),
    })
    .returning({ id: officeLookUps.id })
    .prepare()
  return {
    /** When the `nth` newest try since `after` was made; undefined when there were fewer. */
    nthOfChat: (chatId: string, after: Instant, n: number) => ofChat.get({ chatId, after, skip: n - 1 })?.at,
    nthOfNumber: (numberHash: Uint8Array, after: Instant, n: number) =>
      ofNumber.get({ numberHash, after, skip: n - 1 })?.at,
    add: (row: LookUpRow) => {
      add.get(row)
    },
  }
}

export function makeAlarms(db: Db) {
  const list = db
    .select()
    .from(officeAlarms)
    .orderBy(desc(officeAlarms.at), desc(officeAlarms.id))
    .limit(limitOf(sql.placeholder('limit')))
    .prepare()
  const total = db.select({ n: count() }).from(officeAlarms).prepare()
  return {
    /** Newest first. */
    list: (limit: number) => list.all({ limit }),
    count: () => total.get()?.n ?? 0,
    /** False when it stands there already. */
    add: (row: NewAlarm) =>
      db.insert(officeAlarms).values(row).onConflictDoNothing().returning({ id: officeAlarms.id }).get() !==
      undefined,
    /** One that was over goes on under its first time. */
    reopen: (id: string) => {
      db.update(officeAlarms)
        .set({ overAt: null })
        .where(eq(officeAlarms.id, id))
        .returning({ id: officeAlarms.id })
        .get()
    },
    /** Returns how many of the line's alarms were open until now. */
    end: (channel: string, reasons: readonly string[], at: Instant): number =>
      db
        .update(officeAlarms)
        .set({ overAt: at })
        .where(
          and(
            eq(officeAlarms.chatId, ''),
            eq(officeAlarms.topic, channel),
            inArray(officeAlarms.reason, [...reasons]),
            isNull(officeAlarms.overAt),
          ),
        )
        .returning({ id: officeAlarms.id })
        .all().length,
  }
}
