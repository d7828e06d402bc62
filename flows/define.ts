/** @module Binds the engine's flow type to the texts and tables of this service; each flow imports only this. */

import type messages from '../locales/id/messages.json'
import type facts from '../rules/facts.json'
import type { FlowOf } from '../src/engine/flow.ts'

/** The ids of all flows; `flows/index.ts` fails to compile when one is missing. */
export const FLOW_IDS = [
  'menu',
  'eligibility',
  'registered',
  'conditions',
  'dtsen',
  'dtsen_steps',
  'decile',
  'accident',
  'death',
  'status',
  'questions',
  'programme',
  'genuine',
  'benefits',
  'contribution',
  'claims',
  'offices',
  'staff',
  'privacy',
  'erasure',
  'withdrawal',
  'complaint',
  'smalltalk',
] as const

/** What the table `sigap_eligibility` may say; the flow check compares it with the rules. */
export const VERDICTS = [
  'likely_priority',
  'likely_if_quota',
  'update_data',
  'other_government',
  'covered_elsewhere',
  'employer_duty',
  'too_old',
  'officer_review',
] as const

type Bound = {
  text: keyof typeof messages & string
  fact: keyof typeof facts & string
  table: 'sigap_eligibility'
  verdict: (typeof VERDICTS)[number]
  flow: (typeof FLOW_IDS)[number]
}

/**
 * The identity, typed: a wrong target, slot, text key or verdict is reported on its character.
 * A flow is plain data and survives JSON.
 */
export function defineFlow<const N extends string, const S extends string = never>(
  flow: FlowOf<N, S, Bound>,
): FlowOf<N, S, Bound> {
  return flow
}
