/** @module A report whose consent was withdrawn: nothing may be done with it any more but close it. */

import type { CaseHand, CaseOutcome } from '../../core/case-desk.ts'
import type { CaseRow } from '../../store/office/cases.ts'
import type { Desk } from '../desk.ts'
import { isStopped } from './change.ts'
import { caseSubject } from './filing.ts'
import { inHand, refuse } from './hand.ts'
import { type Changes, changesPlace } from './reach.ts'

/** The number of the request that withdrew it; '' when its words were erased. Undefined for a report that goes on. */
export function stoppedBy(desk: Desk, { id, number }: Pick<CaseRow, 'id' | 'number'>): string | undefined {
  const row = desk.cases.history(number).find(({ what }) => what === 'stopped')
  if (row === undefined) return undefined
  const text = desk.openText(caseSubject(id), changesPlace(number, row.n), row.changesSealed)
  // Sealed and authenticated: these bytes are what `writeHistory` wrote.
  return (text === undefined ? undefined : (JSON.parse(text) as Changes).other) ?? ''
}

/** Inside a transaction, like `inHand`, for all work that a withdrawn consent forbids. */
export function atWork(desk: Desk, hand: CaseHand, work: (found: CaseRow) => CaseOutcome): CaseOutcome {
  return inHand(desk, hand, (found) => (isStopped(desk, found) ? refuse('stopped') : work(found)))
}
