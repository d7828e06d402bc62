/** @module What the dashboard counts, kept as it happens: no row names a person, and none holds what was said. */

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ChannelId, HandOverReason } from '../../core/lists.ts'

/** One a chat and day (Asia/Jakarta) on which its resident wrote. */
export const officeVisits = sqliteTable(
  'office_visits',
  {
    day: text('day').notNull(),
    chatId: text('chat_id').notNull(),
    channel: text('channel').$type<ChannelId>().notNull(),
    /** Staff spoke in it that day. */
    byStaff: integer('by_staff', { mode: 'boolean' }).notNull(),
    /** One of its messages of that day was not understood. */
    misunderstood: integer('misunderstood', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.chatId] })],
)

/** One a time somebody waited for a person. */
export const officeWaits = sqliteTable(
  'office_waits',
  {
    chatId: text('chat_id').notNull(),
    askedAt: integer('asked_at').notNull(),
    channel: text('channel').$type<ChannelId>().notNull(),
    reason: text('reason').$type<HandOverReason>().notNull(),
    /** When staff took it; null while it waits, and for ever when the resident gave up. */
    takenAt: integer('taken_at'),
    /** The first word of staff after that. */
    answeredAt: integer('answered_at'),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.askedAt] }),
    index('office_waits_asked').on(table.askedAt),
  ],
)
