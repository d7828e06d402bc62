/** @module All a turn may know: data, functions without memory, and the time it is told. */

import type { Edition } from '../rules/edition.ts'
import type { Texts } from '../text/texts.ts'
import type { Utterance } from '../understanding/utterance.ts'
import type { Flows } from './flow.ts'

export type World = {
  flows: Flows
  texts: Texts
  /** One edition of the rules; the pipeline notes its id with the turn. */
  rules: Edition
  /** Never throws; input longer than it reads is cut. */
  understand: (text: string) => Utterance
  now: Date
  service: {
    name: string
    /** False until the operator says so: every first message then says that this is a demo. */
    official: boolean
  }
}
