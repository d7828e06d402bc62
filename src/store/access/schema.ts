/** @module Tables of staff.db: accounts, sessions, one-time links, tries, the audit log. Names, logins and secrets sealed or as keyed hashes. */

import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Language } from '../../core/lists.ts'
import type { Role } from '../../core/staff.ts'
import { bytes } from '../db.ts'

export const staff = sqliteTable('staff', {
  id: text('id').primaryKey(),
  /** Keyed hash; null before the account was set up. */
  loginHash: bytes('login_hash').unique(),
  /** `{"name":"…","login":"…"}` */
  profileSealed: bytes('profile_sealed').notNull(),
  role: text('role').$type<Role>().notNull(),
  team: text('team').notNull(),
  language: text('language').$type<Language>().notNull(),
  state: text('state').$type<'invited' | 'active' | 'disabled'>().notNull(),
  /** argon2id as a PHC string; null with the secret of the app before the account was set up. */
  passwordHash: text('password_hash'),
  totpSealed: bytes('totp_sealed'),
  /** The 30 seconds of the last code taken: an earlier or the same one is refused. */
  totpStep: integer('totp_step').notNull().default(0),
  createdAt: integer('created_at').notNull(),
  lastLoginAt: integer('last_login_at'),
})

export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    staffId: text('staff_id').notNull(),
    codeHash: bytes('code_hash').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [primaryKey({ columns: [table.staffId, table.codeHash] })],
)

export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    /** Keyed hash of the cookie's token, which is nowhere kept. */
    tokenHash: bytes('token_hash').notNull().unique(),
    staffId: text('staff_id').notNull(),
    /** Kind of browser and system, such as "Chrome, Windows". */
    device: text('device').notNull(),
    createdAt: integer('created_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    lockedAt: integer('locked_at'),
    /** Wrong codes while it was locked. */
    wrongCodes: integer('wrong_codes').notNull().default(0),
  },
  (table) => [index('sessions_of').on(table.staffId)],
)

export const links = sqliteTable('links', {
  tokenHash: bytes('token_hash').primaryKey(),
  kind: text('kind').$type<'admin' | 'invite' | 'reset'>().notNull(),
  /** Printed at start: the next start replaces it. */
  isFirst: integer('is_first', { mode: 'boolean' }).notNull(),
  /** The account it sets up; of an `admin` link, the one it will make. */
  staffId: text('staff_id').notNull(),
  /** What was given so far: name, login, hash of the password, secret of the app. */
  draftSealed: bytes('draft_sealed'),
  createdAt: integer('created_at').notNull(),
  endsAt: integer('ends_at').notNull(),
})

/** One row a try that counts against a limit; gone after an hour. */
export const tries = sqliteTable(
  'tries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Keyed hash of what is limited: account and address, address, account. */
    key: bytes('key').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('tries_of').on(table.key, table.at), index('tries_at').on(table.at)],
)

export const audit = sqliteTable(
  'audit',
  {
    /** 1, 2, 3 … without a gap. */
    seq: integer('seq').primaryKey(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    action: text('action').notNull(),
    subject: text('subject'),
    reason: text('reason'),
    /** A JSON list of names of fields. */
    fields: text('fields').notNull(),
    requestId: text('request_id').notNull(),
    keyVersion: integer('key_version').notNull(),
    /** Over the link before and this row. */
    mac: bytes('mac').notNull(),
  },
  (table) => [
    index('audit_by').on(table.by, table.seq),
    index('audit_action').on(table.action, table.seq),
    index('audit_subject').on(table.subject, table.seq),
    index('audit_at').on(table.at),
  ],
)
