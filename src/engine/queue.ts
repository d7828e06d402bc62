/** @module Waiting for a person: into the queue, what is said there, and out of it again. */

import type { OfficeNotice, Shown } from '../core/chat.ts'
import type { HandOverReason } from '../core/lists.ts'
import { formatDayHour } from '../rules/calendar.ts'
import { QUEUE_TIMEOUT_MS } from './limits.ts'
import { cancelTimer, nodeOf, own, type Run, request, setTimer, topOf } from './run.ts'
import { say } from './say.ts'
import { keyOf, waitFor } from './waiting.ts'

type Wish = { reason: HandOverReason; urgent: boolean; summary: Shown[]; topic: string }

/** The chat goes to the queue at once; its place in it is the office's answer to the request whose id is given. */
export function enqueue(run: Run, { reason, urgent, summary, topic }: Wish): string {
  own(run, 'queue')
  run.session.hand = { reason, topic, since: run.world.now.getTime() }
  delete run.session.offer
  const { lang } = run.session
  const re = request(run, { type: 'request_staff', reason, topic, summary, urgent, language: lang })
  waitForStaff(run, re)
  return re
}

/** Nobody waits for ever, whether a flow waits for the person or not. */
export function waitForStaff(run: Run, re: string): void {
  if (run.session.hand) run.session.hand.re = re
  const frame = topOf(run)
  if (frame && nodeOf(run, frame)?.kind === 'hand_over') waitFor(run, frame, re, QUEUE_TIMEOUT_MS)
  else setTimer(run, 'office', keyOf(re), QUEUE_TIMEOUT_MS)
}

/** The wait is over, by a person or without one. */
export function stopQueueTimer(run: Run): void {
  const re = run.session.hand?.re
  if (re === undefined) return
  cancelTimer(run, keyOf(re))
  delete run.session.hand?.re
}

/** The place in the queue and when somebody answers: a promise only where the hours are known. */
export function sayPosition(
  run: Run,
  notice: Extract<OfficeNotice, { type: 'queue_position' | 'returned_to_queue' }>,
): void {
  const { hand, lang } = run.session
  if (!hand) return
  hand.position = notice.position
  hand.told = run.world.now.getTime()
  const args = {
    position: notice.position,
    opens: notice.opensAt === undefined ? '' : formatDayHour(new Date(notice.opensAt), lang),
  }
  const key = notice.open ? 'open' : notice.hoursKnown && notice.opensAt !== undefined ? 'closed' : 'unknown'
  say(run, 'text', `engine.queue.${key}`, { args, author: 'system' })
}

/** Nobody came for days: the bot takes the chat back, so that nobody waits for ever. */
export function giveUpQueue(run: Run): void {
  request(run, { type: 'leave_queue' })
  stopQueueTimer(run)
  own(run, 'bot')
  delete run.session.hand
}

/** The resident no longer wants to wait. */
export function leaveQueue(run: Run): void {
  giveUpQueue(run)
  say(run, 'text', 'engine.queue.left', { author: 'system' })
}
