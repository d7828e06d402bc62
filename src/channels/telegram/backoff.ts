/** @module Waits between attempts: longer each time, out of step with others, ended at once by a stop. */

export type Backoff = { firstMs: number; mostMs: number }

export const BACKOFF: Backoff = { firstMs: 1_000, mostMs: 60_000 }

/** @param failures in a row, at least 1 */
export function waitAfter(failures: number, { firstMs, mostMs }: Backoff): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 20))
  return Math.round(full * (0.75 + Math.random() / 4))
}

/** Resolves after `ms`, or as soon as `signal` says stop. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
