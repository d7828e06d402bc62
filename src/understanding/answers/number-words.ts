/** @module Numbers said in words: "empat puluh satu", "seratus lima puluh ribu", "satu setengah juta". */

/** Words for 0 to 11, one each. */
export const UNITS: Readonly<Record<string, number>> = {
  nol: 0,
  kosong: 0,
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  lapan: 8,
  sembilan: 9,
  sepuluh: 10,
  sebelas: 11,
}
const SCALES: Record<string, number> = { ribu: 1e3, juta: 1e6, miliar: 1e9 }

/** A digit said as a word, for numbers read aloud one by one. */
export function digitOf(word: string): string | undefined {
  const value = UNITS[word]
  return value !== undefined && value < 10 ? String(value) : undefined
}

type Reading = { value: number; used: number }

/** Below a thousand: "lima puluh", "seratus dua puluh tiga". */
function readHundreds(words: readonly string[], from: number): Reading {
  let value = 0
  let at = from
  let digit = false
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    const unit = UNITS[word]
    const next = words[at + 1]
    if (word === 'seratus') value += 100
    else if (unit === undefined) break
    else if (next === 'belas') {
      value += unit + 10
      at++
    } else if (next === 'puluh') {
      value += unit * 10
      at++
    } else if (next === 'ratus') {
      value += unit * 100
      at++
    } else {
      // "Tiga lima" is 35, read digit by digit.
      value = digit && unit < 10 ? value * 10 + unit : value + unit
      digit = true
      continue
    }
    digit = false
  }
  return { value, used: at - from }
}

/**
 * The number that starts at `from`, with how many words it took; undefined when no number starts there.
 * Digits before a scale word count too ("16 ribu").
 */
export function readNumberWords(words: readonly string[], from = 0): Reading | undefined {
  let total = 0
  let at = from
  while (at < words.length) {
    const word = words[at] ?? ''
    if (word === 'seribu' || word === 'sejuta') {
      total += word === 'seribu' ? 1e3 : 1e6
      at++
      continue
    }
    const part = readHundreds(words, at)
    if (part.used === 0) break
    at += part.used
    let value = part.value
    if (words[at] === 'setengah' && SCALES[words[at + 1] ?? '']) {
      value += 0.5
      at++
    }
    const scale = SCALES[words[at] ?? '']
    if (scale) at++
    total += value * (scale ?? 1)
    if (!scale) break
    if (words[at] === 'setengah') {
      total += scale / 2
      at++
    }
  }
  return at === from ? undefined : { value: total, used: at - from }
}
