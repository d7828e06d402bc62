/** @module The inbox: each thing that moves a chat stands here once, oldest first (or in the order written, where a platform keeps none). */

import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import { type Db, limitOf } from '../db.ts'
import { type InboxKind, inbox, journal } from './schema.ts'

export type NewInbox = {
  chatId: string
  key: Uint8Array
  kind: InboxKind
  seq: number
  at: Instant
  receivedAt: Instant
  /** 0 to keep the order of arrival. */
  orderAt: Instant
  /** Not before: what was written earlier may still come. */
  dueAt: Instant
  /** 1 where its turn comes next: then it is counted as it is kept. */
  attempts: 0 | 1
}
/** A waiting row with the journal line that holds its event. */
export type Waiting = {
  rid: number
  chatId: string
  key: Uint8Array
  kind: InboxKind
  seq: number
  at: Instant
  receivedAt: Instant
  attempts: number
  orderAt: Instant
  dueAt: Instant
  bodySealed: Uint8Array
}
/** What a turn says of a row that it took. */
export type Done = InboxName & {
  turn: number
  state: 'done' | 'quarantined'
  edition: string
  result: string | null
}
/** A row by its number; whose it is says where to look it up in memory. */
export type InboxName = { chatId: string; rid: number }

const hole = sql.placeholder
// Written out, not bound: SQLite uses a partial index only when it sees the literal.
const isWaiting = sql`${inbox.state} = 'waiting'`

export function makeInbox(db: Db) {
  const mine = eq(inbox.chatId, hole('chatId'))
  const add = db
    .insert(inbox)
    .values({
      chatId: hole('chatId'),
      key: hole('key'),
      kind: hole('kind'),
      seq: hole('seq'),
      at: hole('at'),
      receivedAt: hole('receivedAt'),
      orderAt: hole('orderAt'),
      state: 'waiting',
      attempts: hole('attempts'),
      dueAt: hole('dueAt'),
    })
    .onConflictDoNothing()
    .returning({ rid: inbox.rid })
    .prepare()
  const find = db
    .select({ rid: inbox.rid, state: inbox.state, result: inbox.result })
    .from(inbox)
    .where(and(mine, eq(inbox.key, hole('key'))))
    .prepare()
  return {
    /** Undefined when the same thing came before. */
    add: (row: NewInbox) => add.get(row)?.rid,
    find: (chatId: string, key: Uint8Array) => find.get({ chatId, key }),
    ...waiting(db),
    ...marks(db),
  }
}

function waiting(db: Db) {
  const mine = eq(inbox.chatId, hole('chatId'))
  const head = db
    .select({
      rid: inbox.rid,
      chatId: inbox.chatId,
      key: inbox.key,
      kind: inbox.kind,
      seq: inbox.seq,
      at: inbox.at,
      receivedAt: inbox.receivedAt,
      attempts: inbox.attempts,
      orderAt: inbox.orderAt,
      dueAt: inbox.dueAt,
      bodySealed: journal.bodySealed,
    })
    .from(inbox)
    .innerJoin(journal, and(eq(journal.chatId, inbox.chatId), eq(journal.seq, inbox.seq)))
    .where(and(mine, isWaiting))
    .orderBy(asc(inbox.orderAt), asc(inbox.rid))
    .limit(limitOf(hole('limit')))
    .prepare()
  const first = db
    .select({ rid: inbox.rid, attempts: inbox.attempts, dueAt: inbox.dueAt })
    .from(inbox)
    .where(and(mine, isWaiting))
    .orderBy(asc(inbox.orderAt), asc(inbox.rid))
    .limit(limitOf(1))
    .prepare()
  const holdAnew = db
    .update(inbox)
    .set({ dueAt: sql`max(${inbox.dueAt}, ${hole('until')})` })
    .where(and(isWaiting, eq(inbox.kind, 'message'), gt(inbox.orderAt, 0)))
    .prepare()
  const chatsWaiting = db.selectDistinct({ chatId: inbox.chatId }).from(inbox).where(isWaiting).prepare()
  return {
    /** Of those that wait, without what it holds. */
    first: (chatId: string) => first.get({ chatId }),
    head: (chatId: string, limit: number): Waiting[] => head.all({ chatId, limit }),
    /** Messages of platforms that keep no order, not yet handled: none is before `until`. */
    holdAnew: (until: Instant) => void holdAnew.run({ until }),
    chatsWaiting: () => chatsWaiting.all().map((row) => row.chatId),
  }
}

function marks(db: Db) {
  const mine = and(eq(inbox.rid, hole('rid')), isWaiting)
  const tried = db
    .update(inbox)
    .set({ attempts: sql`${inbox.attempts} + ${hole('by')}` })
    .where(mine)
    .returning({ attempts: inbox.attempts })
    .prepare()
  const done = db
    .update(inbox)
    .set({
      state: sql`${hole('state')}`,
      turn: sql`${hole('turn')}`,
      edition: sql`${hole('edition')}`,
      result: sql`${hole('result')}`,
    })
    .where(mine)
    .returning({ rid: inbox.rid })
    .prepare()
  const retry = db
    .update(inbox)
    .set({ dueAt: sql`${hole('dueAt')}` })
    .where(mine)
    .prepare()
  return {
    /** Attempts so far, this one with them; undefined when the row is no longer waiting. */
    tried: ({ rid }: InboxName) => tried.get({ rid, by: 1 })?.attempts,
    /** It was only held back: that was no attempt. */
    untried: ({ rid }: InboxName) => void tried.get({ rid, by: -1 }),
    /** @throws Error when another worker has finished it: the turn must fail whole */
    done: (row: Done) => {
      if (done.get(row) === undefined) throw new Error(`inbox row ${row.rid} was finished by somebody else`)
    },
    retry: ({ rid }: InboxName, dueAt: Instant) => void retry.run({ rid, dueAt }),
  }
}
