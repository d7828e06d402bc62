/** @module The office's inbox and outbox. Takes each request once, hands notices out in order a chat; opens no seal. */

import { and, asc, eq, lt, lte, min, ne, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Instant } from '../../core/chat.ts'
import { type Db, limitOf } from '../db.ts'
import { officeInbox, officeOutbox } from './schema.ts'

export type OutboxRow = typeof officeOutbox.$inferSelect
export type NewNotice = Pick<OutboxRow, 'cause' | 'chatId' | 'type' | 'at' | 'subject' | 'dueAt'> & {
  noticeSealed: Uint8Array
}

export type OfficeMail = ReturnType<typeof makeMail>

/** Prepares the statements once; each call is one synchronous statement, inside the caller's transaction if there is one. */
export function makeMail(db: Db) {
  const take = db
    .insert(officeInbox)
    .values({
      id: sql.placeholder('id'),
      chatId: sql.placeholder('chatId'),
      type: sql.placeholder('type'),
      at: sql.placeholder('at'),
    })
    .onConflictDoNothing()
    .returning({ id: officeInbox.id })
    .prepare()
  return { ...outbox(db), take: taker(take) }
}

type Prepared<In, Out> = { get(values: In & Record<string, unknown>): Out | undefined }
type InboxRow = { id: string; chatId: string; type: string; at: Instant }

/** False when this request was taken before. */
function taker(statement: Prepared<InboxRow, { id: string }>) {
  return (row: InboxRow) => statement.get(row) !== undefined
}

function outbox(db: Db) {
  const older = alias(officeOutbox, 'older')
  const waiting = eq(officeOutbox.state, 'waiting')
  const headOfChat = notExists(
    db
      .select({ one: sql`1` })
      .from(older)
      .where(
        and(
          eq(older.chatId, officeOutbox.chatId),
          eq(older.state, 'waiting'),
          lt(older.seq, officeOutbox.seq),
        ),
      ),
  )
  const add = db
    .insert(officeOutbox)
    .values({
      cause: sql.placeholder('cause'),
      chatId: sql.placeholder('chatId'),
      type: sql.placeholder('type'),
      at: sql.placeholder('at'),
      subject: sql.placeholder('subject'),
      noticeSealed: sql.placeholder('noticeSealed'),
      state: sql.placeholder('state'),
      attempts: 0,
      dueAt: sql.placeholder('dueAt'),
    })
    .onConflictDoNothing()
    .returning({ seq: officeOutbox.seq })
    .prepare()
  const due = db
    .select({ seq: officeOutbox.seq })
    .from(officeOutbox)
    .where(and(waiting, lte(officeOutbox.dueAt, sql.placeholder('now')), headOfChat))
    .orderBy(asc(officeOutbox.seq))
    .limit(limitOf(sql.placeholder('limit')))
    .prepare()
  const ofChat = db
    .select({ seq: officeOutbox.seq })
    .from(officeOutbox)
    .where(and(waiting, eq(officeOutbox.chatId, sql.placeholder('chatId'))))
    .limit(limitOf(1))
    .prepare()
  const dueAt = db
    .select({ at: min(officeOutbox.dueAt) })
    .from(officeOutbox)
    .where(and(waiting, headOfChat))
    .prepare()
  return {
    add: (row: NewNotice) => add.get({ ...row, state: 'waiting' })?.seq,
    /** It leaves no earlier than `row.dueAt`, and `withdraw` stops it until then. */
    hold: (row: NewNotice) => add.get({ ...row, state: 'held' })?.seq,
    /** Seq of the oldest waiting notice of each chat whose time has come: a chat's second waits for its first. */
    due: (now: Instant, limit: number) => due.all({ now, limit }).map((row) => row.seq),
    dueAt: (): Instant | undefined => dueAt.get()?.at ?? undefined,
    hasWaiting: (chatId: string) => ofChat.get({ chatId }) !== undefined,
    ...outboxMarks(db),
    ...heldBack(db),
  }
}

function outboxMarks(db: Db) {
  const seq = eq(officeOutbox.seq, sql.placeholder('seq'))
  const waiting = eq(officeOutbox.state, 'waiting')
  const claim = db
    .update(officeOutbox)
    .set({ dueAt: sql`${sql.placeholder('until')}`, attempts: sql`${officeOutbox.attempts} + 1` })
    .where(and(seq, waiting, lte(officeOutbox.dueAt, sql.placeholder('now'))))
    .returning()
    .prepare()
  const sent = db
    .update(officeOutbox)
    .set({ state: 'sent', noticeSealed: null })
    .where(seq)
    .returning({ seq: officeOutbox.seq })
    .prepare()
  const retry = db
    .update(officeOutbox)
    .set({ dueAt: sql`${sql.placeholder('dueAt')}` })
    .where(and(seq, waiting))
    .returning({ seq: officeOutbox.seq })
    .prepare()
  const giveUp = db
    .update(officeOutbox)
    .set({ state: 'given_up' })
    .where(and(seq, waiting))
    .returning({ seq: officeOutbox.seq })
    .prepare()
  const release = db
    .update(officeOutbox)
    .set({ dueAt: 0 })
    .where(and(waiting, ne(officeOutbox.attempts, 0)))
    .returning({ seq: officeOutbox.seq })
    .prepare()
  return {
    /** Undefined when somebody else has it. The attempt counts before it is made, so that crashes count too. */
    claim: (row: { seq: number; now: Instant; until: Instant }) => claim.get(row),
    /** The notice itself is forgotten: the chat has it now. */
    sent: (row: { seq: number }) => sent.get(row) !== undefined,
    retry: (row: { seq: number; dueAt: Instant }) => retry.get(row) !== undefined,
    giveUp: (row: { seq: number }) => giveUp.get(row) !== undefined,
    /** Claims that a dead process left behind are due at once. */
    release: () => release.all().length,
  }
}

function heldBack(db: Db) {
  const held = eq(officeOutbox.state, 'held')
  const byCause = eq(officeOutbox.cause, sql.placeholder('cause'))
  const first = db
    .select({ at: min(officeOutbox.dueAt) })
    .from(officeOutbox)
    .where(held)
    .prepare()
  const letGo = db
    .update(officeOutbox)
    .set({ state: 'waiting', dueAt: 0 })
    .where(and(held, lte(officeOutbox.dueAt, sql.placeholder('now'))))
    .returning({ seq: officeOutbox.seq })
    .prepare()
  const withdraw = db
    .update(officeOutbox)
    .set({ state: 'withdrawn', noticeSealed: null })
    .where(and(held, byCause))
    .returning({ seq: officeOutbox.seq })
    .prepare()
  const stateOf = db
    .select({ state: officeOutbox.state, dueAt: officeOutbox.dueAt })
    .from(officeOutbox)
    .where(byCause)
    .prepare()
  return {
    heldFirst: (): Instant | undefined => first.get()?.at ?? undefined,
    /** Those whose time has come now wait like all others; returns how many. */
    letGo: (now: Instant) => letGo.all({ now }).length,
    /** False when it is on its way already, or there is none. */
    withdraw: (cause: string) => withdraw.get({ cause }) !== undefined,
    stateOf: (cause: string) => stateOf.get({ cause }),
  }
}
