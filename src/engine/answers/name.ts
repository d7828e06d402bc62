/** @module A person's name, as told. */

import { parseName } from '../../understanding/answers/name.ts'
import { MAX_SHORT_CHARS } from '../limits.ts'
import { type AnswerKind, NO, wordsOf } from './answer.ts'

export const name: AnswerKind = {
  type: 'name',
  free: true,
  read({ said }) {
    const told = parseName(said)
    return told === undefined ? NO : { is: 'value', value: told.slice(0, MAX_SHORT_CHARS) }
  },
  speak: wordsOf,
}
