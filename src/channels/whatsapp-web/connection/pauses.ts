/** @module How long to wait before the next try, and when trying has been enough. Pure but for the chance it is given. */

const FIRST_MS = 1_000
const LONGEST_MS = 60_000
/** The least part of a pause, so that many lines do not come back in the same second. */
const LEAST_PART = 0.75

export type Pauses = ReturnType<typeof makePauses>

/** @param random 0 to 1 */
export function makePauses(random: () => number) {
  let [tries, restarts, badEnds] = [0, 0, 0]
  const next = (): number => {
    const whole = Math.min(FIRST_MS * 2 ** tries, LONGEST_MS)
    tries += 1
    return Math.round(whole * (LEAST_PART + (1 - LEAST_PART) * random()))
  }
  return {
    /** After the network failed. */
    next,
    /** After the server asked for a new connection: at once, unless it asks again and again. */
    afterRestart: (): number => {
      restarts += 1
      return restarts === 1 ? 0 : next()
    },
    /** After keys were called bad: undefined when that was the second time. */
    afterBadKeys: (): number | undefined => {
      badEnds += 1
      return badEnds === 1 ? FIRST_MS : undefined
    },
    /** The connection was a good one. */
    reset: () => {
      ;[tries, restarts, badEnds] = [0, 0, 0]
    },
  }
}
