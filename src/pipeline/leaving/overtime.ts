/** @module Whatever a platform does not do in time counts as failed: a few that hang would be all that may fly. */

/** `work`, or the error once the signal aborts, whichever comes first. What comes later is not looked at. */
export function inTime<T>(work: Promise<T>, signal: AbortSignal, late: () => Error): Promise<T> {
  const overtime = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(late())
    else signal.addEventListener('abort', () => reject(late()), { once: true })
  })
  return Promise.race([work, overtime])
}
