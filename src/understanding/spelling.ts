/** @module Corrects a word to the words of this service. Never a number, a negation or a word that is already standard. */

import { nearKeys } from './keyboard.ts'

/** Words that turn a sentence round: never corrected, never corrected to. */
export const NEGATIONS: ReadonlySet<string> = new Set(['tidak', 'bukan', 'belum', 'jangan', 'tanpa', 'tak'])

const MIN_CHARS = 4
const VOWELS = /[aeiou]/g
const VOWEL_CODES = new Set([...'aeiou'].map((vowel) => vowel.charCodeAt(0)))

/** Finds the nearest word of the service, or undefined when none is near. */
export type Speller = (word: string) => string | undefined

function deletions(word: string): string[] {
  const out = [word]
  for (let i = 0; i < word.length; i++) out.push(word.slice(0, i) + word.slice(i + 1))
  return out
}

// What a slip costs, by how easily a thumb or an ear makes it.
const COST = { swap: 0.7, key: 0.6, vowelForVowel: 0.6, other: 1, vowelLost: 0.5, doubled: 0.35, first: 0.25 }

/** What it costs that one letter is missing or too many; `before` is the letter before it in the same word. */
function costOfLetter(code: number, before: number): number {
  if (code === before) return COST.doubled
  return VOWEL_CODES.has(code) ? COST.vowelLost : COST.other
}

function costOfChange(from: number, to: number): number {
  if (from === to) return 0
  if (nearKeys(from, to)) return COST.key
  return VOWEL_CODES.has(from) && VOWEL_CODES.has(to) ? COST.vowelForVowel : COST.other
}

// Rows of the table below; reused, since this runs for every candidate of every unknown word.
const LONGEST = 40
const rows = [0, 1, 2].map(() => new Float64Array(LONGEST + 1))

/**
 * How far two words are apart in slips of the thumb (Damerau-Levenshtein, weighted): a vowel left out costs less than
 * a consonant, the key beside less than another one, a swap counts once. "kcelakaan", "kecelakana" are kecelakaan.
 */
export function spellingCost(from: string, to: string): number {
  if (from.length > LONGEST || to.length > LONGEST) return from === to ? 0 : LONGEST
  let [older, last, row] = rows as [Float64Array, Float64Array, Float64Array]
  last[0] = 0
  for (let j = 1; j <= to.length; j++)
    last[j] = (last[j - 1] ?? 0) + costOfLetter(to.charCodeAt(j - 1), to.charCodeAt(j - 2))
  for (let i = 1; i <= from.length; i++) {
    const a = from.charCodeAt(i - 1)
    const beforeA = from.charCodeAt(i - 2)
    const added = costOfLetter(a, beforeA)
    row[0] = (last[0] ?? 0) + added
    for (let j = 1; j <= to.length; j++) {
      const b = to.charCodeAt(j - 1)
      const beforeB = to.charCodeAt(j - 2)
      let best = (last[j - 1] ?? 0) + costOfChange(a, b)
      best = Math.min(best, (last[j] ?? 0) + added, (row[j - 1] ?? 0) + costOfLetter(b, beforeB))
      if (a !== b && a === beforeB && beforeA === b) best = Math.min(best, (older[j - 2] ?? 0) + COST.swap)
      row[j] = best
    }
    ;[older, last, row] = [last, row, older]
  }
  return (last[to.length] ?? 0) + (from[0] === to[0] ? 0 : COST.first)
}

/** `vocabulary` maps a word to how often it was seen: the more frequent of two equally near words wins. */
export function makeSpeller(vocabulary: ReadonlyMap<string, number>): Speller {
  const byDeletion = new Map<string, string[]>()
  const byBones = new Map<string, string>()
  for (const [word, count] of vocabulary) {
    if (word.length < MIN_CHARS || NEGATIONS.has(word)) continue
    for (const key of deletions(word)) {
      const list = byDeletion.get(key)
      if (list) list.push(word)
      else byDeletion.set(key, [word])
    }
    const bones = word.replace(VOWELS, '')
    const rival = byBones.get(bones)
    if (bones.length >= 3 && (rival === undefined || count > (vocabulary.get(rival) ?? 0)))
      byBones.set(bones, word)
  }
  return (word) => {
    // Of a word without end every pair of letters would be taken out in turn: minutes for one message.
    if (word.length < 3 || word.length > LONGEST || /[^a-z]/.test(word)) return undefined
    const vowels = word.match(VOWELS)?.length ?? 0
    if (vowels * 4 <= word.length) {
      const found = byBones.get(word.replace(VOWELS, ''))
      if (found?.startsWith(word[0] ?? '')) return found
    }
    return nearest(word, byDeletion, vocabulary)
  }
}

/** The longer a word, the more slips leave it recognisable. */
function limitOf(word: string): number {
  if (word.length >= 8) return 2.4
  if (word.length >= 6) return 1.7
  return word.length === 5 ? 1.05 : word.length === 4 ? 0.8 : 0.6
}

function nearest(
  word: string,
  byDeletion: ReadonlyMap<string, readonly string[]>,
  vocabulary: ReadonlyMap<string, number>,
): string | undefined {
  let best: string | undefined
  let bestCost = limitOf(word) + 0.001
  const seen = new Set<string>()
  const consider = (key: string) => {
    for (const candidate of byDeletion.get(key) ?? []) {
      if (seen.has(candidate)) continue
      seen.add(candidate)
      const frequency = Math.min(0.25, Math.log1p(vocabulary.get(candidate) ?? 0) * 0.05)
      const cost = spellingCost(word, candidate) - frequency
      if (cost < bestCost) {
        best = candidate
        bestCost = cost
      }
    }
  }
  const once = deletions(word)
  for (const key of once) consider(key)
  // Two slips in one long word ("porgramna") are only looked for where one slip explains nothing.
  if (best === undefined && word.length >= MIN_CHARS + 3)
    for (const shorter of once) for (const key of deletions(shorter)) consider(key)
  return best
}
