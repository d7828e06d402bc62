/** @module Lets a few pieces of work run at once and a few more wait. */

/** Runs `work` when one of `atOnce` places is free; gives undefined at once when `waiting` others already wait. */
export function makeTurnstile(atOnce: number, waiting: number) {
  let running = 0
  const queue: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) return undefined
      // The place is handed over by who leaves, so `running` does not change.
      await new Promise<void>((go) => queue.push(go))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
