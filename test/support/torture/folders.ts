/** @module Data directories of a test's own, with what understanding has learned already there: learning it anew is most of a first start. */

import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { learn, MODELS } from '../learned.ts'

/** Whoever asks removes it. */
export function newDataDir(name: string): string {
  const dir = mkdtempSync(join(tmpdir(), `${name}-`))
  learn()
  cpSync(MODELS, join(dir, 'models'), { recursive: true })
  return dir
}
