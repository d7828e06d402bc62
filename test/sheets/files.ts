/** @module Files of a test in a folder of their own, and what a reader makes of them. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SheetRow } from '../../src/core/sheet.ts'
import { openSheet } from '../../src/sheets/open.ts'

export function folder(): { path: string; clear(): void } {
  const path = mkdtempSync(join(tmpdir(), 'sigap-sheets-'))
  return { path, clear: () => rmSync(path, { recursive: true, force: true }) }
}

/** All rows of a file, as texts; a number of a spreadsheet as `{ number }`. */
export async function readAll(content: Uint8Array | string): Promise<(string | { number: string })[][]> {
  const rows = await rowsOf(content)
  return rows.map(({ cells }) => cells.map(({ text, isNumber }) => (isNumber ? { number: text } : text)))
}

export async function rowsOf(content: Uint8Array | string): Promise<SheetRow[]> {
  const { path, clear } = folder()
  try {
    writeFileSync(join(path, 'file'), content)
    const sheet = await openSheet(join(path, 'file'), join(path, 'scratch'))
    const rows: SheetRow[] = []
    try {
      for await (const row of sheet.rows()) rows.push(row)
    } finally {
      await sheet.close()
    }
    return rows
  } finally {
    clear()
  }
}
