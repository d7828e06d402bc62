/** @module What a turn may know, made once from what is in the bundle. */

import { flows as allFlows } from '../../flows/index.ts'
import { loadFlows } from '../../src/engine/load.ts'
import type { World } from '../../src/engine/world.ts'
import { makeEdition } from '../../src/rules/edition.ts'
import { makeTexts } from '../../src/text/texts.ts'
import { makeUnderstand } from '../../src/understanding/understand.ts'
import { data } from './data.ts'

export const texts = makeTexts(data.messages)

export const edition = makeEdition(data.edition)

const known = {
  flows: loadFlows(allFlows),
  texts,
  rules: edition,
  understand: makeUnderstand(data.understanding, data.model),
  service: { name: 'Tanya SIGAP (demo)', official: false },
}

export const world = (now: Date): World => ({ ...known, now })
