/** @module Rows of proposed and decided changes of facts, and of published editions. */

import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { officeEditions, officeFactChanges } from './editions-schema.ts'

export type ChangeRow = typeof officeFactChanges.$inferSelect
export type EditionRow = typeof officeEditions.$inferSelect
export type NewChange = Pick<
  ChangeRow,
  'key' | 'fact' | 'record' | 'reason' | 'undoes' | 'by' | 'at' | 'effectiveAt'
>
export type Decision = {
  state: 'approved' | 'rejected' | 'withdrawn'
  by: string
  at: Instant
  why: string | null
  effectiveAt: Instant | null
}

export type OfficeEditions = ReturnType<typeof makeEditionRows>

/** Of a database that is not migrated here: none where its version published nothing yet. */
export function changesAsTheyAre(db: Db): ChangeRow[] {
  const [table] = db.all(sql`select name from sqlite_master where name = 'office_fact_changes'`)
  return table === undefined ? [] : makeEditionRows(db).changes()
}

export function makeEditionRows(db: Db) {
  const newest = db.select().from(officeFactChanges).orderBy(desc(officeFactChanges.n)).prepare()
  const get = db
    .select()
    .from(officeFactChanges)
    .where(eq(officeFactChanges.n, sql.placeholder('n')))
    .prepare()
  const byKey = db
    .select({ n: officeFactChanges.n })
    .from(officeFactChanges)
    .where(eq(officeFactChanges.key, sql.placeholder('key')))
    .prepare()
  const editions = db.select().from(officeEditions).orderBy(asc(officeEditions.publishedAt)).prepare()
  return {
    /** All of them, the newest first: a city changes a few a month. */
    changes: (): ChangeRow[] => newest.all(),
    change: (n: number) => get.get({ n }),
    editions: (): EditionRow[] => editions.all(),
    /** Inside a transaction. Gives the number of the row with this key, new or not. */
    propose: (row: NewChange): number => {
      // Looked up first: a refused insert would use up a number all the same.
      const known = byKey.get({ key: row.key })
      const values = { ...row, state: 'proposed' as const }
      const n = officeFactChanges.n
      return (known ?? db.insert(officeFactChanges).values(values).returning({ n }).get()).n
    },
    /** False when somebody decided before. */
    decide: (n: number, { state, by, at, why, effectiveAt }: Decision): boolean =>
      db
        .update(officeFactChanges)
        .set({ state, decidedBy: by, decidedAt: at, decidedWhy: why, effectiveAt })
        .where(and(eq(officeFactChanges.n, n), eq(officeFactChanges.state, 'proposed')))
        .returning({ n: officeFactChanges.n })
        .get() !== undefined,
    publish: (row: EditionRow): void => {
      db.insert(officeEditions).values(row).onConflictDoNothing().returning({ id: officeEditions.id }).get()
    },
  }
}
