/** @module Staff take a case a step on the ladder, or take that back while nobody was told. */

import type { CaseHand, CaseOutcome } from '../../core/case-desk.ts'
import { ladderOf } from '../../core/case-ladder.ts'
import type { CaseState } from '../../core/lists.ts'
import type { CaseRow, HistoryRow } from '../../store/office/cases.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { followerKey, isStopped, moveCase, noticeCause, setState, standing } from './change.ts'
import { inHand, OK, refuse } from './hand.ts'

/** Inside a transaction, as are all of this file. */
export function takeStep(
  desk: Desk,
  hand: CaseHand,
  state: CaseState,
  note: string | undefined,
): CaseOutcome {
  return inHand(desk, hand, (found) => {
    if (found.duplicateOf !== null) return refuse('follows')
    if (state === found.state || !ladderOf(found.kind).includes(state)) return refuse('not_a_step')
    if (state !== 'closed' && isStopped(desk, found)) return refuse('stopped')
    const heldUntil = desk.now() + LIMITS.undoMs
    moveCase(desk, found, { key: hand.key, state, note, by: hand.by, heldUntil })
    return OK
  })
}

export function undoStep(desk: Desk, hand: CaseHand): CaseOutcome {
  return inHand(desk, hand, (found) => {
    if (found.duplicateOf !== null) return refuse('follows')
    const last = lastStep(desk, found)
    if (last === undefined || !takeBack(desk, found, last, hand)) return refuse('too_late')
    for (const { number } of desk.caseLists.duplicatesOf(found.number)) {
      const follower = desk.cases.get(number)
      const step = follower && lastStep(desk, follower)
      // A duplicate that was joined since, or moved by hand, keeps what it has.
      if (!follower || step?.key !== followerKey(last.key, number)) continue
      takeBack(desk, follower, step, { key: followerKey(hand.key, number), by: hand.by })
    }
    return OK
  })
}

/** Until when the last change can be taken back. */
export function undoUntil(desk: Desk, found: CaseRow): number | undefined {
  const last = found.duplicateOf === null ? lastStep(desk, found) : undefined
  const notice = last && desk.mail.stateOf(noticeCause(found.number, last.n))
  return notice?.state === 'held' ? notice.dueAt : undefined
}

function lastStep(desk: Desk, found: CaseRow): HistoryRow | undefined {
  const last = desk.cases.history(found.number).at(-1)
  return last?.what === 'moved' ? last : undefined
}

function takeBack(desk: Desk, found: CaseRow, last: HistoryRow, hand: { key: string; by: string }): boolean {
  const { number } = found
  const before = standing(desk.cases.history(number).slice(0, -1)).filter(
    ({ what }) => what === 'filed' || what === 'moved',
  )
  const previous = before.at(-1)
  if (previous === undefined || !desk.mail.withdraw(noticeCause(number, last.n))) return false
  const { state, at: since } = previous
  const n = last.n + 1
  desk.cases.addHistory({
    ...{ number, n, key: hand.key, at: desk.now(), state, by: hand.by },
    what: 'undone',
    noteSealed: null,
    changesSealed: null,
  })
  setState(desk, found, state, since)
  return true
}
