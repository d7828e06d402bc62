/** @module What was not understood: noted in the journal, and kept for staff to say what it means. */

import { MAX_TEXT_CHARS } from './limits.ts'
import { type Heard, note, type Run, request } from './run.ts'

/** Numbers that may be somebody's: identity, telephone, account, case. Years, ages and amounts are shorter. */
const LONG_NUMBER = /\d(?:[\d\u2022 .()-]{3,}\d)/g
const MAIL = /\S+@\S+/g

/** Digits of long numbers as dots; what they were is no part of what was meant. */
export function masked(text: string): string {
  return text.replace(MAIL, '•@•').replace(LONG_NUMBER, (number) => number.replace(/\d/g, '•'))
}

/** `open` is the question it was no answer to (`flow.node`), '' when nothing was open. */
export function keepUnclear(run: Run, { said }: Heard, open: string): void {
  note(run, 'misunderstood', { text: said.raw, open })
  const best = said.intents[0]
  request(run, {
    type: 'unclear',
    text: masked(said.raw.slice(0, MAX_TEXT_CHARS)),
    open,
    guess: best?.intent ?? '',
    confidence: best?.confidence ?? 0,
  })
}
