/** @module Whatever a platform does not do in time counts as failed: a few that hang would be all that may fly. */

/** `work`, or the error once the signal aborts, whichever comes first. What comes later is not looked at. */
export function inTime<T>(work: Promise<T>, signal: AbortSignal, late: () => Error): Promise<T> {
  if (signal.aborted) return Promise.reject(late())
  return new Promise((resolve, reject) => {
    const stop = () => reject(late())
    signal.addEventListener('abort', stop, { once: true })
    // The signal outlives the work: many share it.
    const over = () => signal.removeEventListener('abort', stop)
    work.then(
      (value) => {
        over()
        resolve(value)
      },
      (error: unknown) => {
        over()
        reject(error)
      },
    )
  })
}
