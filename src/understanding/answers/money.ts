/** @module Reads an amount of money in whole rupiah. */

import type { Utterance } from '../utterance.ts'
import { readNumberWords } from './number-words.ts'
import { wordsOf, written } from './words.ts'

const SCALES: Record<string, number> = {
  k: 1e3,
  rb: 1e3,
  rbu: 1e3,
  ribu: 1e3,
  jt: 1e6,
  jeti: 1e6,
  juta: 1e6,
  m: 1e9,
  miliar: 1e9,
}
const AMOUNT = /(rp\.?\s*)?(\d[\d.,]*)\s*(ribu|rbu|rb|k|juta|jeti|jt|miliar|m)?(?:an)?(?![\p{L}\d])/gu
const SMALLEST_BARE = 100
const LARGEST = 1e12

/** "1.500.000" is thousands, "1,5" and "1.5" before a scale are decimals, "16.800" alone is thousands. */
function readFigure(text: string, scaled: boolean): number {
  const figure = text.replace(/[.,]+$/, '')
  if (scaled && /^\d+[.,]\d{1,2}$/.test(figure)) return Number(figure.replace(',', '.'))
  return Number(figure.replace(/,\d{2}$/, '').replace(/[.,]/g, ''))
}

/** Whole rupiah; a bare number below 100 is no amount. Two scaled parts add up: "1jt 500rb". */
export function parseMoney(utterance: Utterance): number | undefined {
  let total = 0
  let found = false
  for (const match of written(utterance).matchAll(AMOUNT)) {
    const [, currency, figure = '', unit] = match
    const scale = unit ? SCALES[unit] : undefined
    if (figure.replace(/\D/g, '').length > 13) continue
    const value = readFigure(figure, scale !== undefined) * (scale ?? 1)
    if (!scale && !currency && value < SMALLEST_BARE) continue
    if (found && !scale) continue
    total += value
    found = true
  }
  if (!found) return inWords(utterance)
  return total > 0 && total < LARGEST ? Math.round(total) : undefined
}

function inWords(utterance: Utterance): number | undefined {
  const words = wordsOf(utterance.normal)
  for (let at = 0; at < words.length; at++) {
    const read = readNumberWords(words, at)
    if (read && read.value >= SMALLEST_BARE) return Math.round(read.value)
  }
  return undefined
}
