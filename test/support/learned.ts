/** @module What understanding has learned, kept for all tests of this checkout: learning anew is ten seconds of computing, and nearly all of a first start. */

import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadUnderstanding } from '../../src/wiring/model-cache.ts'

/** A data directory with a model alone. Another checkout has another: each keeps one model, that of its own texts. */
export const LEARNED = join(import.meta.dirname, '../../node_modules/.cache/tanya-sigap/learned')

/** Where the model lies in it, and in any data directory. */
export const MODELS = join(LEARNED, 'models')

let isLearned = false

/** Learns it where that was not done yet. After that a service in this process has it, whatever its data directory. */
export function learn(): void {
  if (!isLearned) loadUnderstanding(LEARNED)
  isLearned = true
}

/** Puts it into a data directory, which is made where it is not there yet: a program that starts on it need not learn. */
export function bringLearned(dataDir: string): void {
  learn()
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  cpSync(MODELS, join(dataDir, 'models'), { recursive: true })
}

/** A data directory of a test's own with what was learned; whoever asks removes it. */
export function newDataDir(name: string): string {
  const dataDir = mkdtempSync(join(tmpdir(), `${name}-`))
  bringLearned(dataDir)
  return dataDir
}
