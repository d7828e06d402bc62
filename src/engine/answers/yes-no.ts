/** @module Yes or no, in the many ways people say them; a button or its number counts the same. */

import { parseChoice } from '../../understanding/answers/choice.ts'
import { parseYesNo } from '../../understanding/answers/yes-no.ts'
import { type AnswerKind, NO } from './answer.ts'

export const yesNo: AnswerKind = {
  type: 'yes_no',
  free: false,
  read({ said, options }) {
    const yes = parseYesNo(said)
    if (yes !== undefined) return { is: 'value', value: yes }
    const chosen = parseChoice(said, [...options])
    return chosen && 'id' in chosen ? { is: 'value', value: chosen.id === 'yes' } : NO
  },
  speak(value, { world, lang }) {
    return world.texts.format(value === true ? 'engine.yes' : 'engine.no', lang, {})
  },
}
