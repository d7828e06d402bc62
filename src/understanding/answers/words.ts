/** @module What the parsers of answers share: the words of a message, politeness taken off, and parts of a message. */

import { fold } from '../tokens.ts'
import type { Utterance } from '../utterance.ts'

const POLITE: ReadonlySet<string> = new Set(
  (
    'bapak ibu kakak abang mas mbak admin dong deh ya yah sih ini itu lah kok saja kan nih tuh bos gan sis om tante ' +
    'tolong maaf oh eh ah hmm hm mohon aja kak pak bu bang min please'
  ).split(' '),
)

// "bapak saya" is a father, "iya pak" is not.
const ADDRESS: ReadonlySet<string> = new Set(
  'bapak ibu kakak abang mas mbak om tante kak pak bu bang'.split(' '),
)
const OWN: ReadonlySet<string> = new Set('saya aku kami kita gue'.split(' '))

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** The words of the normal form without address and politeness. */
export function plainWords(utterance: Utterance): string[] {
  return wordsOf(utterance.normal).filter(
    (word, index, words) => !POLITE.has(word) || (ADDRESS.has(word) && OWN.has(words[index + 1] ?? '')),
  )
}

/** What was written, folded: for what the lexicon must not touch (places, names, numbers with separators). */
export function written(utterance: Utterance): string {
  return fold(utterance.raw)
}

/** The part of a message between two tokens, as a message of its own with the same marks. */
export function partOf(utterance: Utterance, from: number, to: number): Utterance {
  const tokens = utterance.tokens.slice(from, to)
  const first = tokens[0]
  const last = tokens.at(-1)
  if (!first || !last) return { ...utterance, raw: '', normal: '', tokens: [] }
  const normal = tokens
    .map((token) => token.normal)
    .filter((word) => word !== '')
    .join(' ')
  return { ...utterance, raw: utterance.raw.slice(first.start, last.end), normal, tokens }
}
