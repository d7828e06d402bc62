/** @module What stands in one cell: cleaned, and what a spreadsheet has done to long numbers named as such. Pure; never throws. */

import type { Cell } from '../../core/sheet.ts'

/** Errors of formulas, and ways to write that there is nothing. */
const FORMULA_ERROR = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/i
const NOTHING = /^(-+|n\/?a|null|nil|tidak ada|kosong|\.+)$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: a file can hold them, a row must not
const UNSEEN = /[\u0000-\u001F\u007F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g
/** 3.27E+15, 3,27501E+15. */
const EXPONENT = /^\d([.,]\d+)?E\+?\d{1,3}$/i

/** One line without signs nobody sees; the apostrophe that keeps Excel from calculating is no part of the text. */
export function cleanOf(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  const text = cell.text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim().replace(/^'/, '')
  return NOTHING.test(text) ? '' : text
}

export function isFormulaError(text: string): boolean {
  return FORMULA_ERROR.test(text)
}

export type ReadNumber = { digits: string } | { fault: 'exponent' | 'rounded' | 'not_digits' }

/** From here on a spreadsheet keeps no more digits and puts zeros in their place. */
const KEPT_DIGITS = 15

/** A number that names something, such as a NIK: its digits without what was put between them. */
export function readNumber(cell: Cell | undefined): ReadNumber {
  const text = cleanOf(cell)
  if (cell?.isNumber) return ofSpreadsheet(Number(text))
  if (EXPONENT.test(text.replace(/ /g, ''))) return { fault: 'exponent' }
  // "3275…0001.0" and "3275…0001,00": once a number in a program that shows decimals.
  const digits = text.replace(/(\d{9,})[.,]0{1,2}$/, '$1').replace(/[\s.\-–_/]/g, '')
  return /^\d+$/.test(digits) ? { digits } : { fault: 'not_digits' }
}

/** Sixteen digits that do not end in 0 were kept whole; with a 0 nobody knows what stood there. */
function ofSpreadsheet(value: number): ReadNumber {
  if (!Number.isInteger(value) || value < 0) return { fault: 'not_digits' }
  if (!Number.isSafeInteger(value)) return { fault: 'rounded' }
  const digits = String(value)
  return digits.length > KEPT_DIGITS && digits.endsWith('0') ? { fault: 'rounded' } : { digits }
}

const SHOWN = 24

/** Enough to find the cell again, and no more: its first signs and its shape. */
export function maskOf(cell: Cell | undefined): string {
  const text = cleanOf(cell)
  const exponent = /E\+?\d{1,3}$/i.exec(text)?.[0] ?? ''
  const body = exponent === '' || !EXPONENT.test(text) ? text : text.slice(0, -exponent.length)
  const shown = /^\d{6}/.test(body) ? 4 : Math.min(2, Math.floor(body.length / 2))
  const mask = [...body.slice(0, SHOWN)]
    .map((sign, index) => (index >= shown && /[\p{L}\p{N}]/u.test(sign) ? '•' : sign))
    .join('')
  return `${mask}${body.length > SHOWN ? '…' : ''}${body === text ? '' : exponent}`
}
