/** @module Finds in our own texts what a page makes touchable: https links and case numbers. Pure. */

import { formatCaseNumber } from '../core/case-number.ts'

export type Piece = { type: 'text' | 'link' | 'case'; text: string }

/** Ends before the sentence's own point or bracket. */
const LINK = /https:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}…]/
const CASE = /\bSGP-\d{4}-\d{4}\b/
const EITHER = new RegExp(`(${LINK.source}|${CASE.source})`)

/** All pieces in order; together they are the text again. */
export function piecesOf(text: string): Piece[] {
  return text
    .split(EITHER)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (isSafeLink(piece)) return { type: 'link', text: piece }
      return { type: formatCaseNumber(piece) === piece ? 'case' : 'text', text: piece }
    })
}

/** Only https, only with a host. */
export function isSafeLink(url: string): boolean {
  return url.startsWith('https://') && URL.canParse(url)
}

/** The case numbers a text names, each once. */
export function caseNumbersIn(text: string): string[] {
  const pieces = piecesOf(text).filter(({ type }) => type === 'case')
  return [...new Set(pieces.map((piece) => piece.text))]
}
