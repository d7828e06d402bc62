/** @module Turns words as people write them into standard Indonesian. Never alters numbers or names. */

import { type Lexicon, lookUp } from './lexicon.ts'
import { NEGATIONS, type Speller } from './spelling.ts'
import { cutWords, fold } from './tokens.ts'
import type { Token } from './utterance.ts'

export type Normal = { normal: string; tokens: Token[] }
export type Normaliser = (text: string) => Normal

const LOOK_ALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
}

// After these a word is somebody's name and stays as it is.
const BEFORE_NAME: ReadonlySet<string> = new Set(['nama', 'bernama', 'namanya', 'atas nama', 'an'])

/** "tolooong" -> "tolong", "pakkk" -> "pak"; two of a kind stay where the word is known with both ("maaf"). */
function squeeze(word: string, isKnown: (word: string) => boolean): string {
  const twice = word.replace(/(\p{L})\1{2,}/gu, '$1$1')
  if (isKnown(twice)) return twice
  const once = twice.replace(/(\p{L})\1+/gu, '$1')
  return isKnown(once) || twice !== word ? once : word
}

function unmaskDigits(word: string): string {
  return word.replace(/[013456789]/g, (digit) => LOOK_ALIKES[digit] ?? digit)
}

/** Takes colloquial prefixes and suffixes off where what is left is a known word. */
function standardStem(word: string, isKnown: (word: string) => boolean): string | undefined {
  const tries: string[] = []
  if (word.endsWith('nye')) tries.push(`${word.slice(0, -3)}nya`)
  if (word.endsWith('in') && word.length > 4)
    tries.push(`${word.slice(0, -2)}kan`, `${word.slice(0, -2)}i`, word.slice(0, -2))
  if (word.endsWith('e') && word.length > 3) tries.push(`${word.slice(0, -1)}a`)
  if (word.startsWith('nge') && word.length > 5) tries.push(word.slice(3), `me${word.slice(3)}`)
  if (word.startsWith('ny') && word.length > 4)
    tries.push(`me${word}`, `c${word.slice(2)}`, `s${word.slice(2)}`)
  if (word.startsWith('ng') && word.length > 4) tries.push(`me${word}`, word.slice(2), `k${word.slice(2)}`)
  if (/^n[dj]/.test(word)) tries.push(`me${word}`, word.slice(1))
  if (/^n[aeiou]/.test(word) && word.length > 4) tries.push(`t${word.slice(1)}`)
  if (/^m[aeiou]/.test(word) && word.length > 4) tries.push(`p${word.slice(1)}`)
  if (word.startsWith('ke') && word.length > 5) tries.push(`ter${word.slice(2)}`)
  if (/[aeiou]k$/.test(word)) tries.push(word.slice(0, -1))
  if (word.endsWith('et')) tries.push(`${word.slice(0, -2)}at`)
  if (word.endsWith('er')) tries.push(`${word.slice(0, -2)}ar`)
  if (word.endsWith('nya') && word.length > 5) tries.push(word.slice(0, -3))
  return tries.find((candidate) => candidate.length > 2 && isKnown(candidate))
}

/** "Nafasnya" is "nafas" with a clitic: the lexicon knows the word before it. */
function formWithClitic(word: string, lexicon: Lexicon): string | undefined {
  const stem = /^(\p{L}{3,}?)(?:nya|nye|na|ku|mu)$/u.exec(word)?.[1]
  const entry = stem === undefined ? undefined : lookUp(lexicon, [stem], 0)
  // "Ngaku" is no "nga" with "ku": a word that turns a sentence round is never found inside another.
  return entry?.words.length === 1 && !NEGATIONS.has(entry.to) ? entry.to : undefined
}

/** Makes a normaliser that knows the lexicon and corrects to the speller's words. Deterministic, never throws. */
export function makeNormaliser(
  lexicon: Lexicon,
  speller: Speller,
  vocabulary: ReadonlySet<string>,
): Normaliser {
  const isKnown = (word: string) => lexicon.known.has(word) || vocabulary.has(word)
  const isForm = (word: string) => isKnown(word) || lexicon.byFirst.has(word)

  /** Shape only: repeats, digits as letters, "orang2". What the lexicon is asked for. */
  function shape(text: string): string {
    if (/^\p{L}+$/u.test(text)) return isForm(text) ? text : squeeze(text, isForm)
    const twice = /^(\p{L}{2,})2(nya|an|in)?$/u.exec(text)
    if (twice?.[1]) return squeeze(twice[1], isForm)
    if (/\d/.test(text) && /\p{L}/u.test(text) && !/^\d+\p{L}+$/u.test(text)) {
      const letters = squeeze(unmaskDigits(text), isForm)
      if (letters.length > 3 && isForm(letters)) return letters
    }
    const halves = /^(\p{L}+)-(\p{L}+)$/u.exec(text)
    if (halves?.[1] && halves[1] === halves[2] && isForm(halves[1])) return halves[1]
    return text
  }

  function single(word: string, before: string): string {
    if (!/^\p{L}/u.test(word) || isKnown(word) || NEGATIONS.has(word) || BEFORE_NAME.has(before)) return word
    return formWithClitic(word, lexicon) ?? standardStem(word, isKnown) ?? speller(word) ?? word
  }

  return (text) => {
    const words = cutWords(text)
    const shapes = words.map((word) => shape(word.text))
    const tokens: Token[] = []
    for (let i = 0; i < words.length; ) {
      const entry = lookUp(lexicon, shapes, i)
      const span = entry?.words.length ?? 1
      const first = words[i]
      const last = words[i + span - 1]
      if (!first || !last) break
      const normal = entry ? entry.to : single(shapes[i] ?? first.text, shapes[i - 1] ?? '')
      tokens.push({ raw: text.slice(first.start, last.end), normal, start: first.start, end: last.end })
      i += span
    }
    const normal = tokens.map((token) => token.normal).filter((word) => word !== '')
    return { normal: normal.join(' '), tokens }
  }
}

/** The same text folded and stripped to words, nothing repaired: what the classifier sees beside the normal form. */
export function plain(text: string): string {
  return cutWords(fold(text))
    .map((word) => word.text)
    .join(' ')
}
