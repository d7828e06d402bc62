/** @module Data directories of a test's own on a disk that costs nothing, where there is one: with hundreds of commits a test, the fsync would be most of it. That a commit outlives a power cut is shown elsewhere. */

import { accessSync, constants, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { learn, MODELS } from './learned.ts'

/** Where Linux keeps files in memory. */
const IN_MEMORY = '/dev/shm'

/** Whoever asks removes it. */
export function quickFolder(name: string): string {
  const folder = makeFolder(name)
  learn()
  symlinkSync(MODELS, join(folder, 'models'))
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
