/** @module Checks one file: reads it row by row, batch by batch into the tables, and goes on after a kill where the last batch ended. */

import { type Sheet, SheetFault, type SheetRow } from '../../core/sheet.ts'
import type { ImportRow } from '../../store/office/roster.ts'
import { maskNumbers } from '../../vault/mask.ts'
import { cleanOf } from './cells.ts'
import { type Header, lacksOf, readHeader } from './columns.ts'
import { LIMITS, type Room } from './deps.ts'
import { type Report, readReport } from './report.ts'
import { makeStage } from './stage.ts'

/**
 * Resolves when the file is read to its end, cannot be read, or `isStopping`. Between two batches everything else has its turn.
 * @throws what the database throws; the file is then checked on later
 */
export async function checkFile(room: Room, entry: ImportRow, isStopping: () => boolean): Promise<void> {
  const report = readReport(entry)
  let sheet: Sheet | undefined
  try {
    sheet = await room.uploads.open(entry.id)
    report.size = sheet.size
    if (sheet.name !== undefined) report.sheet = nameOf(sheet.name)
    report.otherSheets = sheet.others.map(nameOf)
    const isWhole = await readAll(room, entry, sheet, report, isStopping)
    if (!isWhole) return
    finish(room, entry, report)
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error
    fail(room, entry, { ...report, fault: error.code })
  } finally {
    await sheet?.close()
  }
  await room.uploads.drop(entry.id)
}

/** False when it was stopped on the way. */
async function readAll(
  room: Room,
  entry: ImportRow,
  sheet: Sheet,
  report: Report,
  isStopping: () => boolean,
): Promise<boolean> {
  let stage: ReturnType<typeof makeStage> | undefined
  let header: Header | undefined
  const finder = findHeader(entry)
  let batch: SheetRow[] = []
  const keepBatch = () => {
    const rows = batch
    batch = []
    // Counted on a copy: what a failed commit has counted is not there.
    const counted = structuredClone(report)
    counted.done = sheet.done()
    room.db.transaction(() => {
      for (const row of rows) stage?.(row, counted)
      counted.lastRow = rows.at(-1)?.row ?? counted.lastRow
      room.rows.imports.report(entry.seq, JSON.stringify(counted))
    })
    Object.assign(report, counted)
  }
  for await (const row of sheet.rows()) {
    if (stage === undefined || header === undefined) {
      header = finder.look(row)
      if (header === undefined) continue
      report.columns = header.columns.map((one) => ({ ...one, title: maskNumbers(one.title) }))
      stage = makeStage(room, entry, header, sheet.isDate1904)
      continue
    }
    if (row.row <= report.lastRow || isEmpty(row, header)) continue
    batch.push(row)
    if (batch.length < LIMITS.batchRows) continue
    keepBatch()
    await room.breathe()
    if (isStopping()) return false
  }
  if (stage === undefined) return lacking(room, entry, report, finder.best())
  keepBatch()
  return true
}

/** The first of the rows at the top that names all that is needed; titles may stand above it. */
function findHeader({ list }: ImportRow) {
  let best: Header | undefined
  let looked = 0
  return {
    best: () => best,
    look: (row: SheetRow): Header | undefined => {
      if (looked >= LIMITS.headerRows) return undefined
      looked += 1
      const header = readHeader(list, row)
      if (best === undefined || header.at.size > best.at.size) best = header
      return lacksOf(list, header).length === 0 ? header : undefined
    },
  }
}

function lacking(room: Room, entry: ImportRow, report: Report, best: Header | undefined): true {
  const columns = best?.columns.map((one) => ({ ...one, title: maskNumbers(one.title) })) ?? []
  const isHeader = (best?.at.size ?? 0) > 0
  // A row that names no column at all is somebody's data, not a header.
  const found = { columns: isHeader ? columns : [], lacks: lacksOf(entry.list, best ?? { at: new Map() }) }
  fail(room, entry, { ...report, ...found, fault: 'no_header' })
  return true
}

function isEmpty(row: SheetRow, { at }: Header): boolean {
  for (const index of at.values()) if (cleanOf(row.cells[index]) !== '') return false
  return true
}

function finish(room: Room, entry: ImportRow, report: Report): void {
  if (room.rows.imports.get(entry.seq)?.state !== 'waiting') return
  room.rows.imports.change(entry.seq, { state: 'ready', report: JSON.stringify(report) })
}

function fail(room: Room, entry: ImportRow, report: Report): void {
  if (room.rows.imports.get(entry.seq)?.state !== 'waiting') return
  room.rows.imports.change(entry.seq, { state: 'failed', report: JSON.stringify(report) })
}

const SHEET_NAME_CHARS = 40
const nameOf = (sheet: string) => maskNumbers(sheet).slice(0, SHEET_NAME_CHARS)
