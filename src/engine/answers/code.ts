/** @module The look-up code of a case. */

import { parseCode } from '../../understanding/answers/code.ts'
import { type AnswerKind, NO } from './answer.ts'

export const code: AnswerKind = {
  type: 'code',
  free: false,
  read({ said }) {
    const told = parseCode(said)
    return told === undefined ? NO : { is: 'value', value: told }
  },
  /** A code is a key: it is never said back. */
  speak: () => '••••',
}
