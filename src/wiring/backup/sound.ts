/** @module Is an unpacked database whole: every page, every reference, every row its list counted, and tables that this version knows. */

import { join } from 'node:path'
import { Database, isKnownSchema } from '../../store/sqlite.ts'
import { ARCHIVE_FOLDER } from '../archives.ts'
import { partOf } from '../stores.ts'
import { BackupFault } from './fault.ts'
import { factsOf, type Manifest } from './manifest.ts'
import { COPIED } from './names.ts'

/** @throws BackupFault naming the database and what is wrong with it */
export function requireSound(folder: string, manifest: Manifest): void {
  for (const { name } of manifest.files) if (name.startsWith(`${ARCHIVE_FOLDER}/`)) requireWhole(folder, name)
  for (const name of COPIED) {
    const path = join(folder, `${name}.db`)
    const client = new Database(path, { fileMustExist: true })
    try {
      const unsound = (what: string) => new BackupFault('not_sound', { file: `${name}.db`, what })
      const said = String(client.pragma('integrity_check', { simple: true }))
      if (said !== 'ok') throw unsound(said)
      const orphans = client.pragma('foreign_key_check')
      if (Array.isArray(orphans) && orphans.length > 0) throw unsound(`foreign_key_check: ${orphans.length}`)
      const [wanted, found] = [manifest.databases[name].tables, factsOf(client).tables]
      for (const table of new Set([...Object.keys(wanted), ...Object.keys(found)]))
        if (wanted[table] !== found[table])
          throw unsound(`${table}: ${found[table] ?? 0} / ${wanted[table] ?? 0}`)
      if (!isKnownSchema(client, partOf(name)))
        throw new BackupFault('unknown_schema', { file: `${name}.db`, version: manifest.version })
    } finally {
      client.close()
    }
  }
}

/** Old lines of a month: its own hash stands in the list, so that its pages and tables are all there is to ask. */
function requireWhole(folder: string, name: string): void {
  const client = new Database(join(folder, name), { fileMustExist: true })
  try {
    const said = String(client.pragma('integrity_check', { simple: true }))
    if (said !== 'ok') throw new BackupFault('not_sound', { file: name, what: said })
    if (!isKnownSchema(client, 'archive'))
      throw new BackupFault('not_sound', { file: name, what: 'unknown tables' })
  } finally {
    client.close()
  }
}
