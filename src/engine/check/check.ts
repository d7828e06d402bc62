/** @module The flow check: all that can be known to be wrong with flows, texts and rules before anybody writes. Pure. */

import { checkChoices } from './choices.ts'
import { checkFacts } from './facts.ts'
import type { Fault } from './fault.ts'
import type { CheckInput } from './input.ts'
import { checkKeys } from './keys.ts'
import { checkLengths } from './lengths.ts'
import { checkLiterals } from './literals.ts'
import { checkPlaceholders } from './placeholders.ts'
import { checkQuestions } from './questions.ts'
import { type Scene, sceneOf } from './scene.ts'
import { checkStarts } from './starts.ts'
import { checkTargets } from './targets.ts'
import { checkVariables } from './variables.ts'
import { checkWays } from './ways.ts'

/** In the order in which faults are best mended: a missing target makes others that are none. */
const CHECKS: readonly ((scene: Scene) => Fault[])[] = [
  checkTargets,
  checkWays,
  checkQuestions,
  checkStarts,
  checkKeys,
  checkPlaceholders,
  checkVariables,
  checkFacts,
  checkChoices,
  checkLengths,
  checkLiterals,
]

/**
 * Every fault and warning, those without a flow first, then flow by flow in the order of the checks.
 * Never throws, whatever flows and texts hold, as long as they have the shape of their types.
 */
export function checkFlows(input: CheckInput): Fault[] {
  const scene = sceneOf(input)
  const found = CHECKS.flatMap((check) => check(scene))
  const order = ['', ...input.flows.keys()]
  return once(found).sort((a, b) => order.indexOf(a.flow ?? '') - order.indexOf(b.flow ?? ''))
}

/** A text said at many nodes is told once a flow. */
function once(found: readonly Fault[]): Fault[] {
  const seen = new Set<string>()
  return found.filter(({ flow, node, key, rule, message }) => {
    const at = [flow, key ?? node, rule, message].join(' ')
    return seen.has(at) ? false : Boolean(seen.add(at))
  })
}
