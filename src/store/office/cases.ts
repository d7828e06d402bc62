/** @module Rows of cases and their history. What a resident told comes and goes sealed. */

import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { CaseState } from '../../core/lists.ts'
import { type Db, limitOf } from '../db.ts'
import { officeCaseHistory, officeCases } from './schema.ts'

export type CaseRow = typeof officeCases.$inferSelect
export type HistoryRow = typeof officeCaseHistory.$inferSelect

export type OfficeCases = ReturnType<typeof makeCases>

export function makeCases(db: Db) {
  const byNumber = eq(officeCases.number, sql.placeholder('number'))
  const get = db.select().from(officeCases).where(byNumber).prepare()
  const all = db
    .select()
    .from(officeCases)
    .orderBy(desc(officeCases.filedAt), asc(officeCases.number))
    .limit(limitOf(sql.placeholder('limit')))
    .prepare()
  const inState = db
    .select()
    .from(officeCases)
    .where(eq(officeCases.state, sql.placeholder('state')))
    .orderBy(desc(officeCases.filedAt), asc(officeCases.number))
    .limit(limitOf(sql.placeholder('limit')))
    .prepare()
  return {
    ...history(db),
    get: (number: string) => get.get({ number }),
    /** Asked when a case is erased, and hardly ever else: no statement of its own, no index. */
    numberOf: (id: string): string | undefined =>
      db.select({ number: officeCases.number }).from(officeCases).where(eq(officeCases.id, id)).get()?.number,
    /** Newest first. */
    list: (options: { state?: CaseState; limit: number }) =>
      options.state === undefined
        ? all.all({ limit: options.limit })
        : inState.all({ state: options.state, limit: options.limit }),
    /** False when the number is taken; the caller draws another. A case is rare: no prepared statement. */
    add: (row: CaseRow) =>
      db
        .insert(officeCases)
        .values(row)
        .onConflictDoNothing({ target: officeCases.number })
        .returning({ number: officeCases.number })
        .get() !== undefined,
    change: (number: string, set: Partial<Omit<CaseRow, 'number' | 'id'>>) => {
      db.update(officeCases)
        .set(set)
        .where(eq(officeCases.number, number))
        .returning({ number: officeCases.number })
        .get()
    },
  }
}

function history(db: Db) {
  const ofNumber = eq(officeCaseHistory.number, sql.placeholder('number'))
  const list = db.select().from(officeCaseHistory).where(ofNumber).orderBy(asc(officeCaseHistory.n)).prepare()
  const withNote = db
    .select()
    .from(officeCaseHistory)
    .where(and(ofNumber, sql`${officeCaseHistory.noteSealed} is not null`))
    .orderBy(desc(officeCaseHistory.n))
    .limit(limitOf(1))
    .prepare()
  const byKey = db
    .select()
    .from(officeCaseHistory)
    .where(eq(officeCaseHistory.key, sql.placeholder('key')))
    .prepare()
  const next = db
    .select({ n: sql<number>`coalesce(max(${officeCaseHistory.n}), -1) + 1` })
    .from(officeCaseHistory)
    .where(ofNumber)
    .prepare()
  return {
    history: (number: string) => list.all({ number }),
    /** The newest row that has a note. */
    lastNote: (number: string) => withNote.get({ number }),
    /** What this change did, if it was made before. */
    changedBy: (key: string) => byKey.get({ key }),
    /** Cases that a change under this key also reached: its key, a stroke, and more. */
    reachedBy: (key: string): string[] =>
      db
        .selectDistinct({ number: officeCaseHistory.number })
        .from(officeCaseHistory)
        // Beside each other in the index: '0' is what follows the stroke.
        .where(and(gte(officeCaseHistory.key, `${key}/`), lt(officeCaseHistory.key, `${key}0`)))
        .all()
        .map(({ number }) => number),
    nextN: (number: string) => next.get({ number })?.n ?? 0,
    addHistory: (row: HistoryRow) =>
      db
        .insert(officeCaseHistory)
        .values(row)
        .onConflictDoNothing({ target: officeCaseHistory.key })
        .returning({ n: officeCaseHistory.n })
        .get() !== undefined,
  }
}
