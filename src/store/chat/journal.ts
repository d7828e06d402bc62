/** @module The journal: append, and read with what became of each line. Never changes a line. */

import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Author } from '../../core/lists.ts'
import { type Db, limitOf } from '../db.ts'
import { journal, outbox } from './schema.ts'

export type JournalRow = typeof journal.$inferSelect
export type NewLine = {
  chatId: string
  seq: number
  at: Instant
  author: Author | 'resident' | 'note'
  kind: string
  ref: string
  turn: number | null
  intent: string | null
  flow: string | null
  node: string | null
  bodySealed: Uint8Array
}

const hole = sql.placeholder

export function makeJournal(db: Db) {
  const add = db
    .insert(journal)
    .values({
      chatId: hole('chatId'),
      seq: hole('seq'),
      at: hole('at'),
      author: hole('author'),
      kind: hole('kind'),
      ref: hole('ref'),
      turn: hole('turn'),
      intent: hole('intent'),
      flow: hole('flow'),
      node: hole('node'),
      bodySealed: hole('bodySealed'),
    })
    .prepare()
  const get = db
    .select()
    .from(journal)
    .where(and(eq(journal.chatId, hole('chatId')), eq(journal.seq, hole('seq'))))
    .prepare()
  const lastHeard = db
    .select({ seq: journal.seq })
    .from(journal)
    .where(and(eq(journal.chatId, hole('chatId')), eq(journal.author, 'resident')))
    .orderBy(desc(journal.seq))
    .limit(limitOf(1))
    .prepare()
  const read = db
    .select({ line: journal, state: outbox.state, unsure: outbox.unsure })
    .from(journal)
    .leftJoin(outbox, eq(outbox.id, journal.ref))
    .where(and(eq(journal.chatId, hole('chatId')), gt(journal.seq, hole('after'))))
    .orderBy(desc(journal.seq))
    .limit(limitOf(hole('limit')))
    .prepare()
  return {
    add: (line: NewLine) => void add.run(line),
    get: (chatId: string, seq: number): JournalRow | undefined => get.get({ chatId, seq }),
    /** The resident's newest line, answered or not; 0 where there is none. */
    lastHeard: (chatId: string): number => lastHeard.get({ chatId })?.seq ?? 0,
    /** The last `limit` lines after `after`, oldest first; `state` is the outbox row's where there is one. */
    read: (chatId: string, after: number, limit: number) => read.all({ chatId, after, limit }).reverse(),
  }
}
