/** @module Reads the look-up code of a case: 16 characters of Crockford's alphabet in groups of four. */

import type { Utterance } from '../utterance.ts'

// https://www.crockford.com/base32.html: no I, L, O, U.
const CANDIDATE = /(?<![0-9a-z])(?:[0-9a-z]{4}[\s.–-]*){3}[0-9a-z]{4}(?![0-9a-z])/gi
const CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/

/** `7K3M-9QXT-2B4C-8HJN`: look-alikes are put right; 16 digits (a NIK) and plain words are no code. */
export function parseCode(utterance: Utterance): string | undefined {
  for (const match of utterance.raw.matchAll(CANDIDATE)) {
    const bare = match[0].toUpperCase().replace(/[^0-9A-Z]/g, '')
    const letters = bare.replace(/O/g, '0').replace(/[IL]/g, '1')
    const hasDigit = /\d/.test(bare)
    if (CODE.test(letters) && hasDigit && /[A-Z]/.test(bare)) return letters.replace(/(.{4})(?=.)/g, '$1-')
  }
  return undefined
}
