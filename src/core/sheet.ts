/** @module Tables as people hand them in: rows of cells, whatever program wrote the file. Data only. */

/** `isNumber`: the program kept a number, so zeros in front and digits after the fifteenth may be gone. `text` is as it stands in the file. */
export type Cell = { text: string; isNumber: boolean }

/** `row` counts from 1, as spreadsheets show it; empty rows count. */
export type SheetRow = { row: number; cells: readonly Cell[] }

/** A file opened for one reading from the start. */
export type Sheet = {
  format: 'csv' | 'xlsx'
  /** The sheet that is read and those that are not; absent in CSV. */
  name?: string
  others: readonly string[]
  /** Its days are counted from 1904: 1,462 fewer than usual. */
  isDate1904: boolean
  /** What is to be read and what was, in bytes of one measure: for a progress bar. */
  size: number
  done(): number
  /** @throws SheetFault in the middle as well: a file can break off anywhere */
  rows(): AsyncIterable<SheetRow>
  close(): Promise<void>
}

/** Why a file cannot be read: a closed list; texts `console.roster.file.<code>`. */
export const SHEET_FAULTS = [
  'no_file',
  'too_big',
  'not_a_table',
  'old_or_locked',
  'broken',
  'quotes',
  'too_many_rows',
  'gone',
  // A virus was found in it, or nobody could look.
  'unsafe',
  'unscanned',
] as const
export type SheetFaultCode = (typeof SHEET_FAULTS)[number]

export class SheetFault extends Error {
  readonly code: SheetFaultCode
  constructor(code: SheetFaultCode, cause?: unknown) {
    super(`this file cannot be read as a table: ${code}`, cause === undefined ? undefined : { cause })
    this.name = 'SheetFault'
    this.code = code
  }
}

/** Files on their way in: kept for as long as they are read, for nobody but the service. */
export type Uploads = {
  /**
   * Streams the first file of a posted form to disk; resolves to the name it had on the sender's machine.
   * @throws SheetFault
   */
  take(id: string, form: AsyncIterable<Uint8Array>, contentType: string): Promise<string>
  /** The same for a file of this machine. */
  copy(id: string, path: string): Promise<string>
  /** @throws SheetFault; `gone` when it is no longer there */
  open(id: string): Promise<Sheet>
  drop(id: string): Promise<void>
  /** Drops what no import of these ids waits for. */
  keepOnly(ids: readonly string[]): Promise<void>
}
