/** @module How fast a person writes, told by the times their last messages were received: they stand in the chat's own row, so that nobody counts rows. */

import type { Instant } from '../core/chat.ts'
import { LIMITS } from './deps.ts'

const MINUTE_MS = 60_000

/** With a message received now. Holds no more than it takes to be too fast. */
export function recentWith(recent: string, now: Instant): string {
  return [...timesOf(recent, now), now].slice(-LIMITS.messagesAMinute - 1).join(',')
}

/** More messages within a minute than people type. */
export function isTooFast(recent: string, now: Instant): boolean {
  return timesOf(recent, now).length > LIMITS.messagesAMinute
}

/** Within the minute before `now`; what a clock that was set back has left in the future is no sign of haste. */
function timesOf(recent: string, now: Instant): Instant[] {
  if (recent === '') return []
  return recent
    .split(',')
    .map(Number)
    .filter((at) => at > now - MINUTE_MS && at <= now)
}
