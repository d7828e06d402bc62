/** @module Tables of the lines (a bot token, a phone number, the web page): the directory of who is which chat. Addresses never in clear. */

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ChannelId } from '../../core/lists.ts'
import { bytes } from '../db.ts'

export const accounts = sqliteTable('accounts', {
  /** `<channel>:<account>` */
  id: text('id').primaryKey(),
  channel: text('channel').$type<ChannelId>().notNull(),
  createdAt: integer('created_at').notNull(),
  /** Sends of this line wait until then (throttled). */
  pausedUntil: integer('paused_until').notNull().default(0),
  /** The same because the platform refused the token; over as soon as there is another one. */
  refusedUntil: integer('refused_until').notNull().default(0),
  /** Keyed hash of the token that this line last ran with, never the token. */
  tokenMark: bytes('token_mark'),
})

/** How far each line and each of its chats has used up what it may send (a bucket that leaks evenly). */
export const buckets = sqliteTable(
  'buckets',
  {
    accountId: text('account_id').notNull(),
    /** Empty for the line itself. */
    chatId: text('chat_id').notNull(),
    /** When the bucket is empty again; a moment that is past means that nothing is used up. */
    emptyAt: integer('empty_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.chatId] })],
)

/** Keyed hash of an address -> chat. A second row of the same chat is an alias, and says by what evidence. */
export const directory = sqliteTable(
  'directory',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    addressHash: bytes('address_hash').notNull(),
    chatId: text('chat_id').notNull(),
    addressSealed: bytes('address_sealed').notNull(),
    evidence: text('evidence').$type<'wrote' | 'platform'>().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.addressHash] }),
    index('directory_chat').on(table.chatId),
  ],
)
