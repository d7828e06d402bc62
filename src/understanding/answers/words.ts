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

// Who writes of a father or a mother writes the whole word; whoever is spoken to is called by the short one.
const CALLED = /^(?:pak|pk|bu|mas|mbak|mba|kak|kk|bang)$/

/** The words of the normal form; in "pak saya jatuh" not the first, which names who is spoken to and no father. */
export function normalWords({ raw, normal, tokens }: Utterance): string[] {
  const words = wordsOf(normal)
  const [first] = tokens
  const isCall = first !== undefined && CALLED.test(fold(raw.slice(first.start, first.end)))
  // "pak saya" alone answers who it was.
  return isCall && words.length > 2 && OWN.has(words[1] ?? '') ? words.slice(1) : words
}

/** The words of the normal form without address and politeness. */
export function plainWords(utterance: Utterance): string[] {
  return normalWords(utterance).filter(
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
