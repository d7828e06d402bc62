/** @module A line of a journal, as it stands in its chat and later, the same, in the archive of its month. */

import { sql } from 'drizzle-orm'
import { integer, text } from 'drizzle-orm/sqlite-core'
import type { Author } from '../core/lists.ts'
import { bytes } from './db.ts'

/** The columns of a table of lines; each table needs its own. */
export const lineColumns = () => ({
  chatId: text('chat_id').notNull(),
  seq: integer('seq').notNull(),
  at: integer('at').notNull(),
  /** `note` is never shown to residents. */
  author: text('author').$type<Author | 'resident' | 'note'>().notNull(),
  /** `message`, `timer`, `office`, `staff`, `file` for what came in; `say`, `own` or the note's kind for what the turn did. */
  kind: text('kind').notNull(),
  /** Outbox id of what we said, inbox key in hex of what came in. */
  ref: text('ref').notNull(),
  turn: integer('turn'),
  intent: text('intent'),
  flow: text('flow'),
  node: text('node'),
  bodySealed: bytes('body_sealed').notNull(),
})

const hole = sql.placeholder

/** What an insert of a line is prepared with. */
export const LINE_HOLES = {
  chatId: hole('chatId'),
  seq: hole('seq'),
  at: hole('at'),
  author: hole('author'),
  kind: hole('kind'),
  ref: hole('ref'),
  turn: hole('turn'),
  intent: hole('intent'),
  flow: hole('flow'),
  node: hole('node'),
  bodySealed: hole('bodySealed'),
}
