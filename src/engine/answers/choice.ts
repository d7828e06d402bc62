/** @module One of a list of words: by number, order, label, synonym or button. Two that fit are asked back. */

import { parseChoice } from '../../understanding/answers/choice.ts'
import type { LoadedFlow } from '../flow.ts'
import { type AnswerKind, NO, type SpeakIn, wordsOf } from './answer.ts'

export const choice: AnswerKind = {
  type: 'choice',
  free: false,
  read({ said, options }) {
    const chosen = parseChoice(said, [...options])
    if (!chosen) return NO
    if ('id' in chosen) return { is: 'value', value: chosen.id }
    const several = options.filter(({ id }) => chosen.several.includes(id))
    return {
      is: 'ask_back',
      back: {
        text: 'engine.which_one',
        args: {},
        choices: several.map(({ id, label }) => ({ id, label })),
        partial: null,
      },
    }
  },
  speak(value, context) {
    const text = askText(context.flow, context.slot)
    const key = `${text}.${wordsOf(value)}`
    return text && context.world.texts.has(key, context.lang)
      ? context.world.texts.format(key, context.lang, {})
      : wordsOf(value)
  },
}

/** The text of the question that fills this slot; its choices are labelled below that key. */
export function askText(flow: LoadedFlow, slot: string): string | undefined {
  for (const node of Object.values(flow.nodes))
    if (node.kind === 'ask' && node.into === slot) return node.text
  return undefined
}

/** The label a choice has in this context, for other types that say choices. */
export function labelOf(context: SpeakIn, key: string): string {
  return context.world.texts.format(key, context.lang, {})
}
