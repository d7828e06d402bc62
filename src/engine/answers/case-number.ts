/** @module The number of a case, with its check digit. */

import { parseCaseNumber } from '../../understanding/answers/case-number.ts'
import { type AnswerKind, NO, wordsOf } from './answer.ts'

export const caseNumber: AnswerKind = {
  type: 'case_number',
  free: false,
  read({ said }) {
    const told = parseCaseNumber(said)
    return told === undefined ? NO : { is: 'value', value: told }
  },
  speak: wordsOf,
}
