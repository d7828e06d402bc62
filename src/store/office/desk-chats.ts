/** @module Lists of chats for staff: cards and what stands beside them, filtered, counted, page by page. Opens no seal. */

import { and, asc, count, desc, eq, exists, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { Instant, Owner } from '../../core/chat.ts'
import type { ChatState, DeskQuery } from '../../core/desk.ts'
import type { Db } from '../db.ts'
import { caseNameWords, deskChatLabels, deskChats } from './queue-schema.ts'
import { officeCards, officeCases } from './schema.ts'

export type DeskChatRow = typeof deskChats.$inferSelect
export type ListRow = { card: typeof officeCards.$inferSelect; desk: DeskChatRow | null }

const blank = {
  maskSealed: null,
  maskHash: null,
  team: null,
  snoozedUntil: null,
  resolvedAt: null,
  mutedUntil: null,
  muteReason: null,
  mutedBy: null,
} as const

export type DeskLists = ReturnType<typeof makeDeskLists>

export function makeDeskLists(db: Db) {
  const one = db
    .select()
    .from(deskChats)
    .where(eq(deskChats.chatId, sql.placeholder('chatId')))
    .prepare()
  const put = putter(db)
  const get = (chatId: string): DeskChatRow => one.get({ chatId }) ?? { chatId, ...blank }
  return {
    ...finding(db),
    get,
    /** Inside a transaction: what does not change is read before. */
    set: (chatId: string, change: Partial<Omit<DeskChatRow, 'chatId'>>) =>
      void put.run({ ...get(chatId), ...change }),
    list: (query: DeskQuery, now: Instant): { rows: ListRow[]; total: number } => {
      const where = and(...conditions(db, query, now))
      // Who waits is taken in the order of the queue; else the newest stand first.
      const inQueue = [
        desc(officeCards.urgent),
        asc(officeCards.waitingSince),
        asc(officeCards.chatId),
      ] as const
      const newest = [desc(officeCards.lastMessageAt), asc(officeCards.chatId)] as const
      const rows = joined(db)
        .where(where)
        .orderBy(...(query.state === undefined && query.owner === undefined ? inQueue : newest))
        .limit(query.limit)
        .offset(query.offset)
        .all()
      const total = db
        .select({ n: count() })
        .from(officeCards)
        .leftJoin(deskChats, eq(deskChats.chatId, officeCards.chatId))
        .where(where)
        .get()
      return { rows, total: total?.n ?? 0 }
    },
    topics: (): string[] =>
      db
        .selectDistinct({ topic: officeCards.topic })
        .from(officeCards)
        .where(ne(officeCards.topic, ''))
        .orderBy(asc(officeCards.topic))
        .all()
        .map(({ topic }) => topic),
    /** When the next snooze ends after `now`. */
    wakesNext: (now: Instant): Instant | undefined =>
      db
        .select({ at: sql<number | null>`min(${deskChats.snoozedUntil})` })
        .from(deskChats)
        .where(sql`${deskChats.snoozedUntil} > ${now}`)
        .get()?.at ?? undefined,
  }
}

function putter(db: Db) {
  const hole = sql.placeholder
  return db
    .insert(deskChats)
    .values({
      chatId: hole('chatId'),
      maskSealed: hole('maskSealed'),
      maskHash: hole('maskHash'),
      team: hole('team'),
      snoozedUntil: hole('snoozedUntil'),
      resolvedAt: hole('resolvedAt'),
      mutedUntil: hole('mutedUntil'),
      muteReason: hole('muteReason'),
      mutedBy: hole('mutedBy'),
    })
    .onConflictDoUpdate({
      target: deskChats.chatId,
      set: {
        maskSealed: sql`excluded.mask_sealed`,
        maskHash: sql`excluded.mask_hash`,
        team: sql`excluded.team`,
        snoozedUntil: sql`excluded.snoozed_until`,
        resolvedAt: sql`excluded.resolved_at`,
        mutedUntil: sql`excluded.muted_until`,
        muteReason: sql`excluded.mute_reason`,
        mutedBy: sql`excluded.muted_by`,
      },
    })
    .prepare()
}

const joined = (db: Db) =>
  db
    .select({ card: officeCards, desk: deskChats })
    .from(officeCards)
    .leftJoin(deskChats, eq(deskChats.chatId, officeCards.chatId))

const isSnoozed = (now: Instant) => sql`coalesce(${deskChats.snoozedUntil}, 0) > ${now}`

function conditions(db: Db, query: DeskQuery, now: Instant): SQL[] {
  const { state, owner, reason, channel, topic, label } = query
  return [
    ...(owner === undefined
      ? state === undefined
        ? [eq(officeCards.owner, 'queue')]
        : []
      : [eq(officeCards.owner, owner)]),
    ...(state === undefined ? [] : [stateIs(state, now)]),
    ...(reason === undefined ? [] : [eq(officeCards.reason, reason)]),
    ...(channel === undefined ? [] : [eq(officeCards.channel, channel)]),
    ...(topic === undefined ? [] : [eq(officeCards.topic, topic)]),
    ...(label === undefined ? [] : [hasLabel(db, label)]),
  ]
}

function stateIs(state: ChatState, now: Instant): SQL {
  switch (state) {
    case 'open':
      return sql`(${officeCards.owner} <> 'bot' and not (${isSnoozed(now)}))`
    case 'snoozed':
      return sql`(${officeCards.owner} <> 'bot' and ${isSnoozed(now)})`
    case 'pending':
      return sql`(${officeCards.owner} = 'bot' and ${deskChats.resolvedAt} is null)`
    case 'resolved':
      return sql`(${officeCards.owner} = 'bot' and ${deskChats.resolvedAt} is not null)`
    default:
      return state satisfies never
  }
}

const hasLabel = (db: Db, label: string) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(deskChatLabels)
      .where(and(eq(deskChatLabels.chatId, officeCards.chatId), eq(deskChatLabels.label, label))),
  )

