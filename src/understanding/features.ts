/** @module Turns a text into counted features: pieces of words (2 to 5 characters) and words with their neighbours. */

/** Buckets of the feature hash; two features share one rarely enough at a few ten thousand features. */
export const BUCKETS = 1 << 18

const FNV_PRIME = 0x01000193
const SEED_CHARS = 0x811c9dc5
const SEED_PLAIN_CHARS = 0x2f0b4c47
const SEED_BONES = 0x3c6ef372
const SEED_WORDS = 0x5bd1e995
const SEED_CONCEPTS = 0x1b873593
// How often a concept and a word count beside the many pieces of words; chosen by cross-validation.
const WORD_WEIGHT = 3
const CONCEPT_WEIGHT = 5

function mix(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (h ^ (h >>> 13)) & (BUCKETS - 1)
}

/** Calls `see` with the bucket of each piece of each word; a space stands for the edge of a word. */
function seeChars(text: string, seed: number, see: (bucket: number) => void): void {
  const padded = ` ${text} `
  const codes = new Uint16Array(padded.length)
  for (let i = 0; i < padded.length; i++) codes[i] = padded.charCodeAt(i)
  for (let start = 0; start < codes.length - 1; start++) {
    let hash = seed
    for (let length = 1; length <= 5 && start + length <= codes.length; length++) {
      const code = codes[start + length - 1] ?? 0
      hash = Math.imul(hash ^ code, FNV_PRIME)
      if (length >= 2) see(mix(hash))
      if (code === 32 && length > 1) break
    }
  }
}

function seeWords(text: string, see: (bucket: number) => void): void {
  const words = text.split(' ')
  let before = SEED_WORDS
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    let hash = SEED_WORDS
    let pair = Math.imul(before ^ 32, FNV_PRIME)
    for (let c = 0; c < word.length; c++) {
      const code = word.charCodeAt(c)
      hash = Math.imul(hash ^ code, FNV_PRIME)
      pair = Math.imul(pair ^ code, FNV_PRIME)
    }
    for (let weight = 0; weight < WORD_WEIGHT; weight++) see(mix(hash))
    see(mix(pair))
    before = hash
  }
  see(mix(Math.imul(before ^ 33, FNV_PRIME)))
  see(mix(Math.imul(SEED_WORDS ^ Math.min(words.length, 6), FNV_PRIME ^ 7)))
}

function hashOf(text: string, seed: number): number {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME)
  return hash
}

/** Each concept and each pair of them: "desil" with "salah" is another wish than "desil" with "lihat". */
function seeConcepts(concepts: readonly string[], see: (bucket: number) => void): void {
  const hashes = concepts.map((concept) => hashOf(concept, SEED_CONCEPTS))
  hashes.forEach((hash, i) => {
    for (let weight = 0; weight < CONCEPT_WEIGHT; weight++) see(mix(hash))
    for (let j = i + 1; j < hashes.length; j++) see(mix(Math.imul(hash ^ 5, FNV_PRIME) ^ (hashes[j] ?? 0)))
  })
  if (concepts.length === 0) see(mix(SEED_CONCEPTS))
}

const INNER_VOWEL = /(?<=\S)[aeiou](?=\S)/g
const REPEATED = /(.)\1+/g

/** Words as hurried people shorten them: "kecelakaan" and "kclakaan" have the same bones. */
function bonesOf(text: string): string {
  return text.replace(INNER_VOWEL, '').replace(REPEATED, '$1')
}

/** What a message is to the classifier. */
export type Text = { normal: string; plain: string; concepts: readonly string[] }

/** Every feature of a message: words, concepts, and the pieces of the normal form, of what was written, and of its bones. */
export function seeFeatures(text: Text, see: (bucket: number) => void): void {
  const { normal, plain, concepts } = text
  seeWords(normal, see)
  seeConcepts(concepts, see)
  seeChars(normal, SEED_CHARS, see)
  seeChars(plain, SEED_PLAIN_CHARS, see)
  seeChars(bonesOf(normal), SEED_BONES, see)
}
