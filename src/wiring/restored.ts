/** @module The mark a restore leaves in a data directory: since when it is one, and of which moment the copy was. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../core/chat.ts'

const FILE = 'restored.json'

export type Restored = { backupAt: Instant; restoredAt: Instant }

export function writeRestored(dataDir: string, restored: Restored): void {
  writeFileSync(join(dataDir, FILE), `${JSON.stringify(restored)}\n`, { mode: 0o600, flush: true })
}

/**
 * Undefined in a directory that was never restored.
 * @throws Error when the mark is damaged: without it residents might be told old news again
 */
export function readRestored(dataDir: string): Restored | undefined {
  const path = join(dataDir, FILE)
  if (!existsSync(path)) return undefined
  try {
    const { backupAt, restoredAt } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    if (typeof backupAt === 'number' && typeof restoredAt === 'number') return { backupAt, restoredAt }
  } catch {
    // Told below.
  }
  throw new Error(
    `${path} is damaged: it says since when this data is a restored copy. Restore the backup once more.`,
  )
}
