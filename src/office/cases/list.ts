/** @module Lists of cases for staff: filtered, counted, paged. Opens no seal but for an export. */

import type { CaseFilter, CaseLine, CasePage, CaseRow as Opened } from '../../core/case-desk.ts'
import { isOver } from '../../core/case-ladder.ts'
import { DAY_MS, isoDay, startOfDay, toJakarta } from '../../core/jakarta.ts'
import { CASE_STATES, type CaseState } from '../../core/lists.ts'
import type { CaseOrder, CaseWhere, OfficeCaseLists } from '../../store/office/case-lists.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { openFields } from './change.ts'

const OPEN_STATES = CASE_STATES.filter((state) => !isOver(state))

export function pageOf(desk: Desk, filter: CaseFilter, order: CaseOrder, page: number): CasePage {
  const { states, ...anyState } = whereOf(filter, desk.now())
  const where = { ...anyState, ...(states === undefined ? {} : { states }) }
  const counts = countsOf(desk, anyState)
  const total = Object.entries(counts)
    .filter(([state]) => states === undefined || states.some((one) => one === state))
    .reduce((sum, [, n]) => sum + n, 0)
  const pages = Math.max(1, Math.ceil(total / LIMITS.casesAPage))
  const shown = Math.min(Math.max(1, Math.trunc(page) || 1), pages)
  const rows = desk.caseLists.page(where, order, LIMITS.casesAPage, (shown - 1) * LIMITS.casesAPage)
  return { lines: rows.map((row) => lineOf(desk, row)), total, page: shown, pages, counts }
}

export const countOf = (desk: Desk, filter: CaseFilter): number =>
  desk.caseLists.count(whereOf(filter, desk.now()))

/** All of a filter as it stood when this was asked, opened a few at a time. */
export async function* rowsOf(desk: Desk, filter: CaseFilter): AsyncGenerator<Opened> {
  const listed = desk.caseLists.page(whereOf(filter, desk.now()), 'filed', Number.MAX_SAFE_INTEGER, 0)
  for (const [at, row] of listed.entries()) {
    if (at > 0 && at % LIMITS.casesAtOnce === 0) await desk.deps.breathe()
    const whole = desk.cases.get(row.number)
    yield { ...lineOf(desk, row), fields: (whole && openFields(desk, whole)) ?? {} }
  }
}

type Listed = ReturnType<OfficeCaseLists['page']>[number]

export function lineOf(desk: Desk, row: Listed): CaseLine {
  const { placeCode, occurredAt, dueAt, dueBy, duplicateOf, ...rest } = row
  const { number, kind, state, channel, urgent, late, child, filedAt, changedAt } = rest
  return {
    ...{ number, kind, state, channel, urgent, late, child, filedAt, changedAt },
    place: placeCode === null ? '' : desk.placeName(placeCode),
    ...(occurredAt === null ? {} : { occurredAt }),
    ...(dueAt === null ? {} : { dueAt }),
    ...(dueBy === null ? {} : { dueBy }),
    ...(duplicateOf === null ? {} : { duplicateOf }),
  }
}

function countsOf(desk: Desk, where: CaseWhere): Record<CaseState, number> {
  const counts = Object.fromEntries(CASE_STATES.map((state) => [state, 0])) as Record<CaseState, number>
  for (const { state, n } of desk.caseLists.countByState(where)) counts[state] = n
  return counts
}

function whereOf(filter: CaseFilter, now: number): CaseWhere {
  const { kind, state = 'open', place, due, urgent, late, number } = filter
  const states = state === 'all' ? undefined : state === 'open' ? OPEN_STATES : [state]
  const digits = number?.replace(/\D/g, '')
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(states === undefined ? {} : { states }),
    ...(place === undefined ? {} : { place }),
    ...(due === undefined ? {} : dueTimes(due, now)),
    ...(urgent === undefined ? {} : { urgent }),
    ...(late === undefined ? {} : { late }),
    ...(digits === undefined || digits === '' ? {} : { digits }),
  }
}

/** Today without what has run out already; the week runs from Monday to Sunday, what is past in it left out. */
function dueTimes(
  due: NonNullable<CaseFilter['due']>,
  now: number,
): Pick<CaseWhere, 'dueFrom' | 'dueBefore'> {
  if (due === 'overdue') return { dueBefore: now }
  const today = startOfDay(isoDay(new Date(now))).getTime()
  if (due === 'today') return { dueFrom: now, dueBefore: today + DAY_MS }
  const daysLeft = 7 - ((toJakarta(new Date(now)).weekday + 6) % 7)
  return { dueFrom: now, dueBefore: today + daysLeft * DAY_MS }
}
