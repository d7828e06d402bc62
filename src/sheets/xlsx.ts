/** @module The first sheet of an XLSX file row by row. Of a formula only the value that stands beside it is read, as text. */

import { rmSync } from 'node:fs'
import { type Cell, type Sheet, SheetFault, type SheetRow } from '../core/sheet.ts'
import { type Archive, openArchive } from './archive.ts'
import { type Book, readBook } from './book.ts'
import { LIMITS } from './limits.ts'
import { layOut, NO_TEXTS, type SharedTexts } from './shared-texts.ts'
import { readXml } from './xml.ts'

const EMPTY: Cell = { text: '', isNumber: false }

/** @throws SheetFault */
export async function openXlsx(path: string, scratch: string): Promise<Sheet> {
  const archive = await openArchive(path)
  try {
    const book = await readBook(archive)
    return await sheetOf(archive, book, scratch)
  } catch (error) {
    archive.close()
    rmSync(scratch, { force: true })
    throw error
  }
}

async function sheetOf(archive: Archive, book: Book, scratch: string): Promise<Sheet> {
  const [first, ...others] = book.sheets
  if (first === undefined) throw new SheetFault('not_a_table')
  // Before anything is unfolded: a bomb says its own size, or is cut off at the size it said.
  if (archive.sizeOf(first.part) > LIMITS.sheetBytes) throw new SheetFault('too_big')
  const texts = book.texts === undefined ? NO_TEXTS : await layOut(archive, book.texts, scratch)
  let done = 0
  const count = (bytes: number) => {
    done += bytes
  }
  return {
    format: 'xlsx',
    name: first.name,
    others: others.map(({ name }) => name),
    isDate1904: book.isDate1904,
    size: archive.sizeOf(first.part),
    done: () => done,
    rows: () => rowsOf(archive, first.part, texts, count),
    close: async () => {
      texts.close()
      archive.close()
    },
  }
}

async function* rowsOf(
  archive: Archive,
  part: string,
  texts: SharedTexts,
  count: (bytes: number) => void,
): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = []
  const events = rowsInto((row) => ready.push(row), texts)
  for await (const _ of readXml(await archive.stream(part, LIMITS.sheetBytes), events, count)) {
    const rows = ready
    ready = []
    yield* rows
  }
}

function rowsInto(keep: (row: SheetRow) => void, texts: SharedTexts) {
  let row = 0
  let cells: Cell[] = []
  let column = -1
  let type = ''
  let value = ''
  let isValue = false
  return {
    open: (name: string, attributes: Record<string, string>) => {
      if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1
        type = attributes.t ?? 'n'
        value = ''
      } else if (name === 'v' || name === 't') isValue = true
      else if (name === 'rPh') isValue = false
      else if (name === 'row') {
        const said = Number(attributes.r)
        row = Number.isInteger(said) && said > row ? said : row + 1
        if (row > LIMITS.rows) throw new SheetFault('too_many_rows')
        cells = []
        column = -1
      }
    },
    text: (more: string) => {
      if (isValue && value.length < LIMITS.cellChars) value += more.slice(0, LIMITS.cellChars - value.length)
    },
    close: (name: string) => {
      if (name === 'v' || name === 't') isValue = false
      else if (name === 'row') keep({ row, cells })
      else if (name === 'c' && column < LIMITS.columns) {
        while (cells.length < column) cells.push(EMPTY)
        cells[column] = cellOf(type, value, texts)
      }
    },
  }
}

/** https://learn.microsoft.com/dotnet/api/documentformat.openxml.spreadsheet.cellvalues, read 2026-11-25 */
function cellOf(type: string, value: string, texts: SharedTexts): Cell {
  if (value === '') return EMPTY
  if (type === 's') return { text: texts.at(Number(value)), isNumber: false }
  return { text: value, isNumber: type === 'n' }
}

/** "AB12" is 27; undefined when it says none. */
function columnOf(place: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(place ?? '')?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1
}
