/** @module Tables of what staff keep beside the cards of chats: snoozes, labels, ready words, who is on duty. `*Sealed` columns never hold clear text. */

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MuteReason, Presence } from '../../core/desk.ts'
import type { ChannelId } from '../../core/lists.ts'
import type { Role } from '../../core/staff.ts'
import { bytes } from '../db.ts'

/** One a chat, beside its card. */
export const deskChats = sqliteTable(
  'desk_chats',
  {
    chatId: text('chat_id').primaryKey(),
    maskSealed: bytes('mask_sealed'),
    /** Keyed hash of what the mask shows: found without being opened. */
    maskHash: bytes('mask_hash'),
    team: text('team'),
    snoozedUntil: integer('snoozed_until'),
    /** Closed by staff, and not taken up since. */
    resolvedAt: integer('resolved_at'),
    mutedUntil: integer('muted_until'),
    muteReason: text('mute_reason').$type<MuteReason>(),
    mutedBy: text('muted_by'),
  },
  (table) => [index('desk_chats_mask').on(table.maskHash)],
)

export const deskLabels = sqliteTable('desk_labels', { name: text('name').primaryKey() })

export const deskChatLabels = sqliteTable(
  'desk_chat_labels',
  { chatId: text('chat_id').notNull(), label: text('label').notNull() },
  (table) => [
    primaryKey({ columns: [table.chatId, table.label] }),
    index('desk_chat_labels_label').on(table.label),
  ],
)

/** Words of staff for everybody: nothing about a person stands in them. */
export const deskCanned = sqliteTable('desk_canned', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  changedAt: integer('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
})

/** Keyed hash of each word of a name given for a case, for search by whole words. */
export const caseNameWords = sqliteTable(
  'case_name_words',
  { number: text('number').notNull(), hash: bytes('hash').notNull(), chatId: text('chat_id').notNull() },
  (table) => [
    primaryKey({ columns: [table.number, table.hash] }),
    index('case_name_words_hash').on(table.hash),
  ],
)

export const deskStaff = sqliteTable('desk_staff', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  team: text('team'),
  presence: text('presence').$type<Presence>().notNull(),
  /** Of the presence. */
  since: integer('since').notNull(),
  seenAt: integer('seen_at').notNull(),
  /** Null: as many as all others. */
  most: integer('most'),
})

/** What residents said when asked whether staff had helped. */
export const deskRatings = sqliteTable(
  'desk_ratings',
  {
    /** Of the request. */
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    chatId: text('chat_id').notNull(),
    channel: text('channel').$type<ChannelId>().notNull(),
    staffId: text('staff_id').notNull(),
    helped: integer('helped', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('desk_ratings_at').on(table.at)],
)

/** Sealed under the key of whoever wrote it: a note for colleagues may name people. */
export const shiftNotes = sqliteTable(
  'shift_notes',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    bodySealed: bytes('body_sealed').notNull(),
  },
  (table) => [index('shift_notes_at').on(table.at)],
)
