/** @module Two reports of one accident: one leads, the other follows, and both residents keep getting news. */

import type { CaseHand, CaseOutcome } from '../../core/case-desk.ts'
import type { CaseRow } from '../../store/office/cases.ts'
import type { Desk } from '../desk.ts'
import { isStopped } from './change.ts'
import { readCaseNumber } from './code.ts'
import { inHand, OK, refuse, writeHistory } from './hand.ts'
import { atWork } from './stopped.ts'

/** Inside a transaction, as is `partCase`. Joined to a case that follows itself, it follows the same leader. */
export function joinCase(desk: Desk, hand: CaseHand, other: string): CaseOutcome {
  return atWork(desk, hand, (found) => {
    const named = desk.cases.get(readCaseNumber(other))
    const leader = named?.duplicateOf ? desk.cases.get(named.duplicateOf) : named
    if (!leader || leader.number === found.number || leader.kind !== found.kind) return refuse('unknown')
    if (found.duplicateOf !== null) return refuse('follows')
    if (isStopped(desk, leader)) return refuse('stopped')
    if (desk.caseLists.duplicatesOf(found.number).length > 0) return refuse('leads')
    writeBoth(desk, found, leader, { ...hand, what: 'joined' })
    desk.cases.change(found.number, { duplicateOf: leader.number })
    return OK
  })
}

export function partCase(desk: Desk, hand: CaseHand): CaseOutcome {
  return inHand(desk, hand, (found) => {
    const leader = found.duplicateOf === null ? undefined : desk.cases.get(found.duplicateOf)
    if (!leader) return refuse('not_a_step')
    writePart(desk, found, leader, hand)
    return OK
  })
}

/** Inside a transaction: `found` follows `leader` no more. */
export function writePart(
  desk: Desk,
  found: CaseRow,
  leader: CaseRow,
  hand: Pick<CaseHand, 'key' | 'by'>,
): void {
  writeBoth(desk, found, leader, { ...hand, what: 'parted' })
  desk.cases.change(found.number, { duplicateOf: null })
}

function writeBoth(
  desk: Desk,
  found: CaseRow,
  leader: CaseRow,
  { key, by, what }: { key: string; by: string; what: 'joined' | 'parted' },
): void {
  writeHistory(desk, found, { key, by, what }, { other: leader.number })
  writeHistory(desk, leader, { key: `${key}/${leader.number}`, by, what }, { other: found.number })
}
