/** @module The clock of the terminal chat: the machine's, or one that stands still until it is told to move. */

import type { Instant } from '../../core/chat.ts'
import type { Service } from '../../main.ts'

/** More due times than this in one `advance` are a loop. */
const MOST_STEPS = 100_000

export type ChatClock = {
  now(): Instant
  /** Absent when the machine's own timers wake the service. */
  wakeAt?: (at: Instant) => void
  /** Goes on by `ms`, stopping at each time something is due until all is quiet again. */
  advance(service: Pick<Service, 'nextAt' | 'wake' | 'quiet'>, ms: number): Promise<void>
}

/** @param standsAt the clock stands still at this time; undefined for the machine's clock */
export function makeChatClock(standsAt: Instant | undefined): ChatClock {
  let stood = standsAt ?? 0
  let ahead = 0
  const isStanding = standsAt !== undefined
  const now = () => (isStanding ? stood : Date.now() + ahead)
  const moveTo = (at: Instant) => {
    if (isStanding) stood = Math.max(stood, at)
    else ahead += Math.max(0, at - now())
  }
  return {
    now,
    // It wakes by `advance` alone.
    ...(isStanding ? { wakeAt: () => {} } : {}),
    advance: async (service, ms) => {
      const until = now() + ms
      for (let step = 0; step < MOST_STEPS; step++) {
        const at = service.nextAt()
        if (at === undefined || at > until) break
        moveTo(at)
        service.wake()
        await service.quiet()
      }
      moveTo(until)
    },
  }
}
