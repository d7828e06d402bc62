/** @module Free words: what happened, a complaint, anything a person tells. */

import { MAX_TEXT_CHARS } from '../limits.ts'
import { type AnswerKind, NO, wordsOf } from './answer.ts'

export const text: AnswerKind = {
  type: 'text',
  free: true,
  read({ said }) {
    const words = said.raw.trim().slice(0, MAX_TEXT_CHARS)
    // A lone sign or letter tells nothing; it is more likely a slip of the thumb.
    return /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(words) ? { is: 'value', value: words } : NO
  },
  speak: wordsOf,
}
