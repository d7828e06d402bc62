/** @module How much waits in the chats, by line: counted over partial indexes, so it costs what waits and not what is kept. */

import { and, eq, sql } from 'drizzle-orm'
import type { Depth } from '../../core/observer.ts'
import type { Db } from '../db.ts'
import { chats, inbox, outbox } from './schema.ts'

export function makeDepths(db: Db) {
  const waiting = sql<number>`count(*)`
  // What was parked for days and let go waits since the resident wrote again.
  const since = sql<number>`min(max(${outbox.createdAt}, ${chats.heardAt}))`
  const arriving = db
    .select({ channel: chats.channel, waiting, oldestAt: sql<number>`min(${inbox.receivedAt})` })
    .from(inbox)
    .innerJoin(chats, eq(chats.chatId, inbox.chatId))
    // Written out, not bound: SQLite uses a partial index only when it sees the literal.
    .where(sql`${inbox.state} = 'waiting'`)
    .groupBy(chats.channel)
    .prepare()
  const leaving = db
    .select({
      channel: sql<
        Depth['channel']
      >`case when ${outbox.dest} = 'office' then 'office' else ${chats.channel} end`,
      waiting,
      oldestAt: since,
    })
    .from(outbox)
    .innerJoin(chats, eq(chats.chatId, outbox.chatId))
    .where(and(sql`${outbox.state} in ('waiting', 'claimed')`))
    .groupBy(sql`1`)
    .prepare()
  return { arriving: (): Depth[] => arriving.all(), leaving: (): Depth[] => leaving.all() }
}
