/** @module An amount of money in whole rupiah. */

import { formatRupiah } from '../../rules/tell.ts'
import { parseMoney } from '../../understanding/answers/money.ts'
import { type AnswerKind, NO, wordsOf } from './answer.ts'

export const money: AnswerKind = {
  type: 'money',
  free: false,
  read({ said }) {
    const told = parseMoney(said)
    return told === undefined ? NO : { is: 'value', value: told }
  },
  speak: (value, { lang }) => (typeof value === 'number' ? formatRupiah(value, lang) : wordsOf(value)),
}
