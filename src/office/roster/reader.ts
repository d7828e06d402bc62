/** @module One row on its way to a record: its cells by column, and what was found wrong with them. */

import { type Column, type Day, ROW_ERRORS, type RowFault, type RowFaultCode } from '../../core/roster.ts'
import type { Cell, SheetRow } from '../../core/sheet.ts'
import { cleanOf, isFormulaError, maskOf, readNumber } from './cells.ts'
import type { Header } from './columns.ts'
import { type DateSense, readDay } from './dates.ts'

const ERRORS: ReadonlySet<string> = new Set(ROW_ERRORS)

/** Letters kept of a text, by column. */
const TEXT_CHARS = 200

export type RowReader = ReturnType<typeof makeRowReader>

export function makeRowReader(row: SheetRow, at: Header['at'], sense: Omit<DateSense, 'kind'>) {
  const faults: RowFault[] = []
  const cell = (column: Column | Day): Cell | undefined => {
    const index = at.get(column)
    return index === undefined ? undefined : row.cells[index]
  }
  const blame = (column: Column | Day, code: RowFaultCode) => {
    faults.push({ row: row.row, column, code, mask: maskOf(cell(column)) })
  }
  return {
    faults,
    /** True when the row must be left out. */
    isRefused: () => faults.some(({ code }) => ERRORS.has(code)),
    blame,
    /** '' when there is nothing, or only the error of a formula. */
    text: (column: Column | Day, maxChars: number = TEXT_CHARS): string => {
      const text = cleanOf(cell(column))
      if (isFormulaError(text)) {
        blame(column, 'formula_error')
        return ''
      }
      if (text.length > maxChars) blame(column, 'too_long')
      return text.slice(0, maxChars).trim()
    },
    has: (column: Column | Day) => cleanOf(cell(column)) !== '',
    number: (column: Column) => readNumber(cell(column)),
    /** ISO; undefined when there is none or it cannot be read. */
    day: (column: Column, kind: DateSense['kind']): string | undefined => {
      const text = cleanOf(cell(column))
      if (text === '') return undefined
      const read = readDay(text, { ...sense, kind })
      if ('day' in read) return read.day
      blame(column, isFormulaError(text) ? 'formula_error' : read.fault)
      return undefined
    },
  }
}
