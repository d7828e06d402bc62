/** @module Rows of alarms on their way out of the house. */

import { and, asc, eq, lte, min, sql } from 'drizzle-orm'
import type { AlarmWay } from '../../core/alarm-post.ts'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { officePosts } from './posts-schema.ts'
import { officeAlarms } from './schema.ts'

export type OfficePosts = ReturnType<typeof makePosts>

export function makePosts(db: Db) {
  const ofRow = (alarmId: string, way: AlarmWay) =>
    and(eq(officePosts.alarmId, alarmId), eq(officePosts.way, way))
  return {
    add: (alarmId: string, way: AlarmWay, dueAt: Instant) => {
      db.insert(officePosts)
        .values({ alarmId, way, attempts: 0, dueAt })
        .onConflictDoNothing()
        .returning({ way: officePosts.way })
        .get()
    },
    /** Oldest first, with what is told of them. */
    due: (way: AlarmWay, now: Instant, limit: number) =>
      db
        .select({
          id: officeAlarms.id,
          at: officeAlarms.at,
          reason: officeAlarms.reason,
          topic: officeAlarms.topic,
          chatId: officeAlarms.chatId,
          attempts: officePosts.attempts,
        })
        .from(officePosts)
        .innerJoin(officeAlarms, eq(officeAlarms.id, officePosts.alarmId))
        .where(and(eq(officePosts.way, way), lte(officePosts.dueAt, now)))
        .orderBy(asc(officeAlarms.at), asc(officeAlarms.id))
        .limit(limit)
        .all(),
    done: (alarmId: string, way: AlarmWay) => {
      db.delete(officePosts).where(ofRow(alarmId, way)).returning({ way: officePosts.way }).get()
    },
    again: (alarmId: string, way: AlarmWay, dueAt: Instant) => {
      db.update(officePosts)
        .set({ attempts: sql`${officePosts.attempts} + 1`, dueAt })
        .where(ofRow(alarmId, way))
        .returning({ way: officePosts.way })
        .get()
    },
    dueAt: () =>
      db
        .select({ at: min(officePosts.dueAt) })
        .from(officePosts)
        .get()?.at ?? undefined,
  }
}
