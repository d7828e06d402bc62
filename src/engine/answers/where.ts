/** @module Where something happened: a shared position, a known place, or a place in the teller's own words. */

import { parsePlace } from '../../understanding/answers/place.ts'
import { MAX_SHORT_CHARS } from '../limits.ts'
import { type AnswerKind, NO, recordOf, wordsOf } from './answer.ts'
import { location } from './location.ts'

export const where: AnswerKind = {
  type: 'where',
  free: true,
  read(asked) {
    const shared = location.read(asked)
    if (shared.is === 'value') return shared
    const words = asked.said.raw.trim().slice(0, MAX_SHORT_CHARS * 2)
    if (!/\p{L}{2}/u.test(words)) return NO
    const found = parsePlace(asked.said, asked.world.rules.places)
    // The words are kept beside the code: "depan SPBU" matters to the officer, the code to the statistics.
    const code = found?.kind === 'city' ? (found.village ?? found.district) : undefined
    return { is: 'value', value: code === undefined ? { words } : { words, code } }
  },
  speak(value, context) {
    const told = recordOf(value)
    return told && 'words' in told ? wordsOf(told.words ?? '') : location.speak(value, context)
  },
}
