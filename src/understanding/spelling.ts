/** @module Corrects a word to the words of this service. Never a number, a negation or a word that is already standard. */

import { distance } from 'fastest-levenshtein'

/** Words that turn a sentence round: never corrected, never corrected to. */
export const NEGATIONS: ReadonlySet<string> = new Set(['tidak', 'bukan', 'belum', 'jangan', 'tanpa', 'tak'])

const MIN_CHARS = 4
const VOWELS = /[aeiou]/g

/** Finds the nearest word of the service, or undefined when none is near or two are as near. */
export type Speller = (word: string) => string | undefined

function deletions(word: string): string[] {
  const out = [word]
  for (let i = 0; i < word.length; i++) out.push(word.slice(0, i) + word.slice(i + 1))
  return out
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)
}

/** Vowels cost less than consonants and a swap counts once: "kcelakaan", "kecelakana" are both kecelakaan. */
export function spellingCost(from: string, to: string): number {
  if (isSwap(from, to)) return 0.8
  const plain = distance(from, to)
  const bones = distance(from.replace(VOWELS, ''), to.replace(VOWELS, ''))
  const first = from[0] === to[0] ? 0 : 0.6
  return plain * 0.6 + bones * 0.4 + first
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
    if (word.length < 3 || /[^a-z]/.test(word)) return undefined
    const vowels = word.match(VOWELS)?.length ?? 0
    if (vowels * 4 <= word.length) {
      const found = byBones.get(word.replace(VOWELS, ''))
      if (found?.startsWith(word[0] ?? '')) return found
    }
    if (word.length < MIN_CHARS) return undefined
    return nearest(word, byDeletion, vocabulary)
  }
}

function nearest(
  word: string,
  byDeletion: ReadonlyMap<string, readonly string[]>,
  vocabulary: ReadonlyMap<string, number>,
): string | undefined {
  const limit = word.length >= 8 ? 2 : word.length >= 6 ? 1.3 : word.length === 5 ? 0.9 : 0.7
  let best: string | undefined
  let bestCost = limit + 0.001
  for (const key of deletions(word))
    for (const candidate of byDeletion.get(key) ?? []) {
      const c = spellingCost(word, candidate) - Math.min(0.2, (vocabulary.get(candidate) ?? 0) * 0.002)
      if (c < bestCost) {
        best = candidate
        bestCost = c
      }
    }
  return best
}
