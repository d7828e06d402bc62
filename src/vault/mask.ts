/** @module Masks 16-digit identity numbers in free text before any row is written. Pure; never throws. */

import { isPlausibleNik } from './nik.ts'

const LENGTH = 16
const SHOWN = 4
const DOTS = '•'.repeat(LENGTH - 2 * SHOWN)
/** Fewer true digits than this is a word, not a number with typing mistakes. */
const LEAST_DIGITS = 8
const MASKED = new RegExp(`(\\d{${SHOWN}}${DOTS}\\d{${SHOWN}})`)
const SIGN = '[0-9０-９OoQlI|]'
/** Also what no eye sees: marks of direction and joints of no width come along when a number is pasted. */
const GAP = '[\\s.\\-–—_/,:;()\\[\\]*\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]'
/** Signs with at most three separators between any two. */
const RUN = new RegExp(`${SIGN}(?:${GAP}{0,3}${SIGN})*`, 'g')
const PIECE = new RegExp(`${SIGN}+`, 'g')

/** Signs in one piece; `at` is where it stands in the run. */
type Piece = { at: number; raw: string; digits: string }

/**
 * Replaces each number that may be a NIK or KK by `3275••••••••0001`: spaces, dots and dashes inside it,
 * `O` for 0 and `l` for 1 notwithstanding. Phone numbers and dates stay. Masking twice changes nothing more.
 */
export function maskNumbers(text: string): string {
  // What is left beside a masked number may be one itself once the two are parted. Each round masks more, so it ends.
  for (let before = text; ; ) {
    const masked = maskOnce(before)
    if (masked === before) return masked
    before = masked
  }
}

function maskOnce(text: string): string {
  const parts = text.split(MASKED)
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(RUN, maskRun))).join('')
}

function maskRun(run: string): string {
  if (run.length < LENGTH) return run
  const pieces = [...run.matchAll(PIECE)].flatMap(({ 0: raw, index }) => cutLetters(index, raw))
  let text = ''
  let from = 0
  for (const span of spansIn(pieces)) {
    const [first, last] = [span[0], span.at(-1)]
    if (first === undefined || last === undefined) continue
    const digits = digitsOf(span)
    text += `${run.slice(from, first.at)}${digits.slice(0, SHOWN)}${DOTS}${digits.slice(-SHOWN)}`
    from = last.at + last.raw.length
  }
  return text + run.slice(from)
}

/** A letter that looks like a digit may belong to the word in front: "no3275…". */
function cutLetters(at: number, raw: string): Piece[] {
  const letters = /^[^0-9０-９]*/.exec(raw)?.[0].length ?? 0
  const cutAt = raw.length - letters >= LENGTH ? letters : 0
  const kept = raw.slice(cutAt)
  return [{ at: at + cutAt, raw: kept, digits: [...kept].map(digitOf).join('') }]
}

function digitOf(sign: string): string {
  if (sign >= '0' && sign <= '9') return sign
  if (sign >= '０' && sign <= '９') return String(sign.charCodeAt(0) - '０'.charCodeAt(0))
  return sign === 'O' || sign === 'o' || sign === 'Q' ? '0' : '1'
}

/** The pieces that are numbers, left to right. What remains on either side of one is looked at for itself. */
function spansIn(pieces: readonly Piece[]): Piece[][] {
  const spans: Piece[][] = []
  let base = 0
  let start = 0
  while (start < pieces.length) {
    const end = endFrom(pieces, start)
    const span = pieces.slice(start, end)
    if (!isNumber(span, start === base && end === pieces.length)) {
      start += 1
      continue
    }
    const left = start - base <= LENGTH ? pieces.slice(base, start) : []
    if (isNumber(left, true)) spans.push(left)
    spans.push(span)
    base = end
    start = end
  }
  return spans
}

/** Where the pieces from `start` on first hold enough signs for a number; exclusive. */
function endFrom(pieces: readonly Piece[], start: number): number {
  let count = 0
  let end = start
  while (end < pieces.length && count < LENGTH) count += pieces[end++]?.digits.length ?? 0
  return end
}

function isNumber(span: readonly Piece[], isAll: boolean): boolean {
  const digits = digitsOf(span)
  if (digits.length < LENGTH) return false
  if (span.reduce((count, piece) => count + piece.raw.replace(/[^0-9０-９]/g, '').length, 0) < LEAST_DIGITS)
    return false
  // Sixteen or more in one piece is nothing else that we want to keep: a typing slip adds a digit.
  if (span.length === 1) return true
  if (digits.length !== LENGTH || digits.startsWith('0') || digits.startsWith('628')) return false
  return isAll || isPlausibleNik(digits)
}

function digitsOf(span: readonly Piece[]): string {
  return span.map((piece) => piece.digits).join('')
}
