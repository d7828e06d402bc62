/** @module Tables of the chats. Times are epoch ms; `*Sealed` columns never hold clear text; no other part's table is named here. */

import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { MediaType, Owner, TimerName } from '../../core/chat.ts'
import type { SendErrorCode } from '../../core/errors.ts'
import type { Author, ChannelId, FileFault, Language } from '../../core/lists.ts'
import { bytes } from '../db.ts'
import { lineColumns } from '../line.ts'

export const chats = sqliteTable('chats', {
  chatId: text('chat_id').primaryKey(),
  channel: text('channel').$type<ChannelId>().notNull(),
  account: text('account').notNull(),
  /** The address they last wrote from. */
  addressSealed: bytes('address_sealed').notNull(),
  owner: text('owner').$type<Owner>().notNull(),
  epoch: integer('epoch').notNull(),
  turn: integer('turn').notNull(),
  /** Seq of the last journal line. */
  seq: integer('seq').notNull(),
  lang: text('lang').$type<Language>().notNull(),
  flow: text('flow'),
  node: text('node'),
  /** Absent before the first turn. */
  sessionSealed: bytes('session_sealed'),
  createdAt: integer('created_at').notNull(),
  /** When they were last told that this is too fast; 0 for never. */
  slowedAt: integer('slowed_at').notNull().default(0),
  /** When they last wrote, by the platform's clock: what a 24-hour window counts from; 0 for never. */
  heardAt: integer('heard_at').notNull().default(0),
  /** Since when they have blocked us; 0 when they have not. */
  blockedAt: integer('blocked_at').notNull().default(0),
  /** When an approved form of words last asked them to write again; 0 for never. */
  knockedAt: integer('knocked_at').notNull().default(0),
  /** When their last messages were received, newest last: as many as tell whether they write too fast. */
  recent: text('recent').notNull().default(''),
})

export const INBOX_KINDS = ['message', 'timer', 'office', 'staff', 'file'] as const
export type InboxKind = (typeof INBOX_KINDS)[number]

/** What moves a chat, in order of `orderAt` and then `rid`. The event itself is the journal line `seq`. */
export const inbox = sqliteTable(
  'inbox',
  {
    rid: integer('rid').primaryKey({ autoIncrement: true }),
    chatId: text('chat_id')
      .notNull()
      .references(() => chats.chatId),
    /** Keyed hash of the kind and the external id: the second delivery of the same thing finds it. */
    key: bytes('key').notNull(),
    kind: text('kind').$type<InboxKind>().notNull(),
    seq: integer('seq').notNull(),
    at: integer('at').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** 0 where a platform keeps order; else when it was written, so that those that wait are taken in that order. */
    orderAt: integer('order_at').notNull().default(0),
    state: text('state').$type<'waiting' | 'done' | 'quarantined'>().notNull(),
    /** Counted and committed before a row is handled, so that a crash counts too. */
    attempts: integer('attempts').notNull(),
    /** Not before: the pause after a failed attempt. */
    dueAt: integer('due_at').notNull(),
    /** The turn that took it. */
    turn: integer('turn'),
    /** Edition of the rules that turn was taken under. */
    edition: text('edition'),
    /** Of a staff act: its `ActResult` as JSON, for whoever asks again with the same key. */
    result: text('result'),
  },
  (table) => [
    uniqueIndex('inbox_key').on(table.chatId, table.key),
    index('inbox_waiting').on(table.chatId, table.orderAt, table.rid).where(sql`state = 'waiting'`),
  ],
)

/** Append-only. Who acted or spoke, in one order a chat. */
export const journal = sqliteTable('journal', lineColumns(), (table) => [
  primaryKey({ columns: [table.chatId, table.seq] }),
])

export const OUTBOX_STATES = [
  'waiting',
  'claimed',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
  'unknown',
  'parked',
] as const
export type OutboxState = (typeof OUTBOX_STATES)[number]
export type Destination = 'channel' | 'office'
/** `restored`: it stood in a backup, and may have left after that was made. */
export type OutboxCode = SendErrorCode | 'bug' | 'restored'

