/** @module Tables as CSV that spreadsheets open as text: no cell is ever a formula. */

import { stringify } from 'csv-stringify/sync'

/** With it Excel reads UTF-8. */
const MARK = '\u{FEFF}'
/** Excel in Indonesian expects it, where the comma stands in numbers. */
const DELIMITER = ';'
/**
 * What a spreadsheet takes for a formula at the start of a cell, wide forms too; blanks and signs that nobody sees
 * in front of it are skipped by some.
 * https://owasp.org/www-community/attacks/CSV_Injection, read 2026-11-25
 */
const FORMULA = /^[\s\p{C}\p{Z}]*[=+\-@|%＝＋－＠\t\r\n\0]/u
/** Some 100 kB of stories: large enough to compress, small enough to hold. */
const ROWS_AT_ONCE = 100
/** Signs that no table needs and that end a cell early in some readers. */
const CONTROLS = /[\0\v\f]/g

/**
 * The whole table as one text with `\r\n` between rows; every cell stands in quotes.
 * A cell that a spreadsheet would calculate begins with an apostrophe.
 */
export function toCsv(head: readonly string[], rows: Iterable<readonly string[]>): string {
  return MARK + csvRows([head, ...rows])
}

/** Further rows of a table that is sent in pieces; `toCsv` begins it. */
export function csvRows(rows: Iterable<readonly string[]>): string {
  return stringify(
    Array.from(rows, (row) => row.map(asText)),
    {
      delimiter: DELIMITER,
      quoted: true,
      quoted_empty: true,
      record_delimiter: 'windows',
      escape_formulas: true,
    },
  )
}

/** A table that is sent while its rows come: at most `ROWS_AT_ONCE` of them are held, and nobody reading means none is asked for. */
export function streamCsv(
  head: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): ReadableStream<Uint8Array> {
  const pieces = piecesOf(head, rows)
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await pieces.return(undefined)),
  })
}

async function* piecesOf(head: readonly string[], rows: AsyncIterable<readonly string[]>) {
  yield toCsv(head, [])
  let held: (readonly string[])[] = []
  for await (const row of rows) {
    held.push(row)
    if (held.length < ROWS_AT_ONCE) continue
    yield csvRows(held)
    held = []
  }
  if (held.length > 0) yield csvRows(held)
}

/** The cell as a spreadsheet must read it: the table's writers for XLSX use it as well. */
export function asText(cell: string): string {
  return FORMULA.test(cell) ? `'${cell.replace(CONTROLS, '')}` : cell.replace(CONTROLS, '')
}

/** Headers of a file that is saved, not shown. `name` is ours: letters, digits and dashes. */
export function csvHeaders(name: string): Record<string, string> {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  }
}
