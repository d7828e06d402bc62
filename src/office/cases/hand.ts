/** @module Who changes a case, and whether it still stands as they saw it. */

import type { CaseHand, CaseOutcome } from '../../core/case-desk.ts'
import type { CaseEvent } from '../../core/lists.ts'
import type { CaseRow } from '../../store/office/cases.ts'
import type { Desk } from '../desk.ts'
import { openFields } from './change.ts'
import { readCaseNumber } from './code.ts'
import { caseSubject } from './filing.ts'
import { type Changes, changesPlace } from './reach.ts'

export const OK: CaseOutcome = { ok: true }
export const refuse = (
  why: 'unknown' | 'changed' | 'not_a_step' | 'follows' | 'too_late' | 'leads' | 'unreadable' | 'stopped',
) => ({ ok: false, why }) as const

/** Inside a transaction. The work is done once a key, and only on the version that its hand has seen. */
export function inHand(desk: Desk, hand: CaseHand, work: (found: CaseRow) => CaseOutcome): CaseOutcome {
  if (desk.cases.changedBy(hand.key) !== undefined) return OK
  const found = desk.cases.get(readCaseNumber(hand.number))
  if (!found) return refuse('unknown')
  if (desk.cases.nextN(found.number) - 1 !== hand.version) return refuse('changed')
  // Writing would make a new key for what was erased.
  if (openFields(desk, found) === undefined) return refuse('unreadable')
  return work(found)
}

/** One row of history beside the ladder: the state stays. */
export function writeHistory(
  desk: Desk,
  found: CaseRow,
  row: { key: string; by: string; what: CaseEvent },
  changes: Changes,
): void {
  const { number, state } = found
  const n = desk.cases.nextN(number)
  const changesSealed = desk.sealJson(caseSubject(found.id), changesPlace(number, n), changes)
  desk.cases.addHistory({ number, n, at: desk.now(), state, noteSealed: null, changesSealed, ...row })
}
