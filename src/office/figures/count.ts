/** @module Counts what happens for the dashboard, in the transaction in which it happens. */

import type { ChatRef, Instant, OfficeRequest, Owner } from '../../core/chat.ts'
import { isoDay } from '../../core/jakarta.ts'
import type { Desk } from '../desk.ts'

/**
 * Called once for each request that is carried out, after it was.
 *
 * @param ownerBefore whose the chat was before this request
 */
export function countRequest(
  desk: Desk,
  from: ChatRef,
  request: OfficeRequest,
  at: Instant,
  ownerBefore: Owner | undefined,
): void {
  const day = isoDay(new Date(desk.now()))
  const { chatId, channel } = from
  switch (request.type) {
    case 'visit':
      desk.figures.addVisit({ day, chatId, channel })
      return
    case 'request_staff': {
      // Who already waits and asks again waits since the first time.
      const open = desk.figures.openWait(chatId)
      if (open === undefined || open.takenAt !== null || !isWaiting(desk, chatId, open.askedAt))
        desk.figures.addWait({ chatId, askedAt: at, channel, reason: request.reason })
      return
    }
    case 'misunderstood':
      desk.figures.markVisit(day, chatId, 'misunderstood')
      return
    case 'card':
      if (request.owner.startsWith('staff:') && !request.unread)
        countStaff(desk, chatId, day, request.owner === ownerBefore, at)
      return
    default:
  }
}

/** False for one who left the queue since and comes anew. */
function isWaiting(desk: Desk, chatId: string, askedAt: Instant): boolean {
  const since = desk.cards.get(chatId)?.waitingSince
  return since !== undefined && since !== null && since <= askedAt
}

/** A take changes the owner; a word of those who have it already is an answer. */
function countStaff(desk: Desk, chatId: string, day: string, isAnswer: boolean, at: Instant): void {
  const wait = desk.figures.openWait(chatId)
  if (isAnswer) {
    desk.figures.markVisit(day, chatId, 'byStaff')
    if (wait !== undefined) desk.figures.markWait(wait, { takenAt: wait.takenAt ?? at, answeredAt: at })
  } else if (wait?.takenAt === null) desk.figures.markWait(wait, { takenAt: at })
}
