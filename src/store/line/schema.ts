/** @module Tables of line.db: what an adapter keeps beside the road. In a file of its own, which no backup restores. */

import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { bytes } from '../db.ts'

/** `kind` and `id` name no person; `sealed` is opened by whoever sealed it. `ord` is the order of first writing. */
export const kept = sqliteTable(
  'kept',
  {
    ord: integer('ord').primaryKey({ autoIncrement: true }),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    sealed: bytes('sealed').notNull(),
  },
  (table) => [uniqueIndex('kept_by_id').on(table.kind, table.id)],
)
