/** @module Finds a case number in a message, typed or spelled out. */

import { formatCaseNumber } from '../../core/case-number.ts'
import type { Utterance } from '../utterance.ts'
import { digitOf } from './number-words.ts'
import { wordsOf } from './words.ts'

const PREFIXED = /s\s*[.-]?\s*g\s*[.-]?\s*p[\s.:#–-]*((?:\d[\s.–-]*){7}\d)(?!\d)/i
const BARE = /(?<!\d)(\d{4}[\s.–-]?\d{4})(?!\d)/g

/** `SGP-4821-9037`, or undefined: without its prefix only eight digits whose check digit is right count. */
export function parseCaseNumber(utterance: Utterance): string | undefined {
  const prefixed = PREFIXED.exec(utterance.raw)?.[1]
  if (prefixed) return formatCaseNumber(prefixed)
  for (const match of utterance.raw.matchAll(BARE)) {
    const found = formatCaseNumber(match[1] ?? '')
    if (found) return found
  }
  return spelled(utterance)
}

/** "sgp empat delapan dua satu sembilan nol tiga tujuh", digits and words mixed. */
function spelled(utterance: Utterance): string | undefined {
  const digits = wordsOf(utterance.normal)
    .map((word) => (/^\d+$/.test(word) ? word : (digitOf(word) ?? ' ')))
    .join('')
  for (const run of digits.matchAll(/\d{8}/g)) {
    const found = formatCaseNumber(run[0])
    if (found) return found
  }
  return undefined
}
