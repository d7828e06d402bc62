/** @module Rows of what was shown and answered about each purpose. Only added. */

import { and, asc, eq } from 'drizzle-orm'
import type { Purpose } from '../../core/consent.ts'
import type { Db } from '../db.ts'
import { officeConsents } from './rights-schema.ts'

export type ConsentRow = typeof officeConsents.$inferSelect

export function makeConsents(db: Db) {
  return {
    add: (row: ConsentRow): void => void db.insert(officeConsents).values(row).onConflictDoNothing().run(),
    /** Oldest first. */
    of: (chatId: string): ConsentRow[] =>
      db
        .select()
        .from(officeConsents)
        .where(eq(officeConsents.chatId, chatId))
        .orderBy(asc(officeConsents.at), asc(officeConsents.id))
        .all(),
    /** Whether these very words of a purpose were shown in the chat before. */
    has: (chatId: string, purpose: Purpose, version: string): boolean =>
      db
        .select({ id: officeConsents.id })
        .from(officeConsents)
        .where(
          and(
            eq(officeConsents.chatId, chatId),
            eq(officeConsents.purpose, purpose),
            eq(officeConsents.version, version),
          ),
        )
        .get() !== undefined,
  }
}
