/** @module Tables as XLSX, written while their rows come: every cell is text, never a formula. */

import { writeXlsxStream } from 'hucre/xlsx'
import { asText } from './csv.ts'

/** Signs no XML can hold; with them a spreadsheet refuses the file. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** The limit of a cell. https://support.microsoft.com/en-us/office/excel-specifications-and-limits, read 2026-11-25 */
const MOST_CHARS = 32_767

/** One sheet with a head that stays in place. Holds a few rows in memory, however many come. */
export function toXlsx(
  sheet: string,
  head: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): ReadableStream<Uint8Array> {
  return writeXlsxStream(cellsOf(head, rows), { name: sheet, freezePane: { rows: 1 } })
}

async function* cellsOf(head: readonly string[], rows: AsyncIterable<readonly string[]>) {
  yield head.map(textCell)
  for await (const row of rows) yield row.map(textCell)
}

/**
 * A string cell is never calculated; what begins like a formula has its apostrophe all the same, since people save
 * such files as CSV again.
 */
const textCell = (text: string): string => asText(text).replace(NOT_XML, '').slice(0, MOST_CHARS)

export function xlsxHeaders(name: string): Record<string, string> {
  return {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': `attachment; filename="${name}.xlsx"`,
  }
}
