/** @module How long work takes, told so that a busy or a slow machine changes little: in the processor's time, and against a piece of work that never changes. */

import { createHash } from 'node:crypto'

/** Milliseconds of the processor this process has used; what others use meanwhile does not count. */
export function usedMs(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}

/**
 * What the yardstick took, ms, on two idle cores of the machine on which the bounds of these tests were set
 * (2026-11-25): a bound in milliseconds means milliseconds of that machine.
 */
export const YARDSTICK_MS = 2

/** Of the kind a server does: text, objects, sorting, hashing. Never change it: the bounds rest on it. */
export function yardstick(): number {
  const start = process.cpuUsage()
  const rows = Array.from({ length: 2_000 }, (_, n) => ({
    n,
    name: `nama ${(n * 7_919) % 2_000}`,
    at: n % 97,
  }))
  rows.sort((a, b) => (a.name < b.name ? -1 : 1))
  const text = JSON.stringify(rows)
  const hash = createHash('sha256')
  for (const { name } of JSON.parse(text) as typeof rows)
    hash.update(name.replace(/\d/g, (digit) => `<${digit}>`))
  if (hash.digest('hex').length !== 64) throw new Error('no hash')
  return usedMs(start)
}

export type Pace = {
  /** Of the least of the runs, as the machine of the yardstick would take them, ms. */
  ms: number
  /** The same in yardsticks. */
  yards: number
  /** As it was here, ms of the processor. */
  here: number
}

/** After a warm-up, work and yardstick by turns; of each the least counts, since whatever else happens only adds. */
export async function paceOf(work: () => Promise<unknown>, runs = 7): Promise<Pace> {
  for (let run = 0; run < 2; run += 1) await work()
  for (let run = 0; run < 10; run += 1) yardstick()
  const [own, reference]: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run += 1) {
    reference.push(yardstick())
    const start = process.cpuUsage()
    await work()
    own.push(usedMs(start))
    reference.push(yardstick())
  }
  return paceIn(Math.min(...own), Math.min(...reference))
}

/** @param here and `yard`: what a work and the yardstick took, both here */
export function paceIn(here: number, yard: number): Pace {
  const yards = here / yard
  return { ms: yards * YARDSTICK_MS, yards, here }
}

export const paceWords = ({ ms, yards, here }: Pace) =>
  `${ms.toFixed(1)} ms (${yards.toFixed(1)} yardsticks, ${here.toFixed(1)} ms of the processor here)`
