/** @module Whoever writes English is heard in English, or told how to choose it; nobody has to know a word for it first. */

import { isIdle } from './idle.ts'
import { WORDS_OF_A_LANGUAGE } from './limits.ts'
import { type Heard, openQuestion, type Run } from './run.ts'

/**
 * Goes on in English when a whole sentence of it comes while nothing else is being asked; a bare "hello" is as common
 * among Indonesians, and only tells that English is there. Gives the key of what is to be said about it, once.
 */
export function hearLanguage(run: Run, { said, content }: Heard): string | undefined {
  const { session } = run
  if (session.langSet || session.lang !== 'id' || content.type !== 'text') return undefined
  const open = openQuestion(run)
  if (said.language !== 'en' || (open && !isIdle(run, open.frame))) return undefined
  if (said.reserved === 'switch_language' || said.intents[0]?.intent === 'language') return undefined
  if (said.raw.trim().split(/\s+/).length >= WORDS_OF_A_LANGUAGE) {
    session.lang = 'en'
    session.langSet = true
    return 'engine.english_heard'
  }
  if (session.englishTold) return undefined
  session.englishTold = true
  return 'engine.english_there'
}
