/** @module The files below a folder, for tests that read the sources. */

import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Whole paths, sorted; those whose name matches. */
export function filesOf(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && name.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .sort()
}
