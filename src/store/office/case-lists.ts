/** @module Lists of cases by what stands in clear: kind, state, place and times. Opens no seal. */

import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { CaseKind, CaseState } from '../../core/lists.ts'
import type { Db } from '../db.ts'
import { officeCaseHistory, officeCases } from './schema.ts'

/** Each part narrows the list; `dueFrom` counts, `dueBefore` does not. */
export type CaseWhere = {
  kind?: CaseKind
  states?: readonly CaseState[]
  /** The code of a kelurahan, or of a kecamatan with all that lies in it. */
  place?: string
  dueFrom?: Instant
  dueBefore?: Instant
  urgent?: true
  late?: true
  /** Digits that stand in the number one after the other. */
  digits?: string
}

/** A kecamatan's code; a kelurahan's has four more. */
const DISTRICT_DIGITS = 6

export type CaseOrder = 'due' | 'filed' | 'changed'

export type OfficeCaseLists = ReturnType<typeof makeCaseLists>

/** Without what was told: lists need none of it. */
const LISTED = {
  number: officeCases.number,
  kind: officeCases.kind,
  state: officeCases.state,
  channel: officeCases.channel,
  placeCode: officeCases.placeCode,
  urgent: officeCases.urgent,
  late: officeCases.late,
  child: officeCases.child,
  filedAt: officeCases.filedAt,
  occurredAt: officeCases.occurredAt,
  changedAt: officeCases.changedAt,
  dueAt: officeCases.dueAt,
  dueBy: officeCases.dueBy,
  duplicateOf: officeCases.duplicateOf,
} as const

export function makeCaseLists(db: Db) {
  return {
    page: (where: CaseWhere, order: CaseOrder, limit: number, offset: number) =>
      db
        .select(LISTED)
        .from(officeCases)
        .where(conditionOf(where))
        .orderBy(...ORDERS[order])
        .limit(limit)
        .offset(offset)
        .all(),
    count: (where: CaseWhere): number =>
      db.select({ n: count() }).from(officeCases).where(conditionOf(where)).get()?.n ?? 0,
    countByState: (where: CaseWhere) =>
      db
        .select({ state: officeCases.state, n: count() })
        .from(officeCases)
        .where(conditionOf(where))
        .groupBy(officeCases.state)
        .all(),
    /** Cases that may tell of the same: of the same chat, or of the same place within these times. */
    alike: (one: {
      number: string
      kind: CaseKind
      chatId: string
      placeCode: string | null
      from: Instant | null
      to: Instant | null
      limit: number
    }) =>
      db
        .select(LISTED)
        .from(officeCases)
        .where(alikeTo(one))
        .orderBy(...ORDERS.filed)
        .limit(one.limit)
        .all(),
    duplicatesOf: (number: string) =>
      db
        .select(LISTED)
        .from(officeCases)
        .where(eq(officeCases.duplicateOf, number))
        .orderBy(...ORDERS.filed)
        .all(),
    /** Cases that another chat than the one that filed them may hear of by now. */
    reopened: () =>
      db
        .selectDistinct({ number: officeCaseHistory.number })
        .from(officeCaseHistory)
        .innerJoin(officeCases, eq(officeCases.number, officeCaseHistory.number))
        .where(and(eq(officeCaseHistory.what, 'reopened'), notInArray(officeCases.state, ['done', 'closed'])))
        .all()
        .map(({ number }) => number),
    ofChat: (chatId: string) =>
      db
        .select(LISTED)
        .from(officeCases)
        .where(eq(officeCases.chatId, chatId))
        .orderBy(...ORDERS.filed)
        .all(),
  }
}

// A case nobody waits for stands at the end.
const ORDERS: Record<CaseOrder, SQL[]> = {
  due: [
    sql`${officeCases.dueAt} is null`,
    asc(officeCases.dueAt),
    desc(officeCases.filedAt),
    asc(officeCases.number),
  ],
  filed: [desc(officeCases.filedAt), asc(officeCases.number)],
  changed: [desc(officeCases.changedAt), asc(officeCases.number)],
}

function conditionOf(where: CaseWhere): SQL | undefined {
  const { kind, states, place, dueFrom, dueBefore, urgent, late, digits } = where
  return and(
    kind && eq(officeCases.kind, kind),
    states && inArray(officeCases.state, [...states]),
    // Codes are digits alone, so that the pattern is a prefix and nothing else.
    place === undefined ? undefined : like(officeCases.placeCode, `${place.replace(/\D/g, '')}%`),
    dueFrom === undefined ? undefined : gte(officeCases.dueAt, dueFrom),
    dueBefore === undefined ? undefined : lt(officeCases.dueAt, dueBefore),
    urgent && eq(officeCases.urgent, true),
    late && eq(officeCases.late, true),
    digits === undefined
      ? undefined
      : sql`replace(substr(${officeCases.number}, 5), '-', '') like ${`%${digits.replace(/\D/g, '')}%`}`,
  )
}

type Alike = Parameters<OfficeCaseLists['alike']>[0]

function alikeTo({ number, kind, chatId, placeCode, from, to }: Alike): SQL | undefined {
  const sameDayAndPlace =
    placeCode === null || from === null || to === null
      ? undefined
      : and(
          samePlace(placeCode),
          isNotNull(officeCases.occurredAt),
          gte(officeCases.occurredAt, from),
          lt(officeCases.occurredAt, to),
        )
  return and(
    ne(officeCases.number, number),
    eq(officeCases.kind, kind),
    isNull(officeCases.duplicateOf),
    or(eq(officeCases.chatId, chatId), sameDayAndPlace),
  )
}

/** A kelurahan and the kecamatan it lies in may be one place: who reports does not always know both. */
function samePlace(code: string): SQL | undefined {
  const district = code.slice(0, DISTRICT_DIGITS)
  if (code === district) return like(officeCases.placeCode, `${district.replace(/\D/g, '')}%`)
  return inArray(officeCases.placeCode, [code, district])
}
