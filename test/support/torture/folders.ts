/** @module Data directories of a test's own, with what understanding has learned already there: learning it anew is most of a first start. */

import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadUnderstanding } from '../../../src/wiring/model-cache.ts'

/** Where all tests of a machine keep it. */
const LEARNED = join(tmpdir(), 'tanya-sigap-tests')

/** Whoever asks removes it. */
export function newDataDir(name: string): string {
  const dir = mkdtempSync(join(tmpdir(), `${name}-`))
  loadUnderstanding(LEARNED)
  cpSync(join(LEARNED, 'models'), join(dir, 'models'), { recursive: true })
  return dir
}
