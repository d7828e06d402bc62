/** @module A case moves a step: the row, its history, the notice to its chat, and the duplicates that follow it. */

import { isTold } from '../../core/case-values.ts'
import type { Instant, Value } from '../../core/chat.ts'
import type { CaseState } from '../../core/lists.ts'
import type { CaseView } from '../../core/ports.ts'
import type { CaseRow, HistoryRow } from '../../store/office/cases.ts'
import { maskNumbers } from '../../vault/mask.ts'
import type { Place } from '../../vault/seal.ts'
import { LIMITS } from '../deps.ts'
import { type Desk, readSummary } from '../desk.ts'
import { readCaseNumber } from './code.ts'
import { dueOf, NOTHING_DUE } from './due.ts'
import { casePlace, caseSubject } from './filing.ts'
import { reachOf } from './reach.ts'

export type CaseChange = {
  key: string
  number: string
  state: CaseState
  note: string | undefined
  staffId: string
}

export type Move = {
  key: string
  state: CaseState
  note: string | undefined
  by: string
  /** The chat is told no earlier, and not at all when the move is undone before. */
  heldUntil?: Instant
}

export const noticeCause = (number: string, n: number) => `case.${number}.${n}`

/** Inside a transaction. False when there is no such case, or no such step since its consent was withdrawn; a repeated key changes nothing and is true. */
export function changeCase(desk: Desk, { staffId: by, number, ...change }: CaseChange): boolean {
  if (desk.cases.changedBy(change.key) !== undefined) return true
  const found = desk.cases.get(readCaseNumber(number))
  if (!found || (change.state !== 'closed' && isStopped(desk, found))) return false
  moveCase(desk, found, { ...change, by })
  return true
}

/** Inside a transaction. Duplicates take the same step, each told in its own chat under its own number. */
export function moveCase(desk: Desk, found: CaseRow, move: Move): void {
  const { number, kind } = found
  const chatId = reachOf(desk, found)
  const at = desk.now()
  const { key, state, by, heldUntil } = move
  const n = desk.cases.nextN(number)
  // Masked before it is cut, so that no half number stays at the end.
  const note = maskNumbers(move.note?.trim() ?? '').slice(0, LIMITS.noteChars) || undefined
  const noteSealed =
    note === undefined ? null : desk.deps.vault.seal(caseSubject(found.id), notePlace(number, n), note)
  desk.cases.addHistory({ number, n, key, at, what: 'moved', state, by, noteSealed, changesSealed: null })
  setState(desk, found, state, at)
  const told = { number, kind, state, changedAt: at, ...(note === undefined ? {} : { note }) }
  const notice = { type: 'case_changed', ...told } as const
  const subject = caseSubject(found.id)
  if (heldUntil === undefined) desk.notify(noticeCause(number, n), chatId, notice, subject)
  else desk.notifyLater(noticeCause(number, n), chatId, notice, subject, heldUntil)
  for (const { number: other } of desk.caseLists.duplicatesOf(number)) {
    const follower = desk.cases.get(other)
    if (follower) moveCase(desk, follower, { ...move, key: followerKey(key, other) })
  }
}

/** The key of the same step in a duplicate. */
export const followerKey = (key: string, number: string) => `${key}/${number}`

/** State and what is due by it. */
export function setState(desk: Desk, found: CaseRow, state: CaseState, since: Instant): void {
  const wasForwarded = standing(desk.cases.history(found.number)).some((row) => row.state === 'forwarded')
  const fields = openFields(desk, found) ?? {}
  const { kind, filedAt, occurredAt } = found
  const step = { kind, state, since, filedAt, occurredAt, fields, wasForwarded }
  const due = isStopped(desk, found) ? NOTHING_DUE : dueOf(step, desk.deps.rules())
  desk.cases.change(found.number, { state, changedAt: since, ...due })
}

/** Its consent was withdrawn. */
export const isStopped = (desk: Desk, { number }: Pick<CaseRow, 'number'>): boolean =>
  desk.cases.history(number).some(({ what }) => what === 'stopped')

/** The history without the steps that were taken back, and without the taking back. */
export function standing(rows: HistoryRow[]): HistoryRow[] {
  return rows.filter((row, index) => row.what !== 'undone' && rows[index + 1]?.what !== 'undone')
}

/** What was told, as values; undefined when its key was erased. */
export function openFields(desk: Desk, row: CaseRow): Record<string, Value> | undefined {
  const place = casePlace('fields_sealed', row.number)
  const text = desk.openText(caseSubject(row.id), place, row.fieldsSealed)
  if (text === undefined) return undefined
  // Sealed and authenticated: these bytes are what filing or an edit wrote.
  const fields = JSON.parse(text) as Record<string, Value>
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isTold(value)))
}

/** The newest note, if any was written and its key is still there. */
export function noteOf(desk: Desk, found: CaseRow): { note?: string } {
  const row = desk.cases.lastNote(found.number)
  if (!row) return {}
  const note = desk.openText(caseSubject(found.id), notePlace(row.number, row.n), row.noteSealed)
  return note === undefined ? {} : { note }
}

export function caseView(desk: Desk, row: CaseRow): CaseView {
  const { number, kind, state, filedAt, changedAt, chatId, urgent } = row
  const sealed = casePlace('summary_sealed', number)
  return {
    number,
    kind,
    state,
    filedAt,
    changedAt,
    ...(row.deadlineAt === null ? {} : { deadlineAt: row.deadlineAt }),
    chatId,
    urgent,
    summary: readSummary(desk.openText(caseSubject(row.id), sealed, row.summarySealed)),
    ...noteOf(desk, row),
    ...(row.of === null ? {} : { of: row.of }),
  }
}

export const notePlace = (number: string, n: number): Place => [
  'office_case_history',
  'note_sealed',
  `${number}.${n}`,
]
