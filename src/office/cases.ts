/** @module Cases as staff see them, and their change. Opens what was sealed; tells the chat that filed, nobody else. */

import type { CaseState } from '../core/lists.ts'
import type { CaseView } from '../core/ports.ts'
import type { CaseRow } from '../store/office/cases.ts'
import { maskNumbers } from '../vault/mask.ts'
import type { Place } from '../vault/seal.ts'
import { readCaseNumber } from './code.ts'
import { LIMITS } from './deps.ts'
import { type Desk, readSummary } from './desk.ts'
import { casePlace, caseSubject } from './filing.ts'

export type CaseChange = {
  key: string
  number: string
  state: CaseState
  note: string | undefined
  staffId: string
}

/** Inside a transaction. False when there is no such case; a repeated key changes nothing and is true. */
export function changeCase(desk: Desk, change: CaseChange): boolean {
  if (desk.cases.changedBy(change.key) !== undefined) return true
  const found = desk.cases.get(readCaseNumber(change.number))
  if (!found) return false
  const { number, kind, chatId } = found
  const at = desk.now()
  const { key, state, staffId: by } = change
  const n = desk.cases.nextN(number)
  // Masked before it is cut, so that no half number stays at the end.
  const note = maskNumbers(change.note?.trim() ?? '').slice(0, LIMITS.noteChars) || undefined
  const noteSealed =
    note === undefined ? null : desk.deps.vault.seal(caseSubject(found.id), notePlace(number, n), note)
  desk.cases.addHistory({ number, n, key, at, state, by, noteSealed })
  desk.cases.setState({ number, state, changedAt: at })
  const told = { number, kind, state, changedAt: at, ...(note === undefined ? {} : { note }) }
  desk.notify(`case.${number}.${n}`, chatId, { type: 'case_changed', ...told }, caseSubject(found.id))
  return true
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

const notePlace = (number: string, n: number): Place => [
  'office_case_history',
  'note_sealed',
  `${number}.${n}`,
]
