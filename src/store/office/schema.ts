/** @module Tables of the office: cases, queue, mail in both directions. Nothing here knows a chat table; times are epoch ms; `*Sealed` columns never hold clear text. */

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Owner } from '../../core/chat.ts'
import type { CaseEvent, CaseKind, CaseState, ChannelId, HandOverReason, Language } from '../../core/lists.ts'
import { bytes } from '../db.ts'

/** Every request of a chat that was carried out: a second one with the same id does nothing. */
export const officeInbox = sqliteTable('office_inbox', {
  id: text('id').primaryKey(),
  chatId: text('chat_id').notNull(),
  type: text('type').notNull(),
  at: integer('at').notNull(),
})

/** Notices to chats. `cause` (what made it, and which of its notices) is unique, so no notice is written twice. */
export const officeOutbox = sqliteTable(
  'office_outbox',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    cause: text('cause').notNull().unique(),
    chatId: text('chat_id').notNull(),
    type: text('type').notNull(),
    at: integer('at').notNull(),
    /** Whose data key seals the notice. */
    subject: text('subject').$type<`chat:${string}` | `case:${string}`>().notNull(),
    /** Dropped once the chat has it, or never will. */
    noticeSealed: bytes('notice_sealed'),
    /** `held` until `dueAt`: till then it can be withdrawn, and nothing of the chat waits behind it. */
    state: text('state').$type<'held' | 'waiting' | 'sent' | 'given_up' | 'withdrawn'>().notNull(),
    attempts: integer('attempts').notNull(),
    /** Not before this; while claimed, when the claim ends. */
    dueAt: integer('due_at').notNull(),
  },
  (table) => [
    index('office_outbox_due').on(table.state, table.dueAt),
    index('office_outbox_chat').on(table.chatId, table.state, table.seq),
  ],
)

export const officeCases = sqliteTable(
  'office_cases',
  {
    number: text('number').primaryKey(),
    /** Random; names the case's data key. */
    id: text('id').notNull().unique(),
    chatId: text('chat_id').notNull(),
    channel: text('channel').$type<ChannelId>().notNull(),
    kind: text('kind').$type<CaseKind>().notNull(),
    state: text('state').$type<CaseState>().notNull(),
    placeCode: text('place_code'),
    language: text('language').$type<Language>().notNull(),
    urgent: integer('urgent', { mode: 'boolean' }).notNull(),
    /** Tells of somebody under age: kept the shortest. */
    child: integer('child', { mode: 'boolean' }).notNull().default(false),
    late: integer('late', { mode: 'boolean' }).notNull(),
    filedAt: integer('filed_at').notNull(),
    occurredAt: integer('occurred_at'),
    deadlineAt: integer('deadline_at'),
    /** By when staff must have done something, and the fact of `rules/` that says so; null while nobody waits for them. */
    dueAt: integer('due_at'),
    dueBy: text('due_by'),
    changedAt: integer('changed_at').notNull(),
    of: text('of'),
    /** The case that tells of the same accident and leads this one. */
    duplicateOf: text('duplicate_of'),
    /** Keyed hash of the look-up code. */
    codeHash: bytes('code_hash').notNull(),
    codeSealed: bytes('code_sealed').notNull(),
    fieldsSealed: bytes('fields_sealed').notNull(),
    summarySealed: bytes('summary_sealed').notNull(),
  },
  (table) => [
    index('office_cases_filed').on(table.filedAt),
    index('office_cases_state').on(table.state, table.filedAt),
    index('office_cases_due').on(table.dueAt),
    index('office_cases_chat').on(table.chatId),
    index('office_cases_alike').on(table.kind, table.placeCode, table.occurredAt),
    index('office_cases_duplicates').on(table.duplicateOf),
  ],
)

/** Append-only. Row 0 is the filing; `key` makes a repeated change a no-op. */
export const officeCaseHistory = sqliteTable(
  'office_case_history',
  {
    number: text('number').notNull(),
    n: integer('n').notNull(),
    key: text('key').notNull().unique(),
    at: integer('at').notNull(),
    what: text('what').$type<CaseEvent>().notNull().default('moved'),
    /** After this. */
    state: text('state').$type<CaseState>().notNull(),
    /** Staff id, or `chat` for the filing. */
    by: text('by').notNull(),
    noteSealed: bytes('note_sealed'),
    /** What was edited, asked or joined: fields with their values before and after. */
    changesSealed: bytes('changes_sealed'),
  },
  (table) => [primaryKey({ columns: [table.number, table.n] })],
)

/** One a chat: all that lists of staff need to know without opening it. */
export const officeCards = sqliteTable(
  'office_cards',
  {
    chatId: text('chat_id').primaryKey(),
    channel: text('channel').$type<ChannelId>().notNull(),
    owner: text('owner').$type<Owner>().notNull(),
    reason: text('reason').$type<HandOverReason>(),
    topic: text('topic').notNull(),
    urgent: integer('urgent', { mode: 'boolean' }).notNull(),
    /** Since when this chat needs a person; kept while staff have it, so that it comes back to its old place. */
    waitingSince: integer('waiting_since'),
    lastMessageAt: integer('last_message_at').notNull(),
    unread: integer('unread').notNull(),
    /** While staff own it: since when the resident waits for a word of theirs. */
    silentSince: integer('silent_since'),
    summarySealed: bytes('summary_sealed'),
  },
  (table) => [
    index('office_cards_owner').on(table.owner, table.lastMessageAt),
    index('office_cards_silent').on(table.silentSince),
  ],
)

/** Every try to look a case up, right or wrong; the number only as a keyed hash, since it may be anybody's. */
export const officeLookUps = sqliteTable(
  'office_look_ups',
  {
    id: text('id').primaryKey(),
    chatId: text('chat_id').notNull(),
    numberHash: bytes('number_hash').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    index('office_look_ups_chat').on(table.chatId, table.at),
    index('office_look_ups_number').on(table.numberHash, table.at),
  ],
)

export const officeAlarms = sqliteTable(
  'office_alarms',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    chatId: text('chat_id').notNull(),
    reason: text('reason').notNull(),
    topic: text('topic').notNull(),
    /** Of a line's alarm: since when the line is well again. */
    overAt: integer('over_at'),
  },
  (table) => [index('office_alarms_at').on(table.at)],
)
