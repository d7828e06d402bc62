/** @module Wakes a stream when something was committed; between two looks it waits. */

export type Alarm = ReturnType<typeof makeAlarm>

/** Rings that come while nobody waits are kept: none is missed between two looks. */
export function makeAlarm() {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    wait: async (maxMs: number): Promise<'rung' | 'quiet'> => {
      if (!rung) {
        await new Promise<void>((done) => {
          const timer = setTimeout(done, maxMs)
          wake = () => {
            clearTimeout(timer)
            done()
          }
        })
      }
      const result = rung ? 'rung' : 'quiet'
      rung = false
      wake = undefined
      return result
    },
  }
}
