/** @module Tables of keys.db: wrapped data keys and the prints of the keys that live outside. No key in clear. */

import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes } from '../db.ts'

/** One data key a chat, a case …; deleting the row is what erasure rests on. */
export const dataKeys = sqliteTable('data_keys', {
  subject: text('subject').primaryKey(),
  wrapped: bytes('wrapped').notNull(),
})

/** Subjects whose key was deleted, in that order: a restored copy of older files is made to forget them again. Random ids alone. */
export const forgottenSubjects = sqliteTable('forgotten_subjects', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  subject: text('subject').notNull().unique(),
})

/** By these a wrong key is refused at start. */
export const keyPrints = sqliteTable(
  'key_prints',
  {
    name: text('name').notNull(),
    version: integer('version').notNull(),
    print: text('print').notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.version] })],
)
