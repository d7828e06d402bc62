/** @module The table of an archive: lines of journals of one month, as they stood in the chats, sealed as they were. */

import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Author } from '../../core/lists.ts'
import { bytes } from '../db.ts'

/** Column for column the journal of `chats.db`. */
export const lines = sqliteTable(
  'lines',
  {
    chatId: text('chat_id').notNull(),
    seq: integer('seq').notNull(),
    at: integer('at').notNull(),
    author: text('author').$type<Author | 'resident' | 'note'>().notNull(),
    kind: text('kind').notNull(),
    ref: text('ref').notNull(),
    turn: integer('turn'),
    intent: text('intent'),
    flow: text('flow'),
    node: text('node'),
    bodySealed: bytes('body_sealed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.seq] })],
)
