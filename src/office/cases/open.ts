/** @module One case with all that is known of it: what was told, what was done, what may be the same. */

import type { CaseFile, CaseHistory, NoticeState } from '../../core/case-desk.ts'
import { DAY_MS, isoDay, startOfDay } from '../../core/jakarta.ts'
import type { CaseRow, HistoryRow } from '../../store/office/cases.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { consentsOf } from '../erasure/consent.ts'
import { stoppedReports } from '../erasure/withdrawal.ts'
import { notePlace, noticeCause, openFields } from './change.ts'
import { readCaseNumber } from './code.ts'
import { caseSubject } from './filing.ts'
import { lineOf } from './list.ts'
import { type Changes, changesPlace, reachOf } from './reach.ts'
import { undoUntil } from './steps.ts'
import { stoppedBy } from './stopped.ts'

export function openCase(desk: Desk, number: string): CaseFile | undefined {
  const row = desk.cases.get(readCaseNumber(number))
  if (!row) return undefined
  const fields = openFields(desk, row)
  const history = desk.cases.history(row.number)
  const until = undoUntil(desk, row)
  const stopped = stoppedBy(desk, row)
  const lines = (rows: Parameters<typeof lineOf>[1][]) => rows.map((one) => lineOf(desk, one))
  return {
    ...lineOf(desk, row),
    chatId: row.chatId,
    reachedAt: reachOf(desk, row),
    language: row.language,
    version: history.at(-1)?.n ?? 0,
    fields: fields ?? {},
    isReadable: fields !== undefined,
    ...(row.placeCode === null ? {} : { placeCode: row.placeCode }),
    ...(row.deadlineAt === null ? {} : { deadlineAt: row.deadlineAt }),
    ...(row.of === null ? {} : { of: row.of }),
    consents: consentsOf(desk, row.chatId),
    history: history.map((one) => historyOf(desk, row, one)),
    ...(stopped === undefined ? {} : { stoppedBy: stopped }),
    stops: lines(stoppedReports(desk, row)),
    duplicates: lines(desk.caseLists.duplicatesOf(row.number)),
    alike: row.duplicateOf === null ? lines(alikeTo(desk, row)) : [],
    ofChat: lines(desk.caseLists.ofChat(row.chatId).filter((one) => one.number !== row.number)),
    ...(until === undefined ? {} : { undoUntil: until }),
  }
}

function alikeTo(desk: Desk, { number, kind, chatId, placeCode, occurredAt }: CaseRow) {
  const day = occurredAt === null ? null : startOfDay(isoDay(new Date(occurredAt))).getTime()
  const times = { from: day, to: day === null ? null : day + DAY_MS }
  return desk.caseLists.alike({ number, kind, chatId, placeCode, ...times, limit: LIMITS.alikeMost })
}

function historyOf(desk: Desk, { id, number }: CaseRow, row: HistoryRow): CaseHistory {
  const { n, at, what, state, by } = row
  const note = desk.openText(caseSubject(id), notePlace(number, n), row.noteSealed)
  const text = desk.openText(caseSubject(id), changesPlace(number, n), row.changesSealed)
  // Sealed and authenticated: these bytes are what `writeHistory` wrote.
  const { changes = [], other } = (text === undefined ? {} : JSON.parse(text)) as Changes
  const notice = what === 'moved' ? noticeOf(desk, number, n) : undefined
  return {
    ...{ n, at, what, state, by },
    changes: changes as CaseHistory['changes'],
    ...(note === undefined ? {} : { note }),
    ...(other === undefined ? {} : { other }),
    ...(notice === undefined ? {} : { notice }),
  }
}

function noticeOf(desk: Desk, number: string, n: number): NoticeState | undefined {
  const notice = desk.mail.stateOf(noticeCause(number, n))
  if (notice === undefined) return undefined
  if (notice.state === 'held') return { state: 'held', at: notice.dueAt }
  return { state: notice.state === 'sent' ? 'handed' : notice.state }
}
