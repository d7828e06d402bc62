/** @module The table of erasures on their way and done: who decided, when it runs, and counts of what went. Names nobody. */

import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ErasureCounts, ErasureScope } from '../../core/erasure.ts'

export const officeErasures = sqliteTable(
  'office_erasures',
  {
    /** Of the case that asks for it. */
    number: text('number').primaryKey(),
    chatId: text('chat_id').notNull(),
    scope: text('scope').$type<ErasureScope>().notNull(),
    state: text('state').$type<'proposed' | 'approved' | 'done'>().notNull(),
    proposedBy: text('proposed_by').notNull(),
    proposedAt: integer('proposed_at').notNull(),
    approvedBy: text('approved_by'),
    approvedAt: integer('approved_at'),
    /** Not before: the person was told and may still read it. */
    runAt: integer('run_at'),
    /** From then on it no longer waits for what has not left. */
    mustAt: integer('must_at'),
    doneAt: integer('done_at'),
    counts: text('counts', { mode: 'json' }).$type<ErasureCounts>(),
  },
  (table) => [index('office_erasures_run').on(table.state, table.runAt)],
)
