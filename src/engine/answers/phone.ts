/** @module A phone number: typed, or a contact that was shared. */

import { parsePhone } from '../../understanding/answers/phone.ts'
import { type AnswerKind, NO, wordsOf } from './answer.ts'

export const phone: AnswerKind = {
  type: 'phone',
  free: false,
  read({ content, said, world }) {
    const shared = content.type === 'contact' ? world.understand(content.phone) : said
    const told = parsePhone(shared)
    return told ? { is: 'value', value: told.e164 } : NO
  },
  /** In the form people write here: +62812… is said 0812… */
  speak: (value) => wordsOf(value).replace(/^\+62/, '0'),
}
