/** @module How much waits in the office: news to chats, chats for a person, alarms of lines. */

import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Gauges } from '../../core/observer.ts'
import type { Db } from '../db.ts'
import { officeAlarms, officeCards, officeOutbox } from './schema.ts'

export function makeDepths(db: Db) {
  const n = sql<number>`count(*)`
  const news = db.select({ n }).from(officeOutbox).where(eq(officeOutbox.state, 'waiting')).prepare()
  const queue = db
    .select({ n, oldestAt: sql<number | null>`min(${officeCards.waitingSince})` })
    .from(officeCards)
    .where(eq(officeCards.owner, 'queue'))
    .prepare()
  const alarms = db
    .select({ n: sql<number>`count(distinct ${officeAlarms.topic} || '|' || ${officeAlarms.reason})` })
    .from(officeAlarms)
    .where(and(eq(officeAlarms.chatId, ''), isNull(officeAlarms.overAt)))
    .prepare()
  return (): Pick<Gauges, 'officeNews' | 'queue' | 'alarms'> => {
    const waiting = queue.get()
    return {
      officeNews: news.get()?.n ?? 0,
      queue: { waiting: waiting?.n ?? 0, oldestAt: waiting?.oldestAt ?? undefined },
      alarms: alarms.get()?.n ?? 0,
    }
  }
}
