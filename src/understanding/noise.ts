/** @module Tells keyboard noise from words. */

const MAX_CONSONANTS = /[bcdfghjklmnpqrstvwxyz]{5,}/
const ROWS = /(?:asdf|qwer|zxcv|hjkl|jkl;|uiop|fghj|sdfg|dfgh|wert|poiu|lkjh|mnbv)/

/** No letter or digit at all, or nothing but long words that cannot be spoken. One known word is enough to say no. */
export function looksLikeNoise(raw: string, normal: string, vocabulary: ReadonlySet<string>): boolean {
  if (/^\s*(\p{L})\1{3,}\s*$/u.test(raw.toLowerCase())) return true
  const words = normal.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return true
  if (words.some((word) => vocabulary.has(word) || /\d/.test(word))) return false
  return words.every((word) => MAX_CONSONANTS.test(word) || ROWS.test(word) || /^(.{1,3})\1{2,}$/.test(word))
}
