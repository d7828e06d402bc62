/** @module Looks a case up by number and code for a chat that did not file it. An unknown number and a wrong code are one answer. */

import type { ChatRef, OfficeNotice, OfficeRequest } from '../../core/chat.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { noteOf } from './change.ts'
import { isSame, readCaseNumber } from './code.ts'
import { codeHashOf } from './filing.ts'

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
  desk.notify(id, from.chatId, answer(desk, id, number, request.code))
}

/** Known or not, right or wrong: the same row is read, the same hash made, the same bytes compared. */
function answer(desk: Desk, re: string, number: string, code: string): OfficeNotice {
  const found = desk.cases.get(number)
  const given = codeHashOf(desk, number, code)
  const isRight = isSame(given, found?.codeHash ?? new Uint8Array(given.length))
  if (!found || !isRight) return { type: 'case_not_found', re }
  const { kind, state, changedAt } = found
  return { type: 'case_found', re, number, kind, state, changedAt, ...noteOf(desk, found) }
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
