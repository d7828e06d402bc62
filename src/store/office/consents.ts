/** @module Rows of what was shown and answered about each purpose. Only added. */

import { and, asc, eq, sql } from 'drizzle-orm'
import type { Purpose } from '../../core/consent.ts'
import type { Db } from '../db.ts'
import { officeConsents } from './rights-schema.ts'

export type ConsentRow = typeof officeConsents.$inferSelect

const hole = sql.placeholder

export function makeConsents(db: Db) {
  const add = db
    .insert(officeConsents)
    .values({
      id: hole('id'),
      chatId: hole('chatId'),
      purpose: hole('purpose'),
      answer: hole('answer'),
      version: hole('version'),
      language: hole('language'),
      channel: hole('channel'),
      at: hole('at'),
    })
    .onConflictDoNothing()
    .prepare()
  const has = db
    .select({ id: officeConsents.id })
    .from(officeConsents)
    .where(
      and(
        eq(officeConsents.chatId, hole('chatId')),
        eq(officeConsents.purpose, hole('purpose')),
        eq(officeConsents.version, hole('version')),
      ),
    )
    .prepare()
  return {
    add: (row: ConsentRow): void => void add.run(row),
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
      has.get({ chatId, purpose, version }) !== undefined,
  }
}
