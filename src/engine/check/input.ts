/** @module What a check of flows is given. */

import type { Edition } from '../../rules/edition.ts'
import type { RawTexts, Texts } from '../../text/texts.ts'
import type { Flows } from '../flow.ts'
import type { World } from '../world.ts'

export type CheckInput = {
  /** As `loadFlows` gives them, with the defaults of every question. */
  flows: Flows
  texts: Texts
  raw: RawTexts
  /** With the values of the demo, so that lengths can be measured; what only the demo knows still counts as unknown. */
  rules: Edition
  now: Date
  /** As residents' words are understood: a label or alias must be understood as its own choice. */
  understand: World['understand']
  /** The names that `flows/define.ts` gives to the compiler. */
  names: { flows: readonly string[]; verdicts: readonly string[] }
  /** Whether a layer other than the engine says this key. */
  saidElsewhere?: (key: string) => boolean
}
