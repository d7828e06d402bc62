/** @module Data directories of a test's own on a disk that costs nothing, where there is one: with hundreds of commits a test, the fsync would be most of it. That a commit outlives a power cut is shown elsewhere. */

import { accessSync, constants, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadUnderstanding } from '../../src/wiring/model-cache.ts'

/** Where Linux keeps files in memory. */
const IN_MEMORY = '/dev/shm'
/** Where all tests of a machine keep what understanding has learned: once a machine, not once a folder. */
const LEARNED = join(tmpdir(), 'tanya-sigap-tests')

/** Whoever asks removes it. */
export function quickFolder(name: string): string {
  const folder = makeFolder(name)
  loadUnderstanding(LEARNED)
  mkdirSync(join(LEARNED, 'models'), { recursive: true })
  symlinkSync(join(LEARNED, 'models'), join(folder, 'models'))
  return folder
}

function makeFolder(name: string): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK)
    return mkdtempSync(join(IN_MEMORY, `${name}-`))
  } catch {
    return mkdtempSync(join(tmpdir(), `${name}-`))
  }
}