function finding(db: Db) {
  const held = db
    .select({ owner: officeCards.owner, snoozedUntil: deskChats.snoozedUntil, unread: officeCards.unread })
    .from(officeCards)
    .leftJoin(deskChats, eq(deskChats.chatId, officeCards.chatId))
    .where(and(ne(officeCards.owner, 'bot'), ne(officeCards.owner, 'queue')))
    .prepare()
  const waiting = db
    .select({
      reason: officeCards.reason,
      urgent: officeCards.urgent,
      waitingSince: officeCards.waitingSince,
    })
    .from(officeCards)
    .where(eq(officeCards.owner, 'queue'))
    .prepare()
  return {
    /** Every chat that staff have. */
    held: (): { owner: Owner; snoozedUntil: Instant | null; unread: number }[] => held.all(),
    waiting: () => waiting.all(),
    byChats: (chatIds: readonly string[]): ListRow[] =>
      chatIds.length === 0
        ? []
        : joined(db)
            .where(inArray(officeCards.chatId, [...chatIds]))
            .orderBy(desc(officeCards.lastMessageAt))
            .all(),
    byMask: (hash: Uint8Array, limit: number): string[] =>
      db
        .select({ chatId: deskChats.chatId })
        .from(deskChats)
        .where(eq(deskChats.maskHash, hash))
        .limit(limit)
        .all()
        .map(({ chatId }) => chatId),
    /** Cases whose name has every one of these words, with their chats. */
    byNameWords: (hashes: readonly Uint8Array[], limit: number): { number: string; chatId: string }[] =>
      db
        .select({ number: caseNameWords.number, chatId: caseNameWords.chatId })
        .from(caseNameWords)
        .where(inArray(caseNameWords.hash, [...hashes]))
        .groupBy(caseNameWords.number, caseNameWords.chatId)
        .having(sql`count(*) = ${hashes.length}`)
        .limit(limit)
        .all(),
    dropNameWords: (number: string) =>
      void db.delete(caseNameWords).where(eq(caseNameWords.number, number)).run(),
    addNameWords: (number: string, chatId: string, hashes: readonly Uint8Array[]) => {
      for (const hash of hashes)
        db.insert(caseNameWords).values({ number, chatId, hash }).onConflictDoNothing().run()
    },
    casesOf: (chatId: string): string[] =>
      db
        .select({ number: officeCases.number })
        .from(officeCases)
        .where(eq(officeCases.chatId, chatId))
        .orderBy(desc(officeCases.filedAt))
        .all()
        .map(({ number }) => number),
  }
}
