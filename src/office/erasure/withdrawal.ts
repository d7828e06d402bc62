/** @module A withdrawn consent: its reports stop at once, whoever works on them; staff close them within the law's clock. */

import type { CaseHand, CaseOutcome } from '../../core/case-desk.ts'
import { isOver } from '../../core/case-ladder.ts'
import type { ChatRef } from '../../core/chat.ts'
import { type ConsentGiven, PURPOSES, type Purpose } from '../../core/consent.ts'
import type { CaseRow } from '../../store/office/cases.ts'
import { followerKey, isStopped, moveCase, setState } from '../cases/change.ts'
import { inHand, OK, refuse, writeHistory } from '../cases/hand.ts'
import { writePart } from '../cases/join.ts'
import { reachOf } from '../cases/reach.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'

/** Of what was given, that which `what` means and nobody has taken back since. */
export function withdrawnPurposes(
  consents: readonly Pick<ConsentGiven, 'purpose' | 'answer'>[],
  what: unknown,
): Purpose[] {
  return PURPOSES.filter((purpose) => {
    const last = consents.findLast((one) => one.purpose === purpose)
    return last?.answer === 'given' && isMeant(purpose, what)
  })
}

/** What cannot be read means all: to stop too much is mended by a new report, to go on is not. */
const isMeant = (purpose: Purpose, what: unknown): boolean =>
  what === purpose || !PURPOSES.some((one) => one === what)

/**
 * Inside a transaction, when the request of this id is filed; gives the purposes it reached. Each report that is still
 * worked on stops; one that led or followed another stands alone from then on, so that the other person's goes on.
 */
export function stopReports(desk: Desk, from: ChatRef, id: string, what: unknown): Purpose[] {
  const request = desk.cases.changedBy(id)
  const stopped = new Set<Purpose>()
  if (request === undefined) return []
  for (const found of reportsOf(desk, from.chatId)) {
    const purpose = PURPOSES.find((one) => one === found.kind)
    if (purpose === undefined || !isMeant(purpose, what)) continue
    if (isOver(found.state) || isStopped(desk, found)) continue
    standAlone(desk, found, id)
    const row = { key: followerKey(id, found.number), by: 'chat', what: 'stopped' } as const
    writeHistory(desk, found, row, { other: request.number })
    setState(desk, found, found.state, found.changedAt)
    stopped.add(purpose)
  }
  return [...stopped]
}

/** Reports that this chat filed, or hears of since it opened them again. */
function reportsOf(desk: Desk, chatId: string): CaseRow[] {
  const numbers = new Set([...desk.lists.casesOf(chatId), ...desk.caseLists.reopened()])
  return [...numbers]
    .flatMap((number) => desk.cases.get(number) ?? [])
    .filter((row) => row.chatId === chatId || reachOf(desk, row) === chatId)
}

function standAlone(desk: Desk, found: CaseRow, id: string): void {
  const leader = found.duplicateOf === null ? undefined : desk.cases.get(found.duplicateOf)
  if (leader) writePart(desk, found, leader, { key: `${id}.part`, by: 'chat' })
  for (const { number } of desk.caseLists.duplicatesOf(found.number)) {
    const follower = desk.cases.get(number)
    if (follower) writePart(desk, follower, found, { key: `${id}.part.${number}`, by: 'chat' })
  }
}

/** Reports that a withdrawal stopped. */
export function stoppedReports(desk: Desk, request: CaseRow): CaseRow[] {
  const key = request.kind === 'withdrawal' ? desk.cases.history(request.number)[0]?.key : undefined
  return key === undefined ? [] : desk.cases.reachedBy(key).flatMap((number) => desk.cases.get(number) ?? [])
}

/** Inside a transaction. Closes what it stopped and is done; each is told in its chat, and can be undone until then. */
export function carryOutWithdrawal(desk: Desk, hand: CaseHand): CaseOutcome {
  return inHand(desk, hand, (found) => {
    if (found.kind !== 'withdrawal') return refuse('unknown')
    const open = stoppedReports(desk, found).filter(({ state }) => !isOver(state))
    if (isOver(found.state) && open.length === 0) return refuse('not_a_step')
    const move = { note: undefined, by: hand.by, heldUntil: desk.now() + LIMITS.undoMs }
    for (const report of open)
      moveCase(desk, report, { ...move, key: followerKey(hand.key, report.number), state: 'closed' })
    if (!isOver(found.state)) moveCase(desk, found, { ...move, key: hand.key, state: 'done' })
    return OK
  })
}
