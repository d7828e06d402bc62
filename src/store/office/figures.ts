/** @module Rows the dashboard counts. Written as things happen, read by day or by the time somebody asked. */

import { and, asc, between, count, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import { type Db, limitOf } from '../db.ts'
import { officeVisits, officeWaits } from './figures-schema.ts'
import { officeCases } from './schema.ts'

export type VisitRow = typeof officeVisits.$inferSelect
export type WaitRow = typeof officeWaits.$inferSelect

const hole = sql.placeholder

type Days = { from: string; to: string }
type Span = { since: Instant; until: Instant }

export type OfficeFigures = ReturnType<typeof makeFigures>

export function makeFigures(db: Db) {
  return { ...visits(db), ...waits(db), ...cases(db) }
}

function visits(db: Db) {
  const inDays = ({ from, to }: Days) => between(officeVisits.day, from, to)
  // Asked for at the first message of everybody, and at each that is not understood.
  const add = db
    .insert(officeVisits)
    .values({
      day: hole('day'),
      chatId: hole('chatId'),
      channel: hole('channel'),
      byStaff: false,
      misunderstood: false,
    })
    .onConflictDoNothing()
    .prepare()
  const mine = and(eq(officeVisits.day, hole('day')), eq(officeVisits.chatId, hole('chatId')))
  const marks = {
    byStaff: db.update(officeVisits).set({ byStaff: true }).where(mine).prepare(),
    misunderstood: db.update(officeVisits).set({ misunderstood: true }).where(mine).prepare(),
  }
  return {
    addVisit: (row: Pick<VisitRow, 'day' | 'chatId' | 'channel'>) => void add.run(row),
    markVisit: (day: string, chatId: string, mark: 'byStaff' | 'misunderstood') =>
      void marks[mark].run({ day, chatId }),
    visitsByDay: (days: Days) =>
      db
        .select({
          day: officeVisits.day,
          channel: officeVisits.channel,
          n: count(),
          byStaff: sql<number>`sum(${officeVisits.byStaff})`,
          misunderstood: sql<number>`sum(${officeVisits.misunderstood})`,
        })
        .from(officeVisits)
        .where(inDays(days))
        .groupBy(officeVisits.day, officeVisits.channel)
        .all(),
  }
}

function waits(db: Db) {
  const asked = ({ since, until }: Span) => between(officeWaits.askedAt, since, until - 1)
  const open = (chatId: string) => and(eq(officeWaits.chatId, chatId), isNull(officeWaits.answeredAt))
  return {
    addWait: (row: Pick<WaitRow, 'chatId' | 'askedAt' | 'channel' | 'reason'>) => {
      db.insert(officeWaits)
        .values({ ...row, takenAt: null, answeredAt: null })
        .onConflictDoNothing()
        .returning({ chatId: officeWaits.chatId })
        .get()
    },
    /** The newest wait of a chat that staff have not answered yet. */
    openWait: (chatId: string) =>
      db
        .select()
        .from(officeWaits)
        .where(open(chatId))
        .orderBy(desc(officeWaits.askedAt))
        .limit(limitOf(1))
        .get(),
    markWait: (row: Pick<WaitRow, 'chatId' | 'askedAt'>, mark: Partial<WaitRow>) => {
      db.update(officeWaits)
        .set(mark)
        .where(and(eq(officeWaits.chatId, row.chatId), eq(officeWaits.askedAt, row.askedAt)))
        .returning({ chatId: officeWaits.chatId })
        .get()
    },
    reasons: (span: Span) =>
      db
        .select({ reason: officeWaits.reason, n: count() })
        .from(officeWaits)
        .where(asked(span))
        .groupBy(officeWaits.reason)
        .orderBy(desc(count()), asc(officeWaits.reason))
        .all(),
    waitsOf: (span: Span) => db.select().from(officeWaits).where(asked(span)).all(),
  }
}

function cases(db: Db) {
  const filed = ({ since, until }: Span) => between(officeCases.filedAt, since, until - 1)
  return {
    caseStates: (span: Span) =>
      db
        .select({ state: officeCases.state, n: count() })
        .from(officeCases)
        .where(filed(span))
        .groupBy(officeCases.state)
        .all(),
    caseKinds: (span: Span) =>
      db
        .select({ kind: officeCases.kind, n: count() })
        .from(officeCases)
        .where(filed(span))
        .groupBy(officeCases.kind)
        .all(),
    casePlaces: (span: Span) =>
      db
        .select({ code: officeCases.placeCode, n: count() })
        .from(officeCases)
        .where(filed(span))
        .groupBy(officeCases.placeCode)
        .orderBy(desc(count()), asc(officeCases.placeCode))
        .all(),
  }
}
