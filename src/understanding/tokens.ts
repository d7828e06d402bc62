/** @module Cuts a message into words with their places. Knows no language. */

/** A word as written: `text` is lower case, compatibility forms folded, marks removed. */
export type Word = { raw: string; text: string; start: number; end: number }

export const MAX_CHARS = 2000

// A word keeps inner apostrophes and hyphens between letters and points between digits: "e-ktp", "1.500.000", "jum'at".
const WORD =
  /[\p{L}\p{M}\p{N}]+(?:(?<=\p{N})[.,:/](?=\p{N})[\p{L}\p{N}]+|['’-](?=\p{L})[\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}/gu
const MARK = /\p{M}|[\u200b-\u200f]|\ufe0f/gu

/** Folds case, compatibility forms ("𝗧𝗼𝗹𝗼𝗻𝗴", full width) and marks. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(MARK, '').normalize('NFC').toLowerCase().replaceAll('’', "'")
}

/** The words of the first 2,000 characters, in order; emoji stand as words of their own. */
export function cutWords(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const raw = match[0]
    words.push({ raw, text: fold(raw), start: match.index, end: match.index + raw.length })
  }
  return words
}
