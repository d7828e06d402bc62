/** @module What was not understood: it stands in the journal, and the office hears of it, so that people can say what was meant. */

import type { Frame } from '../core/session.ts'
import { type Heard, note, type Run, request } from './run.ts'

const GUESSES = 3

/** For a message that counts as a failed try; the remains of a burst only leave a note. */
export function missed(run: Run, { said }: Heard, frame?: Frame): void {
  noteMissed(run, said.raw, frame)
  if (said.raw.trim() === '') return
  request(run, {
    type: 'misunderstood',
    text: said.raw,
    normal: said.normal,
    language: run.session.lang,
    ...(frame === undefined ? {} : { flow: frame.flow, node: frame.node }),
    guesses: said.intents.slice(0, GUESSES).map(({ intent, confidence }) => ({ intent, confidence })),
  })
}

export function noteMissed(run: Run, text: string, frame?: Frame): void {
  note(run, 'misunderstood', { text, open: frame === undefined ? '' : `${frame.flow}.${frame.node}` })
}
