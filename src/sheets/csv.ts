/** @module A CSV file row by row: any usual letters and delimiter, a little of it in memory at a time. */

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type Parser, parse } from 'csv-parse'
import { type Sheet, SheetFault, type SheetRow } from '../core/sheet.ts'
import { LIMITS } from './limits.ts'
import { delimiterOf, type Encoding, encodingOf, isText, saysDelimiter } from './sniff.ts'

/** @throws SheetFault */
export async function openCsv(path: string, head: Uint8Array): Promise<Sheet> {
  const encoding = encodingOf(head) ?? ((await isUtf8(path)) ? 'utf-8' : 'windows-1252')
  const sample = new TextDecoder(encoding).decode(head, { stream: true })
  if (!isText(sample)) throw new SheetFault('not_a_table')
  const { size } = await stat(path)
  let done = 0
  const count = (bytes: number) => {
    done += bytes
  }
  const open = new Set<Parser>()
  return {
    format: 'csv',
    others: [],
    isDate1904: false,
    size,
    done: () => done,
    rows: () => rowsOf(path, encoding, sample, count, open),
    close: async () => {
      for (const parser of open) parser.destroy()
    },
  }
}

async function* rowsOf(
  path: string,
  encoding: Encoding,
  sample: string,
  count: (bytes: number) => void,
  open: Set<Parser>,
): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter: delimiterOf(sample),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LIMITS.recordBytes,
  })
  open.add(parser)
  feed(parser, path, encoding, count).catch((error: unknown) => parser.destroy(asError(error)))
  // The line that says the delimiter is none that Excel shows.
  let row = saysDelimiter(sample) ? -1 : 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1
      if (row > LIMITS.rows) throw new SheetFault('too_many_rows')
      if (row === 0) continue
      yield { row, cells: record.slice(0, LIMITS.columns).map(asCell) }
    }
  } catch (error) {
    throw faultOf(error)
  } finally {
    open.delete(parser)
    parser.destroy()
  }
}

/** Goes on only when the parser has room: a slow reader keeps the file closed, not in memory. */
async function feed(parser: Parser, path: string, encoding: Encoding, count: (bytes: number) => void) {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    if (parser.destroyed) return
    count(chunk.length)
    if (!parser.write(decoder.decode(chunk, { stream: true }))) await room(parser)
  }
  parser.end(decoder.decode())
}

function room(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      parser.off('drain', go)
      parser.off('close', go)
      resolve()
    }
    parser.on('drain', go)
    parser.on('close', go)
  })
}

function asCell(text: string) {
  return { text: text.slice(0, LIMITS.cellChars), isNumber: false }
}

function faultOf(error: unknown): unknown {
  if (error instanceof SheetFault) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'CSV_MAX_RECORD_SIZE' || code === 'CSV_QUOTE_NOT_CLOSED')
    return new SheetFault('quotes', error)
  if (code.startsWith('CSV_')) return new SheetFault('broken', error)
  return code === 'ENOENT' ? new SheetFault('gone', error) : error
}

/** Only the whole file tells: the first é may stand in its last row. */
async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>)
      decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
