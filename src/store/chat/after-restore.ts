/** @module What a restored copy of the chats needs before it may work: words that may have been said already wait for staff, and new rows get numbers that were never used. */

import { and, eq, isNotNull, max, ne, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { ChannelId } from '../../core/lists.ts'
import type { Db } from '../db.ts'
import { chats, inbox, outbox } from './schema.ts'

/** More turns and lines than a chat has between two backups: what was lost may have used the numbers below. */
const AHEAD = 100_000

export type RestoredLine = { channel: ChannelId; chats: number; lastHeardAt: Instant | undefined }

export function makeAfterRestore(db: Db) {
  const isOpen = sql`${outbox.state} in ('waiting', 'claimed')`
  return {
    /** What waited to leave becomes "may have arrived": an officer decides. Gives the chat of each row. */
    hold: (): string[] =>
      db
        .update(outbox)
        .set({ state: 'unknown', code: 'restored' })
        .where(and(eq(outbox.dest, 'channel'), isOpen))
        .returning({ chatId: outbox.chatId })
        .all()
        .map(({ chatId }) => chatId),
    /** Chats that had something unanswered: it is worked, and what is said to it waits for staff too. One a row. */
    unanswered: (): string[] =>
      db
        .select({ chatId: inbox.chatId })
        .from(inbox)
        .where(sql`${inbox.state} = 'waiting'`)
        .all()
        .map(({ chatId }) => chatId),
    /** A page or a platform that knows a number from the lost hours would take what is said under it now for a repeat. */
    jumpAhead: () =>
      void db
        .update(chats)
        .set({ turn: sql`${chats.turn} + ${AHEAD}`, seq: sql`${chats.seq} + ${AHEAD}` })
        .run(),
    /** Conversations in the middle of a flow. */
    sessions: (): number =>
      db.select({ n: sql<number>`count(*)` }).from(chats).where(isNotNull(chats.flow)).get()?.n ?? 0,
    /** Chats that the bot does not have. */
    withStaff: (): number =>
      db.select({ n: sql<number>`count(*)` }).from(chats).where(ne(chats.owner, 'bot')).get()?.n ?? 0,
    lines: (): RestoredLine[] =>
      db
        .select({ channel: chats.channel, chats: sql<number>`count(*)`, last: max(chats.heardAt) })
        .from(chats)
        .groupBy(chats.channel)
        .orderBy(chats.channel)
        .all()
        .map(({ last, ...line }) => ({
          ...line,
          lastHeardAt: last === null || last === 0 ? undefined : last,
        })),
  }
}
