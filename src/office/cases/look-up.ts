/** @module Looks a case up by number and code for a chat that did not file it. An unknown number and a wrong code are one answer. */

import type { ChatRef, OfficeNotice, OfficeRequest } from '../../core/chat.ts'
import type { CaseRow } from '../../store/office/cases.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { noteOf } from './change.ts'
import { isSame, readCaseNumber } from './code.ts'
import { codeHashOf } from './filing.ts'
import { writeHistory } from './hand.ts'
import { reachOf } from './reach.ts'

type LookUp = Extract<OfficeRequest, { type: 'look_up_case' }>

/** Inside a transaction: the try is kept together with its answer, so that no answer leaves uncounted. */
export function lookUpCase(desk: Desk, from: ChatRef, id: string, request: LookUp): void {
  const now = desk.now()
  const number = readCaseNumber(request.number)
  const numberHash = desk.deps.vault.hash('look_up', number)
  const untilAt = limitedUntil(desk, from.chatId, numberHash, now)
  if (untilAt !== undefined) {
    desk.notify(id, from.chatId, { type: 'look_up_limited', re: id, untilAt })
    return
  }
  desk.lookUps.add({ id, chatId: from.chatId, numberHash, at: now })
  desk.notify(id, from.chatId, answer(desk, from, id, number, request.code))
}

/** Known or not, right or wrong: the same row is read, the same hash made, the same bytes compared. */
function answer(desk: Desk, from: ChatRef, re: string, number: string, code: string): OfficeNotice {
  const found = desk.cases.get(number)
  const given = codeHashOf(desk, number, code)
  const isRight = isSame(given, found?.codeHash ?? new Uint8Array(given.length))
  if (!found || !isRight) return { type: 'case_not_found', re }
  const { kind, state, changedAt } = found
  const back = reopen(desk, from, found, re) ? { isBack: true as const } : {}
  return { type: 'case_found', re, number, kind, state, changedAt, ...noteOf(desk, found), ...back }
}

/** When the next try is allowed; undefined when it is allowed now. A refused try does not count. */
function limitedUntil(desk: Desk, chatId: string, numberHash: Uint8Array, now: number): number | undefined {
  const after = now - LIMITS.lookUpWindowMs
  const times = [
    desk.lookUps.nthOfChat(chatId, after, LIMITS.lookUpsPerChat),
    desk.lookUps.nthOfNumber(numberHash, after, LIMITS.lookUpsPerNumber),
  ].filter((at) => at !== undefined)
  return times.length === 0 ? undefined : Math.max(...times) + LIMITS.lookUpWindowMs
}

/**
 * Inside a transaction, after number and code were right. True when news of the case come to this chat from now on:
 * whoever filed it, or opened it last, writes from nowhere any more. A helper who has the code as well takes nothing away.
 */
function reopen(desk: Desk, { chatId }: ChatRef, found: CaseRow, key: string): boolean {
  const reached = reachOf(desk, found)
  if (reached === chatId || desk.deps.isLocked?.(reached) !== true) return false
  writeHistory(desk, found, { key, by: 'chat', what: 'reopened' }, { other: chatId })
  return true
}
