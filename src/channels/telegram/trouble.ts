/** @module What a failed poll means: wait and for how long, or stop. Keeps count; asks nobody. */

import type { Instant } from '../../core/chat.ts'
import type { ChannelDeps } from '../channel.ts'
import { type Backoff, waitAfter } from './backoff.ts'
import type { ApiFault } from './fault.ts'
import { markNotUp, markUp, type Standing } from './line.ts'

const ALARM_AFTER_MS = 5 * 60_000
const LONG_WAIT_MS = 60_000

/**
 * Two pollers end each other's polls in turn. Who came lately gives up at the third conflict; who has stood for longer
 * (it has the chats) goes on. A single one is the poll of our own process before a restart.
 */
const MAX_CONFLICTS = 3
const CONFLICT_WINDOW_MS = 2 * 60_000
/** Stood for as long without a conflict: the line is this server's. */
const SETTLED_AFTER_MS = 2 * 60_000

export type Next = { do: 'stop' } | { do: 'wait'; ms: number }

export type Trouble = {
  passed(): void
  met(fault: ApiFault): Next
  isOpen(): boolean
}

export function makeTrouble(
  line: Standing,
  { now, log, alarm, over }: ChannelDeps,
  backoff: Backoff,
): Trouble {
  let failures = 0
  let since: Instant | undefined
  let conflicts: Instant[] = []
  let firstUp: Instant | undefined
  let isSettled = false

  const conflict = (why: 'second_poller' | 'webhook_set'): Next => {
    conflicts = [...conflicts.filter((at) => now() - at < CONFLICT_WINDOW_MS), now()]
    isSettled ||= conflicts.length === 1 && firstUp !== undefined && now() - firstUp >= SETTLED_AFTER_MS
    markNotUp(line, 'reconnecting', why)
    if (conflicts.length < MAX_CONFLICTS) return { do: 'wait', ms: waitAfter(1, backoff) }
    alarm(why)
    if (isSettled && why === 'second_poller') return { do: 'wait', ms: waitAfter(1, backoff) }
    markNotUp(line, 'down', why)
    return { do: 'stop' }
  }
  const unanswered = (retryAfterMs: number | undefined): Next => {
    failures += 1
    since ??= now()
    const isLong = now() - since >= ALARM_AFTER_MS
    markNotUp(line, 'reconnecting', isLong ? 'link_down' : undefined)
    if (isLong) alarm('link_down')
    if (retryAfterMs !== undefined && retryAfterMs > LONG_WAIT_MS) {
      markNotUp(line, 'reconnecting', 'throttled_long')
      alarm('throttled_long')
    }
    return { do: 'wait', ms: retryAfterMs ?? waitAfter(failures, backoff) }
  }
  return {
    passed() {
      failures = 0
      since = undefined
      firstUp ??= now()
      markUp(line, now())
      // The other of two pollers lets every second poll pass: over only when none was refused for a while.
      const isOld = (at: Instant) => now() - at >= CONFLICT_WINDOW_MS
      const isAlone = isOld(firstUp) && conflicts.every(isOld)
      over(['link_down', 'token_refused', ...(isAlone ? (['second_poller', 'webhook_set'] as const) : [])])
    },
    met({ reason, retryAfterMs }) {
      log('warn', { event: 'telegram_poll_failed', code: reason })
      if (reason === 'second_poller' || reason === 'webhook_set') return conflict(reason)
      if (reason !== 'unauthorised') return unanswered(retryAfterMs)
      markNotUp(line, 'down', 'token_refused')
      alarm('token_refused')
      return { do: 'stop' }
    },
    isOpen: () => line.link !== 'connected',
  }
}
