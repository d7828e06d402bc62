/** @module The journal: append, and read with what became of each line. Never changes a line; old ones go to the archive. */

import { and, asc, desc, eq, gt, min, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Author } from '../../core/lists.ts'
import { type Db, limitOf } from '../db.ts'
import { LINE_HOLES } from '../line.ts'
import { inbox, journal, outbox } from './schema.ts'

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
  const add = db.insert(journal).values(LINE_HOLES).prepare()
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
  // By chat and line, which an index has; the id tells rows of one line apart.
  const isOfLine = and(
    eq(outbox.chatId, journal.chatId),
    eq(outbox.seq, journal.seq),
    eq(outbox.id, journal.ref),
  )
  const read = db
    .select({ line: journal, state: outbox.state, unsure: outbox.unsure })
    .from(journal)
    .leftJoin(outbox, isOfLine)
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
    ...ageing(db),
  }
}

/** What the archive asks. */
function ageing(db: Db) {
  const row = sql<number>`${journal}.rowid`
  // Unfinished business of the line: it is still to be handled, or to be sent, or may be sent again.
  const isNeeded = sql<number>`
    exists (select 1 from ${inbox} where ${inbox.chatId} = ${journal.chatId} and ${inbox.seq} = ${journal.seq}
      and ${inbox.state} = 'waiting')
    or exists (select 1 from ${outbox} where ${outbox.chatId} = ${journal.chatId}
      and ${outbox.seq} = ${journal.seq} and ${outbox.id} = ${journal.ref}
      and ${outbox.state} in ('waiting', 'claimed', 'parked', 'unknown'))`
  const oldest = db
    .select({ row, line: journal, isNeeded })
    .from(journal)
    .where(gt(row, hole('after')))
    .orderBy(asc(row))
    .limit(limitOf(hole('limit')))
    .prepare()
  const first = db
    .select({ seq: min(journal.seq) })
    .from(journal)
    .where(eq(journal.chatId, hole('chatId')))
    .prepare()
  const drop = db
    .delete(journal)
    .where(and(eq(journal.chatId, hole('chatId')), eq(journal.seq, hole('seq'))))
    .prepare()
  return {
    /** In the order in which they came; `row` is where to go on. */
    oldest: (after: number, limit: number) => oldest.all({ after, limit }),
    /** Of the lines that are here; undefined when all are in the archive. */
    first: (chatId: string): number | undefined => first.get({ chatId })?.seq ?? undefined,
    /** Only of a line that the archive has. */
    drop: (chatId: string, seq: number) => void drop.run({ chatId, seq }),
  }
}