/** What leaves a chat, in order of `ord` for each destination. What we say stands in the journal line `seq`. */
export const outbox = sqliteTable(
  'outbox',
  {
    ord: integer('ord').primaryKey({ autoIncrement: true }),
    /** `<chat>.<turn>.<index>` */
    id: text('id').notNull(),
    chatId: text('chat_id').notNull(),
    dest: text('dest').$type<Destination>().notNull(),
    author: text('author').$type<Author>().notNull(),
    epoch: integer('epoch').notNull(),
    /** Journal line; 0 for a request to the office. */
    seq: integer('seq').notNull(),
    state: text('state').$type<OutboxState>().notNull(),
    attempts: integer('attempts').notNull(),
    dueAt: integer('due_at').notNull(),
    createdAt: integer('created_at').notNull(),
    /** Keyed hash of the platform's id for it: some platforms hide a phone number in theirs. */
    sentKey: bytes('sent_key'),
    code: text('code').$type<OutboxCode>(),
    /** Tries of which nobody knows whether they arrived. */
    unsure: integer('unsure').notNull().default(0),
    /** News and reminders: answers go before them where a line may only send so fast. */
    isNotice: integer('is_notice', { mode: 'boolean' }).notNull().default(false),
    /** An approved form of words: leaves also when the platform lets nothing else leave. */
    isTemplate: integer('is_template', { mode: 'boolean' }).notNull().default(false),
    /** The request to the office; dropped once the office has it. */
    bodySealed: bytes('body_sealed'),
  },
  (table) => [
    index('outbox_live').on(table.chatId, table.dest, table.ord).where(sql`state in ('waiting', 'claimed')`),
    index('outbox_parked').on(table.chatId).where(sql`state = 'parked'`),
    // Beside the live ones the only one: each further index is a page more to write for each chat that moves (0014).
    index('outbox_chat').on(table.chatId, table.seq),
  ],
)

export const timers = sqliteTable(
  'timers',
  {
    chatId: text('chat_id').notNull(),
    key: text('key').notNull(),
    name: text('name').$type<TimerName>().notNull(),
    dueAt: integer('due_at').notNull(),
    /** The turn that set it: firing makes one event a setting. */
    turn: integer('turn').notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.key] }), index('timers_due').on(table.dueAt)],
)

/** One row a turn, of versions before 0014: `inbox` tells the same. Written and read by nobody now; an older version on these tables writes on. */
export const turns = sqliteTable(
  'turns',
  {
    chatId: text('chat_id').notNull(),
    turn: integer('turn').notNull(),
    at: integer('at').notNull(),
    /** Edition of the rules it was taken under. */
    edition: text('edition').notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.turn] })],
)

/** Files that a platform announced, fetched in the background. The journal line keeps the name it will have. */
export const files = sqliteTable(
  'files',
  {
    chatId: text('chat_id').notNull(),
    /** `media:<name>` in the journal and on the shelf. */
    name: text('name').notNull(),
    type: text('type').$type<MediaType>().notNull(),
    state: text('state').$type<'waiting' | 'kept' | 'lost'>().notNull(),
    attempts: integer('attempts').notNull(),
    dueAt: integer('due_at').notNull(),
    at: integer('at').notNull(),
    why: text('why').$type<FileFault>(),
    /** Of the file as it is kept. */
    mime: text('mime'),
    size: integer('size'),
    /** The platform's reference; dropped once the file is kept or lost. */
    refSealed: bytes('ref_sealed'),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.name] }),
    index('files_due').on(table.dueAt).where(sql`state = 'waiting'`),
  ],
)

/** What came in and could not be given to its chat (its key is damaged, a fault of ours): kept for people, once. */
export const deadLetters = sqliteTable('dead_letters', {
  /** Keyed hash of the line and the external id. */
  key: bytes('key').primaryKey(),
  channel: text('channel').$type<ChannelId>().notNull(),
  at: integer('at').notNull(),
  why: text('why').notNull(),
  /** The message, sealed under the key of its line. */
  bodySealed: bytes('body_sealed').notNull(),
})
