/** @module The outbox: claim, mark, cancel. Order is kept for each chat and destination. */

import { and, asc, desc, eq, gt, max, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { SendErrorCode } from '../../core/errors.ts'
import type { Author } from '../../core/lists.ts'
import { type Db, limitOf } from '../db.ts'
import type { ChatRow } from './chats.ts'
import { type Destination, type OutboxCode, type OutboxState, outbox } from './schema.ts'

export type OutboxRow = typeof outbox.$inferSelect
export type NewOutbox = {
  id: string
  chatId: string
  dest: Destination
  author: Author
  epoch: number
  seq: number
  at: Instant
  bodySealed: Uint8Array | null
  isNotice: boolean
  isTemplate: boolean
}
/** The oldest unfinished row of a lane, with its chat: together they decide whether it may leave. */
export type Head = { row: OutboxRow; chat: ChatRow }
/** A row by its number; whose it is says where to look it up in memory. */
export type OutboxName = Pick<OutboxRow, 'ord' | 'chatId' | 'dest' | 'seq'>

export function nameOf({ ord, chatId, dest, seq }: OutboxName): OutboxName {
  return { ord, chatId, dest, seq }
}

export type Mark = OutboxName & {
  state: OutboxState
  dueAt: Instant
  attempts: number
  sentKey: Uint8Array | null
  code: OutboxCode | null
  unsure: number
}

export type Status = OutboxName & { state: OutboxState; dueAt: Instant; code: SendErrorCode | null }

const hole = sql.placeholder
// Written out, not bound: SQLite uses a partial index only when it sees the literal.
const isLive = sql`${outbox.state} in ('waiting', 'claimed')`
const isWaiting = sql`${outbox.state} = 'waiting'`

export function makeOutbox(db: Db) {
  const lane = and(eq(outbox.chatId, hole('chatId')), eq(outbox.dest, hole('dest')), isLive)
  const rows = db
    .select()
    .from(outbox)
    .where(lane)
    .orderBy(asc(outbox.ord))
    .limit(limitOf(hole('limit')))
    .prepare()
  const lanes = db
    .selectDistinct({ chatId: outbox.chatId, dest: outbox.dest })
    .from(outbox)
    .where(isLive)
    .prepare()
  const due = db
    .select({ ord: outbox.ord })
    .from(outbox)
    .where(and(eq(outbox.chatId, hole('chatId')), isLive, sql`${outbox.dueAt} <= ${hole('now')}`))
    .limit(limitOf(1))
    .prepare()
  const live = db
    .select({ ord: outbox.ord })
    .from(outbox)
    .where(and(eq(outbox.chatId, hole('chatId')), isLive))
    .limit(limitOf(1))
    .prepare()
  return {
    /** The first that wait or are on their way, in their order. */
    lane: (chatId: string, dest: Destination, limit: number): OutboxRow[] =>
      rows.all({ chatId, dest, limit }),
    lanes: () => lanes.all(),
    /** True when a row of the chat is due or on its way. */
    hasDue: (chatId: string, now: Instant) => due.get({ chatId, now }) !== undefined,
    /** True while a row of the chat is due, on its way, or tried again later; parked rows do not count. */
    hasLive: (chatId: string) => live.get({ chatId }) !== undefined,
    ...writing(db),
    ...marks(db),
    ...owners(db),
    ...afterRestore(db),
  }
}

function writing(db: Db) {
  const put = db
    .insert(outbox)
    .values({
      ord: hole('ord'),
      id: hole('id'),
      chatId: hole('chatId'),
      dest: hole('dest'),
      author: hole('author'),
      epoch: hole('epoch'),
      seq: hole('seq'),
      state: hole('state'),
      attempts: hole('attempts'),
      dueAt: hole('dueAt'),
      createdAt: hole('createdAt'),
      bodySealed: hole('bodySealed'),
      isNotice: hole('isNotice'),
      isTemplate: hole('isTemplate'),
    })
    .prepare()
  const last = db
    .select({ ord: max(outbox.ord) })
    .from(outbox)
    .prepare()
  return {
    put: (row: OutboxRow) => void put.run(row),
    /** Of all rows there are. */
    lastOrd: (): number => last.get()?.ord ?? 0,
  }
}

function marks(db: Db) {
  const claim = db
    .update(outbox)
    .set({ state: 'claimed', attempts: sql`${outbox.attempts} + 1` })
    .where(and(eq(outbox.ord, hole('ord')), isWaiting))
    .returning({ attempts: outbox.attempts })
    .prepare()
  const sent = db
    .update(outbox)
    .set({ state: 'sent', sentKey: sql`${hole('sentKey')}`, code: null, bodySealed: null })
    .where(and(eq(outbox.ord, hole('ord')), sql`${outbox.state} = 'claimed'`))
    .returning({ ord: outbox.ord })
    .prepare()
  const mark = db
    .update(outbox)
    .set({
      state: sql`${hole('state')}`,
      dueAt: sql`${hole('dueAt')}`,
      attempts: sql`${hole('attempts')}`,
      sentKey: sql`${hole('sentKey')}`,
      code: sql`${hole('code')}`,
      unsure: sql`${hole('unsure')}`,
      // What the office has, we need not keep.
      bodySealed: sql`case when ${hole('state')} = 'sent' then null else ${outbox.bodySealed} end`,
    })
    .where(and(eq(outbox.ord, hole('ord')), isLive))
    .prepare()
  const known = db
    .update(outbox)
    .set({ sentKey: sql`coalesce(${outbox.sentKey}, ${hole('sentKey')})` })
    .where(eq(outbox.ord, hole('ord')))
    .prepare()
  return {
    /** Attempts with this one; undefined when the row was claimed or cancelled meanwhile. */
    claim: ({ ord }: OutboxName): number | undefined => claim.get({ ord })?.attempts,
    mark: (row: Mark) => void mark.run(row),
    /** What the office has, we need not keep. False when the row is no longer claimed: a status came first. */
    sent: ({ ord }: OutboxName, sentKey: Uint8Array | null) => sent.get({ ord, sentKey }) !== undefined,
    /** The platform's name for it, where a status came before the answer of the send and settled the rest. */
    named: (ord: number, sentKey: Uint8Array) => void known.run({ ord, sentKey }),
    ...told(db),
  }
}

/** What is found again later: after a crash, and when a platform tells what became of a row. */
function told(db: Db) {
  // `isLive` names the index: without it a start reads every row there ever was.
  const claimed = db
    .select()
    .from(outbox)
    .where(and(isLive, sql`${outbox.state} = 'claimed'`))
    .prepare()
  const unsure = db
    .select()
    .from(outbox)
    .where(and(isLive, isWaiting, eq(outbox.dest, 'channel'), gt(outbox.unsure, 0)))
    .prepare()
  const mine = eq(outbox.chatId, hole('chatId'))
  const bySentKey = db
    .select()
    .from(outbox)
    .where(and(mine, eq(outbox.sentKey, hole('sentKey'))))
    .orderBy(desc(outbox.seq))
    .limit(limitOf(1))
    .prepare()
  const byId = db
    .select()
    .from(outbox)
    .where(and(mine, eq(outbox.id, hole('id'))))
    .orderBy(desc(outbox.seq))
    .limit(limitOf(1))
    .prepare()
  const ofLine = db
    .select()
    .from(outbox)
    .where(and(mine, eq(outbox.seq, hole('seq')), eq(outbox.id, hole('id'))))
    .prepare()
  const byOrd = db
    .select()
    .from(outbox)
    .where(eq(outbox.ord, hole('ord')))
    .prepare()
  const status = db
    .update(outbox)
    .set({ state: sql`${hole('state')}`, dueAt: sql`${hole('dueAt')}`, code: sql`${hole('code')}` })
    .where(eq(outbox.ord, hole('ord')))
    .prepare()
  return {
    /** Rows that a dead process left between claim and mark. */
    claimed: (): OutboxRow[] => claimed.all(),
    /** Rows that are to be sent again although a try of them may have arrived. */
    unsure: (): OutboxRow[] => unsure.all(),
    // Platforms tell of what was said last: the newest lines are looked at first.
    bySentKey: (chatId: string, sentKey: Uint8Array): OutboxRow | undefined =>
      bySentKey.get({ chatId, sentKey }),
    byId: (id: string): OutboxRow | undefined => byId.get({ chatId: chatOf(id), id }),
    ofLine: (chatId: string, seq: number, id: string): OutboxRow | undefined =>
      ofLine.get({ chatId, seq, id }),
    byOrd: (ord: number): OutboxRow | undefined => byOrd.get({ ord }),
    /** What a platform tells later. `dueAt` counts only for `waiting`. */
    status: (row: Status) => void status.run(row),
  }
}

/** An id begins with its chat's. */
const chatOf = (id: string) => id.split('.', 1)[0] ?? id

function owners(db: Db) {
  const botRows = and(eq(outbox.chatId, hole('chatId')), eq(outbox.dest, 'channel'), eq(outbox.author, 'bot'))
  const cancel = db.update(outbox).set({ state: 'cancelled' }).where(and(botRows, isWaiting)).prepare()
  const carry = db
    .update(outbox)
    .set({ epoch: sql`${hole('epoch')}` })
    .where(and(botRows, isLive, eq(outbox.epoch, sql`${hole('epoch')} - 1`)))
    .prepare()
  // Nothing but the channel parks: the index holds these rows alone, and is all but empty.
  const isParked = and(eq(outbox.chatId, hole('chatId')), sql`${outbox.state} = 'parked'`)
  const parked = db.select({ ord: outbox.ord }).from(outbox).where(isParked).limit(limitOf(1)).prepare()
  const stale = db
    .update(outbox)
    .set({ state: 'cancelled' })
    .where(and(isParked, eq(outbox.author, 'bot'), eq(outbox.isNotice, true)))
    .prepare()
  const unknockParked = db
    .update(outbox)
    .set({ state: 'cancelled' })
    .where(and(isParked, eq(outbox.isTemplate, true)))
    .prepare()
  const unknock = db
    .update(outbox)
    .set({ state: 'cancelled' })
    .where(
      and(
        eq(outbox.chatId, hole('chatId')),
        eq(outbox.dest, 'channel'),
        eq(outbox.isTemplate, true),
        isLive,
        isWaiting,
      ),
    )
    .prepare()
  const release = db
    .update(outbox)
    .set({ state: 'waiting', dueAt: 0 })
    .where(isParked)
    .returning({ ord: outbox.ord })
    .prepare()
  return {
    /** They wrote again: what was parked may leave, but reminders whose time is over. True when something may. */
    release: (chatId: string): boolean => {
      if (parked.get({ chatId }) === undefined) return false
      stale.run({ chatId })
      return release.all({ chatId }).length > 0
    },
    /** They wrote: nobody asks them any more to write. */
    unknock: (chatId: string) => {
      unknock.run({ chatId })
      unknockParked.run({ chatId })
    },
    /** A takeover: what the bot has not yet handed out never leaves. */
    cancelBot: (chatId: string) => void cancel.run({ chatId }),
    /** Queue and bot change places: what the bot said before still counts under the new epoch. */
    carryBot: (chatId: string, epoch: number) => void carry.run({ chatId, epoch }),
  }
}

function afterRestore(db: Db) {
  const review = db
    .update(outbox)
    .set({ state: 'unknown', code: 'restored' })
    .where(and(eq(outbox.chatId, hole('chatId')), eq(outbox.id, hole('id')), isLive, isWaiting))
    .prepare()
  return {
    /** May have been said already, before a restore: an officer decides. */
    review: (id: string, chatId: string) => void review.run({ chatId, id }),
  }
}
