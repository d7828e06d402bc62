/** @module Tables of facts that changed after the first edition: proposals with their decision, and the editions published of them. Public knowledge: nothing is sealed. */

import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Instant } from '../../core/chat.ts'

/** One proposal a row; never deleted, and only its decision is ever filled in. */
export const officeFactChanges = sqliteTable(
  'office_fact_changes',
  {
    n: integer('n').primaryKey({ autoIncrement: true }),
    /** Of the form that brought it: the same twice is one proposal. */
    key: text('key').notNull().unique(),
    fact: text('fact').notNull(),
    /** The whole record as JSON; null is back to the first edition. */
    record: text('record'),
    reason: text('reason').notNull(),
    undoes: integer('undoes'),
    by: text('by').notNull(),
    at: integer('at').notNull(),
    state: text('state').$type<'proposed' | 'approved' | 'rejected' | 'withdrawn'>().notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    decidedWhy: text('decided_why'),
    /** Wished; filled with the moment of approval where nothing was wished or it had passed. */
    effectiveAt: integer('effective_at').$type<Instant>(),
  },
  (table) => [
    index('office_fact_changes_fact').on(table.fact, table.n),
    index('office_fact_changes_state').on(table.state, table.n),
  ],
)

/** Written once and never changed: what a turn's edition id stands for. */
export const officeEditions = sqliteTable('office_editions', {
  id: text('id').primaryKey(),
  publishedAt: integer('published_at').notNull(),
  /** The edition of `rules/` it stands on. */
  first: text('first').notNull(),
  /** All facts as JSON. */
  facts: text('facts').notNull(),
  /** Numbers of the changes in it, as a JSON list. */
  changes: text('changes').notNull(),
})
