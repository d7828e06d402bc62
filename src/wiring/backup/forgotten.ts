/** @module Where a restore finds what was erased since: a list beside the backups, or the keys.db of a directory that is still there. */

import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeKeyShelf } from '../../store/keys/data-keys.ts'
import { openAsItIs } from '../../store/sqlite.ts'
import { BackupFault } from './fault.ts'
import { FORGOTTEN_FILE } from './names.ts'

/**
 * @param from a list, a keys.db, a data directory, or `none`; undefined looks beside the backup
 * @throws BackupFault when there is no list: a copy that brings back what was erased must not go unnoticed
 */
export function forgottenSubjects(from: string | undefined, backup: string): string[] {
  if (from === 'none') return []
  const path = from ?? join(dirname(backup), FORGOTTEN_FILE)
  if (!existsSync(path)) throw new BackupFault('no_forgotten', { path })
  if (statSync(path).isDirectory()) return inKeys(join(path, 'keys.db'))
  return path.endsWith('.db') ? inKeys(path) : inList(path)
}

function inList(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function inKeys(path: string): string[] {
  if (!existsSync(path)) throw new BackupFault('no_forgotten', { path })
  const { db, close } = openAsItIs(path)
  try {
    return makeKeyShelf(db).forgotten()
  } finally {
    close()
  }
}
