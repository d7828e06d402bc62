/** @module The table of what was not understood. What was written is sealed under its chat's key, and gone with it. */

import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { HeardLabel } from '../../core/heard.ts'
import type { Intent, Language } from '../../core/lists.ts'
import { bytes } from '../db.ts'

export const officeHeard = sqliteTable(
  'office_heard',
  {
    /** Of the request that brought it. */
    id: text('id').primaryKey(),
    chatId: text('chat_id').notNull(),
    at: integer('at').notNull(),
    language: text('language').$type<Language>().notNull(),
    flow: text('flow'),
    node: text('node'),
    /** The likeliest intent, if there was any guess. */
    guess: text('guess').$type<Intent>(),
    textSealed: bytes('text_sealed').notNull(),
    label: text('label').$type<HeardLabel>(),
    labelledBy: text('labelled_by'),
    labelledAt: integer('labelled_at'),
    /** One act of labelling. */
    batch: text('batch'),
  },
  (table) => [
    index('office_heard_open').on(table.label, table.at),
    index('office_heard_chat').on(table.chatId, table.at),
    index('office_heard_batch').on(table.batch),
  ],
)
