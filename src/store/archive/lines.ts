/** @module Lines of one archive: kept once however often they come, read newest first, erased with their chat. */

import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { type Db, limitOf } from '../db.ts'
import { LINE_HOLES } from '../line.ts'
import { lines } from './schema.ts'

export type ArchivedLine = typeof lines.$inferSelect

/** All months together. */
export type Archive = {
  /** All of them are on the disk when it returns. A line that is there already stays as it is. */
  keep(lines: readonly ArchivedLine[]): void
  /** The last `limit` lines before `seq`, oldest first. */
  read(chatId: string, seq: number, limit: number): ArchivedLine[]
  /** Gives how many there were; no page of before is left in the files. */
  erase(chatId: string): number
}

const hole = sql.placeholder

export function makeLines(db: Db) {
  const add = db.insert(lines).values(LINE_HOLES).onConflictDoNothing().prepare()
  const read = db
    .select()
    .from(lines)
    .where(and(eq(lines.chatId, hole('chatId')), lt(lines.seq, hole('seq'))))
    .orderBy(desc(lines.seq))
    .limit(limitOf(hole('limit')))
    .prepare()
  const erase = db
    .delete(lines)
    .where(eq(lines.chatId, hole('chatId')))
    .returning({ seq: lines.seq })
    .prepare()
  return {
    keep: (all: readonly ArchivedLine[]): void =>
      db.transaction(
        () => {
          for (const line of all) add.run(line)
        },
        { behavior: 'immediate' },
      ),
    /** Newest first. */
    read: (chatId: string, seq: number, limit: number): ArchivedLine[] => read.all({ chatId, seq, limit }),
    erase: (chatId: string): number => erase.all({ chatId }).length,
  }
}
