/** @module Which of what can go wrong has words of its own. */

const TOLD = [403, 404, 413, 429, 503] as const

/** The status a reader is told: others than those with words are told as 500 or 400. */
export function toldStatus(status: number): (typeof TOLD)[number] | 400 | 500 {
  return TOLD.find((one) => one === status) ?? (status < 500 ? 400 : 500)
}
