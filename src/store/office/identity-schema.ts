/** @module Tables of who a chat is: links to the secure form, what was asked on it, codes of the counter, whose chat is whose. No number in clear. */

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Proof } from '../../core/identity.ts'
import type { Language } from '../../core/lists.ts'
import { bytes } from '../db.ts'

/** One a link. What was typed stands here as keyed hashes, from the taking to the answer, some seconds. */
export const identityForms = sqliteTable(
  'identity_forms',
  {
    /** Of the token in the link, which is kept nowhere. */
    tokenHash: bytes('token_hash').primaryKey(),
    id: text('id').notNull().unique(),
    chatId: text('chat_id').notNull(),
    language: text('language').$type<Language>().notNull(),
    at: integer('at').notNull(),
    /** As the platform proved it when the link was asked for. */
    phoneHash: bytes('phone_hash'),
    chatSince: integer('chat_since'),
    usedAt: integer('used_at'),
    /** When it is answered; empty before it was used and after it was answered. */
    dueAt: integer('due_at'),
    /** As the list of covered workers has them. */
    nikHash: bytes('nik_hash'),
    kkHash: bytes('kk_hash'),
    /** The same NIK as everything else here has it: no row that stays can be laid beside the list. */
    personHash: bytes('person_hash'),
    /** Of the first twelve digits. */
    prefixHash: bytes('prefix_hash'),
    /** For a binding that comes of it; under the data key of the chat. */
    maskSealed: bytes('mask_sealed'),
  },
  (table) => [
    index('identity_forms_due').on(table.dueAt),
    index('identity_forms_chat').on(table.chatId, table.at),
    index('identity_forms_at').on(table.at),
  ],
)

/** What was let through to a look-up: what all limits count. */
export const identityAsks = sqliteTable(
  'identity_asks',
  {
    id: text('id').primaryKey(),
    chatId: text('chat_id').notNull(),
    personHash: bytes('person_hash').notNull(),
    prefixHash: bytes('prefix_hash').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    index('identity_asks_chat').on(table.chatId, table.at),
    index('identity_asks_person').on(table.personHash, table.at),
    index('identity_asks_prefix').on(table.prefixHash, table.at),
    index('identity_asks_at').on(table.at),
  ],
)

/** Since when nobody is answered (`all`), or nobody about one person (by its hash). */
export const identityStops = sqliteTable(
  'identity_stops',
  {
    what: text('what').$type<'all' | 'person'>().notNull(),
    hash: bytes('hash').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.what, table.hash] })],
)

/** A code of the counter; it is spent by the first chat that sends it. */
export const identityCodes = sqliteTable('identity_codes', {
  codeHash: bytes('code_hash').primaryKey(),
  id: text('id').notNull().unique(),
  by: text('by').notNull(),
  at: integer('at').notNull(),
  personHash: bytes('person_hash').notNull(),
  /** Under the data key of the officer; dropped when the code is spent. */
  maskSealed: bytes('mask_sealed'),
  usedAt: integer('used_at'),
})

/** Codes that fitted nothing. */
export const identityCodeTries = sqliteTable(
  'identity_code_tries',
  { id: text('id').primaryKey(), chatId: text('chat_id').notNull(), at: integer('at').notNull() },
  (table) => [index('identity_code_tries_chat').on(table.chatId, table.at)],
)

/** Whose chat it is; one person at a time. The same person may have several chats. */
export const identityBindings = sqliteTable(
  'identity_bindings',
  {
    chatId: text('chat_id').primaryKey(),
    personHash: bytes('person_hash').notNull(),
    how: text('how').$type<Proof>().notNull(),
    by: text('by'),
    at: integer('at').notNull(),
    /** The last day the chat was heard of: after long silence the number may be somebody else's. */
    seenAt: integer('seen_at').notNull(),
    maskSealed: bytes('mask_sealed'),
  },
  (table) => [index('identity_bindings_person').on(table.personHash)],
)
