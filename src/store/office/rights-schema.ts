/** @module Tables of what the law asks to be kept: which text of the purposes was shown and answered, and what the daily round took. Counts and ids alone. */

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ConsentAnswer, Purpose } from '../../core/consent.ts'
import type { ChannelId, Language } from '../../core/lists.ts'
import type { RetentionClass } from '../../core/retention.ts'

/** Proof, UU 27/2022 art. 24: one row a purpose and answer. The chat id is random and leads nowhere once the chat is erased. */
export const officeConsents = sqliteTable(
  'office_consents',
  {
    /** Of the request that brought it. */
    id: text('id').primaryKey(),
    chatId: text('chat_id').notNull(),
    purpose: text('purpose').$type<Purpose>().notNull(),
    answer: text('answer').$type<ConsentAnswer>().notNull(),
    /** Hash of the words as they were shown. */
    version: text('version').notNull(),
    language: text('language').$type<Language>().notNull(),
    channel: text('channel').$type<ChannelId>().notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    index('office_consents_chat').on(table.chatId, table.at),
    index('office_consents_at').on(table.at),
  ],
)

/** What the daily round took of each class. */
export const officeRetention = sqliteTable(
  'office_retention',
  {
    /** Asia/Jakarta, "2026-11-25". */
    day: text('day').notNull(),
    class: text('class').$type<RetentionClass>().notNull(),
    at: integer('at').notNull(),
    n: integer('n').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.class] })],
)
