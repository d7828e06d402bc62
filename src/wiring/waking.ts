/** @module What wakes the service on Node: one timer of the machine, and the office's own round. */

import type { Instant } from '../core/chat.ts'
import type { OfficeService } from '../office/office.ts'
import type { Log } from '../pipeline/deps.ts'

/** The longest a timer of the machine can be set. */
const MOST_TIMER_MS = 2 ** 31 - 1

/** The office works when woken: its timers first, then what they and others made it say. */
export function makeOfficeRound(office: OfficeService, log: Log, rest: () => void) {
  let running: Promise<void> | undefined
  let isCalled = false
  const work = async () => {
    do {
      isCalled = false
      office.fireTimers()
      await office.deliver()
    } while (isCalled)
  }
  return {
    run: () => {
      isCalled = true
      // Not within the commit that woke it.
      running ??= Promise.resolve()
        .then(work)
        .catch((error: unknown) =>
          log.error({ event: 'office_failed', code: error instanceof Error ? error.name : '' }),
        )
        .finally(() => {
          running = undefined
          rest()
        })
    },
    idle: async () => {
      while (running !== undefined) await running
    },
  }
}

/** One timer; setting it again moves it. */
export function makeAlarm(now: () => Instant, ring: () => void) {
  let timer: NodeJS.Timeout | undefined
  return {
    set: (at: Instant) => {
      clearTimeout(timer)
      timer = setTimeout(ring, Math.min(Math.max(0, at - now()), MOST_TIMER_MS))
    },
    clear: () => clearTimeout(timer),
  }
}
