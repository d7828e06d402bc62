/** @module A resident writes while the queue or staff own the chat: kept for them; the bot only says 112 and the place in the queue. */

import { attach } from './attach.ts'
import { POSITION_AGAIN_MS } from './limits.ts'
import { isMedia } from './media.ts'
import { leaveQueue } from './queue.ts'
import { reservedOf } from './reserved.ts'
import { card, type Heard, nodeOf, note, type Run, request, topOf } from './run.ts'
import { say } from './say.ts'
import { stopWaiting } from './waiting.ts'
import { comeBack, endFlow } from './walk.ts'

/** In the queue: leave it, hear the place in it, or have the message kept. */
export function hearInQueue(run: Run, heard: Heard): void {
  const word = reservedOf(heard.said)
  if (word === 'cancel') {
    leave(run)
    return
  }
  card(run, true)
  note(run, 'kept_for_staff')
  attach(run, heard.content)
  if (heard.followed) return
  // The place was said a moment ago: its number is enough, unless it is what they ask for.
  if (isToldLately(run) && !heard.said.raw.includes('?')) {
    say(run, 'text', 'engine.queue.kept_at', { author: 'system' })
    return
  }
  say(run, 'text', isMedia(heard.content) ? 'engine.queue.kept_media' : 'engine.queue.kept', {
    author: 'system',
  })
  request(run, { type: 'ask_position' })
}

function isToldLately(run: Run): boolean {
  const told = run.session.hand?.told
  return told !== undefined && run.world.now.getTime() - told < POSITION_AGAIN_MS
}

/** Out of the queue; the question that stood open before comes back. */
function leave(run: Run): void {
  const frame = topOf(run)
  const asked = frame !== undefined && nodeOf(run, frame)?.kind === 'hand_over'
  if (asked) stopWaiting(run, frame)
  leaveQueue(run)
  // What was open when staff took the chat was not about a person: it is still open.
  if (!asked || endFlow(run)) comeBack(run)
}

/** With staff the bot takes no turn at all: the message is kept, and an emergency was said before this. */
export function hearWithStaff(run: Run): void {
  note(run, 'kept_for_staff')
  card(run, true)
}
