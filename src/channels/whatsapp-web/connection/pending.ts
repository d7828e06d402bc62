/** @module What is still on its way when the line stops: it is waited for, so that keys which have moved are written. */

import type { Timers } from './timers.ts'

/** Nobody waits longer for a query that the cut line will never answer. */
const LONGEST_MS = 2_000

export type Pending = ReturnType<typeof makePending>

export function makePending(timers: Timers) {
  const promises = new Set<Promise<unknown>>()
  return {
    add: <T>(promise: Promise<T>): Promise<T> => {
      const settled: Promise<unknown> = promise.then(
        () => promises.delete(settled),
        () => promises.delete(settled),
      )
      promises.add(settled)
      return promise
    },
    settled: (): Promise<void> =>
      new Promise((resolve) => {
        const cancel = timers.after(LONGEST_MS, resolve)
        void Promise.all(promises).then(() => {
          cancel()
          resolve()
        })
      }),
  }
}
