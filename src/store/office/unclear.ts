/** @module What was not understood, and what staff say it means. */

import { desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Intent } from '../../core/lists.ts'
import type { Db } from '../db.ts'
import { officeUnclear } from './schema.ts'

export type UnclearRow = typeof officeUnclear.$inferSelect
export type NewUnclear = Omit<UnclearRow, 'label' | 'labelledBy' | 'labelledAt'>

export function makeUnclear(db: Db) {
  const newest = db
    .select()
    .from(officeUnclear)
    .orderBy(desc(officeUnclear.at), desc(officeUnclear.id))
    .limit(sql.placeholder('limit'))
    .prepare()
  const labelled = db
    .select()
    .from(officeUnclear)
    .where(isNotNull(officeUnclear.label))
    .orderBy(desc(officeUnclear.at), desc(officeUnclear.id))
    .limit(sql.placeholder('limit'))
    .prepare()
  return {
    add: (row: NewUnclear) => {
      db.insert(officeUnclear).values(row).onConflictDoNothing().returning({ id: officeUnclear.id }).get()
    },
    /** Newest first. */
    list: (limit: number) => newest.all({ limit }),
    listLabelled: (limit: number) => labelled.all({ limit }),
    /** False when there is no such row. */
    label: (id: string, label: Intent | undefined, by: string, at: Instant): boolean => {
      const change =
        label === undefined
          ? { label: null, labelledBy: null, labelledAt: null }
          : { label, labelledBy: by, labelledAt: at }
      const changed = db
        .update(officeUnclear)
        .set(change)
        .where(eq(officeUnclear.id, id))
        .returning({ id: officeUnclear.id })
        .get()
      return changed !== undefined
    },
  }
}
