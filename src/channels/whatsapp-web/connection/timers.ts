/** @module The machine's timer, which a test replaces. */

export type Timers = {
  /** Calls `work` once after `ms`; the answer takes it back. */
  after(ms: number, work: () => void): () => void
}

export const machineTimers: Timers = {
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}

/** Calls `work` every `ms` until the answer is called. */
export function every(timers: Timers, ms: number, work: () => void): () => void {
  let cancel = () => {}
  const next = () => {
    cancel = timers.after(ms, () => {
      next()
      work()
    })
  }
  next()
  return () => cancel()
}
