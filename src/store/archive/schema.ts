/** @module The table of an archive: lines of journals of one month, as they stood in the chats, sealed as they were. */

import { primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core'
import { lineColumns } from '../line.ts'

export const lines = sqliteTable('lines', lineColumns(), (table) => [
  primaryKey({ columns: [table.chatId, table.seq] }),
])
