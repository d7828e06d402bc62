/** @module Puts together what says about the same: most words in common and the same guess. Pure. */

import type { Intent } from '../../core/lists.ts'

/** Of all different words of two messages, the share both have. */
const ALIKE = 0.6
/** Longer messages are compared by their first words. */
const MAX_WORDS = 40

type Member = { normal: string; guess: Intent | undefined }
type Group<T> = { words: ReadonlySet<string>; guess: Intent | undefined; members: T[] }

/** Each group in the order given; the largest group first, among equals the one that began first. */
export function groupAlike<T>(list: readonly T[], read: (one: T) => Member): T[][] {
  const groups: Group<T>[] = []
  const exact = new Map<string, Group<T>>()
  for (const one of list) {
    const { normal, guess } = read(one)
    const words = wordsOf(normal)
    const key = `${guess ?? ''} ${[...words].sort().join(' ')}`
    const group =
      exact.get(key) ?? groups.find((group) => group.guess === guess && isAlike(group.words, words))
    if (group) group.members.push(one)
    const own = group ?? { words, guess, members: [one] }
    if (!group) groups.push(own)
    exact.set(key, own)
  }
  // Sorting keeps the order among equals.
  return groups.map(({ members }) => members).sort((a, b) => b.length - a.length)
}

function wordsOf(normal: string): ReadonlySet<string> {
  const words = normal
    .toLowerCase()
    .replace(/[^\p{L}\p{N}•]+/gu, ' ')
    .trim()
    .split(' ')
  return new Set(words.slice(0, MAX_WORDS))
}

function isAlike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  // Even if every word of the smaller were in the larger.
  if (small.size < ALIKE * large.size) return false
  let common = 0
  for (const word of small) if (large.has(word)) common += 1
  return common >= ALIKE * (a.size + b.size - common)
}
