/** @module Exported tables: read back by another program they hold the same words, and no formula. */

import { beforeEach, describe, expect, it } from 'vitest'
import { asText, streamCsv, toCsv } from '../../src/pages/csv.ts'

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

describe('a table that is sent while its rows come', () => {
  let [asked, over] = [0, false]
  async function* rowsOf(count: number) {
    try {
      for (let n = 0; n < count; n += 1) {
        asked += 1
        yield [String(n), `kata "${n}"`, '=1+1']
      }
    } finally {
      over = true
    }
  }
  beforeEach(() => {
    ;[asked, over] = [0, false]
  })

  it.each([0, 1, 100, 101, 1_234])('is the same to the letter with %j rows', async (count) => {
    const all = Array.from({ length: count }, (_, n) => [String(n), `kata "${n}"`, '=1+1'])
    const sent = await new Response(streamCsv(['a', 'b', 'c'], rowsOf(count))).bytes()
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(sent)).toBe(toCsv(['a', 'b', 'c'], all))
  })

  it('holds no more than a few hundred rows of a million, and asks for none while nobody reads', async () => {
    const reader = streamCsv(['a', 'b', 'c'], rowsOf(1_000_000)).getReader()
    for (let n = 1; n <= 5; n += 1) {
      expect((await reader.read()).done).toBe(false)
      await new Promise((resolve) => setTimeout(resolve, 5))
      expect(asked).toBeLessThanOrEqual(n * 100)
    }
    expect(asked).toBeGreaterThan(0)
    await reader.cancel()
    expect(over).toBe(true)
    expect(asked).toBeLessThanOrEqual(600)
  })
})
