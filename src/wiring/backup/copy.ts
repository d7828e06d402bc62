/** @module Copies the pinned databases into a folder of their own, page by page, and looks at what came out. */

import { mkdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Database } from '../../store/sqlite.ts'
import { BackupFault } from './fault.ts'
import { type DatabaseFacts, factsOf } from './manifest.ts'
import { COPIED, type Copied } from './names.ts'
import type { Pinned } from './pin.ts'

/** One step of SQLite's backup, about 8 MB: between two of them the progress is told. */
const PAGES_A_STEP = 2_000

export type CopyProgress = (name: Copied, share: number) => void

/**
 * @returns what is in each copy
 * @throws Error when a copy is damaged, and the disk's own error when it is full
 */
export async function copyAll(
  pinned: Pinned,
  stage: string,
  tell: CopyProgress,
): Promise<Record<Copied, DatabaseFacts>> {
  const facts: Partial<Record<Copied, DatabaseFacts>> = {}
  for (const name of COPIED) {
    const path = join(stage, `${name}.db`)
    await pinned.clients.get(name)?.backup(path, {
      progress: ({ totalPages, remainingPages }) => {
        tell(name, totalPages === 0 ? 1 : 1 - remainingPages / totalPages)
        return PAGES_A_STEP
      },
    })
    facts[name] = look(path)
  }
  return facts as Record<Copied, DatabaseFacts>
}

/** Old lines, month by month; nothing is done to them but that a chat is erased. */
export async function copyArchives(dataDir: string, stage: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(stage, `${name}.db`)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const client = new Database(join(dataDir, `${name}.db`), { fileMustExist: true })
    try {
      await client.backup(path)
    } finally {
      client.close()
    }
    look(path)
  }
}

function look(path: string): DatabaseFacts {
  const client = new Database(path, { fileMustExist: true })
  try {
    const said = String(client.pragma('quick_check', { simple: true }))
    if (said !== 'ok') throw new BackupFault('damaged', { what: `${basename(path)}: ${said}` })
    const facts = factsOf(client)
    // One file, without a log beside it; the server makes it a WAL database again when it opens it.
    client.pragma('journal_mode = delete')
    return facts
  } finally {
    client.close()
    for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
  }
}
