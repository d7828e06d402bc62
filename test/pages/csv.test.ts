/** @module Exported tables: read back by another program they hold the same words, and no formula. */

import { expect, it } from 'vitest'
import { asText, toCsv } from '../../src/pages/csv.ts'

/** S7 of the security tests: signs a formula begins with, behind blanks and signs that nobody sees as well. */
const SIGNS = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '%', '|']
const BEFORE = ['', ' ', '   ', '\u00A0', '\u200B', '\uFEFF', '\t ', '\0', '\u202E']

it.each(SIGNS.flatMap((sign) => BEFORE.map((before) => `${before}${sign}1+1`)))(
  'keeps %j as text',
  (cell) => {
    expect(asText(cell).startsWith("'")).toBe(true)
  },
)

it.each(['Budi', '3275••••0001', 'a=b', 'x -1', 'SGP-4821-9038', '', ' Jalan Raya'])(
  'leaves %j as it is',
  (cell) => {
    expect(asText(cell)).toBe(cell)
  },
)

it('quotes every cell, so that neither comma, semicolon, quote nor line break starts another', () => {
  const table = toCsv(
    ['nama', 'catatan'],
    [
      ['A;B', 'kata "ini",=1+1\nbaris dua'],
      ['', '=HYPERLINK("x")'],
    ],
  )
  expect(table).toBe(
    '\u{FEFF}"nama";"catatan"\r\n"A;B";"kata ""ini"",=1+1\nbaris dua"\r\n"";"\'=HYPERLINK(""x"")"\r\n',
  )
})
