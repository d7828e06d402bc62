/** @module Writes an example once more as a hurried thumb would, so that training has seen slips. The same each time. */

import { keysBeside } from './keyboard.ts'

// Chosen by cross-validation: rarer slips teach less, more of them blur what the words mean.
const CHARS_A_SLIP = 12
const LETTER = /^[a-z]$/

/** A row of numbers that looks random (xorshift); the seed is any whole number. */
function makeDice(seed: number): (sides: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  return (sides) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % sides
  }
}

/** One slip for every few letters: a letter lost, doubled, swapped with the next, or the key beside it. */
export function spoil(text: string, seed: number): string {
  const dice = makeDice(seed)
  const chars = [...text.toLowerCase()]
  for (let slips = Math.round(chars.length / CHARS_A_SLIP); slips > 0; slips--) {
    const at = dice(chars.length)
    const char = chars[at] ?? ''
    const next = chars[at + 1] ?? ''
    if (!LETTER.test(char)) continue
    const kind = dice(4)
    if (kind === 0) chars.splice(at, 1)
    else if (kind === 1) chars.splice(at, 0, char)
    else if (kind === 2 && LETTER.test(next)) chars.splice(at, 2, next, char)
    else {
      const keys = keysBeside(char)
      chars[at] = keys[dice(keys.length)] ?? char
    }
  }
  return chars.join('')
}
