/** @module A clock that stands still until a test moves it, with the timers that hang on it. */

import type { Timers } from '../../../../src/channels/whatsapp-web/connection/timers.ts'

export type Clock = ReturnType<typeof makeClock>

export function makeClock(start = Date.UTC(2026, 10, 25, 2)) {
  let now = start
  let count = 0
  const due = new Map<number, { at: number; work: () => void }>()
  const timers: Timers = {
    after: (ms, work) => {
      const id = count++
      due.set(id, { at: now + ms, work })
      return () => void due.delete(id)
    },
  }
  /** What was promised by the last work is done before the next. */
  const settle = async () => {
    for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    now: () => now,
    timers,
    settle,
    /** Sets the time without any timer noticing: a process that was stopped. */
    jump: (ms: number) => {
      now += ms
    },
    advance: async (ms: number) => {
      const end = now + ms
      await settle()
      for (;;) {
        const next = [...due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
        if (next === undefined) break
        const [id, { at, work }] = next
        due.delete(id)
        now = Math.max(now, at)
        work()
        await settle()
      }
      now = end
    },
  }
}
