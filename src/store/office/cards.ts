/** @module Rows of cards: one a chat, with what lists of staff show. The queue is those that `queue` owns. */

import { and, asc, count, desc, eq, lt, min, or, sql } from 'drizzle-orm'
import type { Instant, Owner } from '../../core/chat.ts'
import { type Db, limitOf } from '../db.ts'
import { officeCards } from './schema.ts'

export type CardRow = typeof officeCards.$inferSelect

export type OfficeCards = ReturnType<typeof makeCards>

const waiting = eq(officeCards.owner, 'queue')
const headFirst = [desc(officeCards.urgent), asc(officeCards.waitingSince), asc(officeCards.chatId)]

export function makeCards(db: Db) {
  const get = db
    .select()
    .from(officeCards)
    .where(eq(officeCards.chatId, sql.placeholder('chatId')))
    .prepare()
  const queue = db
    .select()
    .from(officeCards)
    .where(waiting)
    .orderBy(...headFirst)
    .prepare()
  const recent = db
    .select()
    .from(officeCards)
    .orderBy(desc(officeCards.lastMessageAt), asc(officeCards.chatId))
    .limit(limitOf(sql.placeholder('limit')))
    .prepare()
  const owned = db
    .select()
    .from(officeCards)
    .where(eq(officeCards.owner, sql.placeholder('owner')))
    .orderBy(desc(officeCards.lastMessageAt), asc(officeCards.chatId))
    .limit(limitOf(sql.placeholder('limit')))
    .prepare()
  return {
    ...places(db),
    ...silence(db),
    get: (chatId: string) => get.get({ chatId }),
    put: (row: CardRow) => {
      const { chatId: _chatId, ...rest } = row
      db.insert(officeCards)
        .values(row)
        .onConflictDoUpdate({ target: officeCards.chatId, set: rest })
        .returning({ chatId: officeCards.chatId })
        .get()
    },
    /** Head first: deaths and emergencies, then who has waited longest. */
    queue: () => queue.all(),
    list: (options: { owner?: Owner; limit: number }) =>
      options.owner === undefined
        ? recent.all({ limit: options.limit })
        : owned.all({ owner: options.owner, limit: options.limit }),
  }
}

function places(db: Db) {
  const since = sql.placeholder('waitingSince')
  const chatId = sql.placeholder('chatId')
  const earlier = or(
    lt(officeCards.waitingSince, since),
    and(eq(officeCards.waitingSince, since), lt(officeCards.chatId, chatId)),
  )
  const urgentAhead = db
    .select({ n: count() })
    .from(officeCards)
    .where(and(waiting, eq(officeCards.urgent, true), earlier))
    .prepare()
  const anyAhead = db
    .select({ n: count() })
    .from(officeCards)
    .where(and(waiting, or(eq(officeCards.urgent, true), earlier), sql`${officeCards.chatId} <> ${chatId}`))
    .prepare()
  return {
    /** 1 is next. Also tells where a card would stand that is not in the queue yet. */
    position: (card: Pick<CardRow, 'chatId' | 'urgent' | 'waitingSince'>): number => {
      const values = { chatId: card.chatId, waitingSince: card.waitingSince ?? Number.MAX_SAFE_INTEGER }
      return 1 + ((card.urgent ? urgentAhead : anyAhead).get(values)?.n ?? 0)
    },
  }
}

function silence(db: Db) {
  const first = db
    .select({ at: min(officeCards.silentSince) })
    .from(officeCards)
    .prepare()
  const since = db
    .select()
    .from(officeCards)
    .where(sql`${officeCards.silentSince} <= ${sql.placeholder('at')}`)
    .orderBy(asc(officeCards.silentSince))
    .prepare()
  return {
    silentFirst: (): Instant | undefined => first.get()?.at ?? undefined,
    /** Cards of staff whose residents wait for a word since `at` or longer. */
    silentUntil: (at: Instant) => since.all({ at }),
  }
}
