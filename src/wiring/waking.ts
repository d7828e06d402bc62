/** @module What wakes the service on Node: one timer of the machine, and the office's own round. */

import type { Instant } from '../core/chat.ts'
import type { OfficeService } from '../office/office.ts'
import type { Log } from '../pipeline/deps.ts'

/** A clock that is set forward, and a machine that slept, are noticed within this: its timers count neither. */
const MOST_TIMER_MS = 60_000

/** The office works when woken: its timers first, then what they and others made it say. */
export function makeOfficeRound(
  office: Pick<OfficeService, 'fireTimers' | 'deliver'> &
    Partial<Pick<OfficeService, 'postAlarms' | 'eraseDue'>>,
  log: Log,
  rest: () => void,
  onError: (error: unknown) => void = () => {},
) {
  let running: Promise<void> | undefined
  let isCalled = false
  const failed = (error: unknown) => {
    log.error({ event: 'office_failed', code: error instanceof Error ? error.name : '' })
    onError(error)
  }
  const work = async () => {
    do {
      isCalled = false
      office.fireTimers()
      await office.deliver()
      if (((await office.eraseDue?.()) ?? []).length > 0) await office.deliver()
      // Not waited for: a mail server that hangs holds up no resident.
      office.postAlarms?.().catch(failed)
    } while (isCalled)
  }
  return {
    run: () => {
      isCalled = true
      // Not within the commit that woke it.
      running ??= Promise.resolve()
        .then(work)
        .catch(failed)
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
