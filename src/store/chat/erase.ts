/** @module Takes every row of a chat out of the chat tables. Inside a transaction; secure delete writes zeros over what stood there. */

import { and, asc, count, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../db.ts'
import { chats, files, inbox, journal, outbox, timers, turns } from './schema.ts'

/** Children first: an inbox row needs its chat. */
const TABLES = [outbox, inbox, timers, turns, files, journal, chats] as const

/** Rare: no statement of its own is prepared. */
export function makeEraser(db: Db) {
  return {
    /** Gives how many lines of the journal went. */
    erase: (chatId: string): number => {
      const n = db.select({ n: count() }).from(journal).where(eq(journal.chatId, chatId)).get()?.n ?? 0
      for (const table of TABLES) db.delete(table).where(eq(table.chatId, chatId)).run()
      return n
    },
    silentSince: (before: number, limit: number): string[] =>
      db
        .select({ chatId: chats.chatId })
        .from(chats)
        .where(sql`max(${chats.heardAt}, ${chats.createdAt}) < ${before}`)
        .orderBy(asc(sql`max(${chats.heardAt}, ${chats.createdAt})`))
        .limit(limit)
        .all()
        .map(({ chatId }) => chatId),
    /** Files of a chat that stays are no longer named as kept. */
    dropFiles: (chatId: string, names: readonly string[]): void => {
      db.update(files)
        .set({ state: 'lost', why: 'gone', refSealed: null, mime: null, size: null })
        .where(and(eq(files.chatId, chatId), inArray(files.name, [...names])))
        .run()
    },
  }
}
