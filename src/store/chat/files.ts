/** @module Files that a platform announced: what is still to be fetched, and what became of each. */

import { and, asc, eq, lte, min, sql } from 'drizzle-orm'
import type { Instant, MediaType } from '../../core/chat.ts'
import type { FileFault } from '../../core/lists.ts'
import { type Db, limitOf } from '../db.ts'
import { files } from './schema.ts'

export type FileRow = typeof files.$inferSelect
export type NewFile = { chatId: string; name: string; type: MediaType; at: Instant; refSealed: Uint8Array }

const hole = sql.placeholder
// Written out, not bound: SQLite uses a partial index only when it sees the literal.
const isWaiting = sql`${files.state} = 'waiting'`

export function makeFiles(db: Db) {
  const mine = and(eq(files.chatId, hole('chatId')), eq(files.name, hole('name')))
  const add = db
    .insert(files)
    .values({
      chatId: hole('chatId'),
      name: hole('name'),
      type: hole('type'),
      state: 'waiting',
      attempts: 0,
      dueAt: 0,
      at: hole('at'),
      refSealed: hole('refSealed'),
    })
    .onConflictDoNothing()
    .prepare()
  const get = db.select().from(files).where(mine).prepare()
  const due = db
    .select()
    .from(files)
    .where(and(isWaiting, lte(files.dueAt, hole('now'))))
    .orderBy(asc(files.dueAt), asc(files.at))
    .limit(limitOf(hole('limit')))
    .prepare()
  const next = db
    .select({ at: min(files.dueAt) })
    .from(files)
    .where(isWaiting)
    .prepare()
  return {
    add: (row: NewFile) => void add.run(row),
    get: (chatId: string, name: string): FileRow | undefined => get.get({ chatId, name }),
    due: (now: Instant, limit: number): FileRow[] => due.all({ now, limit }),
    nextAt: (): Instant | undefined => next.get()?.at ?? undefined,
    ...marks(db),
  }
}

function marks(db: Db) {
  const mine = and(eq(files.chatId, hole('chatId')), eq(files.name, hole('name')), isWaiting)
  const tried = db
    .update(files)
    .set({ attempts: sql`${files.attempts} + 1`, dueAt: sql`${hole('dueAt')}` })
    .where(mine)
    .returning({ attempts: files.attempts })
    .prepare()
  const retry = db
    .update(files)
    .set({ dueAt: sql`${hole('dueAt')}` })
    .where(mine)
    .prepare()
  const kept = db
    .update(files)
    .set({ state: 'kept', mime: sql`${hole('mime')}`, size: sql`${hole('size')}`, refSealed: null })
    .where(mine)
    .prepare()
  const lost = db
    .update(files)
    .set({ state: 'lost', why: sql`${hole('why')}`, refSealed: null })
    .where(mine)
    .returning({ name: files.name })
    .prepare()
  return {
    /** Attempts with this one; until `dueAt` nobody else tries. */
    tried: (row: Pick<FileRow, 'chatId' | 'name'>, dueAt: Instant) =>
      tried.get({ chatId: row.chatId, name: row.name, dueAt })?.attempts,
    retry: (row: Pick<FileRow, 'chatId' | 'name'>, dueAt: Instant) =>
      void retry.run({ chatId: row.chatId, name: row.name, dueAt }),
    kept: (row: Pick<FileRow, 'chatId' | 'name'>, mime: string, size: number) =>
      void kept.run({ chatId: row.chatId, name: row.name, mime, size }),
    /** False when it was settled before. */
    lost: (row: Pick<FileRow, 'chatId' | 'name'>, why: FileFault) =>
      lost.get({ chatId: row.chatId, name: row.name, why }) !== undefined,
  }
}
