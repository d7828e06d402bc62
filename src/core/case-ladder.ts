/** @module The steps a case of each kind may take, in their order. Data only. */

import type { CaseKind, CaseState } from './lists.ts'

const ALL: readonly CaseState[] = ['received', 'checked', 'forwarded', 'needs_papers', 'done', 'closed']

/** Only where something can be carried out by somebody may it be said to be done: erasing data has no road of its own yet. */
const LADDERS: Record<CaseKind, readonly CaseState[]> = {
  accident: ALL,
  death: ALL,
  complaint: ALL,
  erasure: ['received', 'checked', 'needs_papers', 'closed'],
  correction: ['received', 'checked', 'needs_papers', 'done', 'closed'],
  // A right that nobody may refuse; it is done by the act that closes its reports.
  withdrawal: ['received', 'checked'],
}

export const ladderOf = (kind: CaseKind): readonly CaseState[] => LADDERS[kind]

/** Nothing is waited for in these. */
export const isOver = (state: CaseState): boolean => state === 'done' || state === 'closed'
