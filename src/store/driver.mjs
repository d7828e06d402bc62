/** @module The SQLite driver for this Node: plain JavaScript, so that a thread can load it as it stands. */

import { createRequire } from 'node:module'

/**
 * From 24.19 on Node aborts when a statement of better-sqlite3 12 is collected, and 13 needs Node 22 (record 0006): npm
 * installs 13, under a name of its own, only where it runs, and there it is taken.
 */
export const Database = driver()

function driver() {
  const require = createRequire(import.meta.url)
  try {
    return require('better-sqlite3-napi')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error
    return require('better-sqlite3')
  }
}
