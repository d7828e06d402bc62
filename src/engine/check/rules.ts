/** @module The part of the flow check that an edition of the rules can fail: run before one is published. Pure. */

import type { Edition } from '../../rules/edition.ts'
import { checkFacts } from './facts.ts'
import type { Fault } from './fault.ts'
import type { CheckInput } from './input.ts'
import { checkLengths } from './lengths.ts'
import { checkPlaceholders } from './placeholders.ts'
import { type Scene, sceneOf } from './scene.ts'
import { checkTargets } from './targets.ts'

/** All that read the rules; the others look at flows and texts alone, which an edition leaves as they are. */
const CHECKS: readonly ((scene: Scene) => Fault[])[] = [
  checkTargets,
  checkPlaceholders,
  checkFacts,
  checkLengths,
]

/**
 * A check for editions that share these flows and texts: what was read once is not read again.
 * @param breathe called between two checks: together they take a tenth of a second, and residents wait meanwhile
 */
export function rulesCheck(input: CheckInput, breathe: () => Promise<void>) {
  let scene: Scene | undefined
  return async (rules: Edition, now: Date): Promise<Fault[]> => {
    scene ??= sceneOf(input)
    const faults: Fault[] = []
    for (const check of CHECKS) {
      faults.push(...check({ ...scene, rules, now }))
      await breathe()
    }
    return faults.filter(({ level }) => level === 'fault')
  }
}
