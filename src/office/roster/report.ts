/** @module What a check has found so far: numbers, names of columns and codes, kept with each batch so that a killed one goes on from there. */

import type { FoundColumn, ImportFault, ImportView, RowFaultCode } from '../../core/roster.ts'
import type { ImportRow } from '../../store/office/roster.ts'

export type Report = {
  size: number
  done: number
  /** Up to here the rows of the file are in the tables. */
  lastRow: number
  rows: number
  good: number
  known: number
  /** Good rows of the list it is checked against. */
  before: number
  faultsKept: number
  faults: Partial<Record<RowFaultCode, number>>
  districts: Record<string, number>
  columns: FoundColumn[]
  lacks: ImportView['lacks']
  sheet?: string
  otherSheets: string[]
  fault?: ImportFault
}

export function newReport(before: number): Report {
  return {
    size: 0,
    done: 0,
    lastRow: 0,
    rows: 0,
    good: 0,
    known: 0,
    before,
    faultsKept: 0,
    faults: {},
    districts: {},
    columns: [],
    lacks: [],
    otherSheets: [],
  }
}

export function readReport(row: Pick<ImportRow, 'report'>): Report {
  return JSON.parse(row.report) as Report
}

export function viewOf(row: ImportRow): ImportView {
  const report = readReport(row)
  const { id, list, fileName, by, at, state, isKept, decidedAt, decidedBy } = row
  const { rows, good, known, columns, lacks, sheet, otherSheets, fault } = report
  const isChecked = state !== 'waiting' && state !== 'failed'
  return {
    ...{ id, list, fileName, by, at, state, isKept, rows, good, known, columns, lacks, otherSheets },
    progress: isChecked ? 1 : report.size === 0 ? 0 : Math.min(1, report.done / report.size),
    gone: Math.max(0, report.before - known),
    faults: Object.entries(report.faults).map(([code, count]) => ({ code: code as RowFaultCode, count })),
    districts: Object.entries(report.districts)
      .map(([code, count]) => ({ code, count }))
      .sort((one, other) => one.code.localeCompare(other.code)),
    ...(sheet === undefined ? {} : { sheet }),
    ...(fault === undefined ? {} : { fault }),
    ...(decidedAt === null ? {} : { decidedAt }),
    ...(decidedBy === null ? {} : { decidedBy }),
  }
}
