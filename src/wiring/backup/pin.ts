/** @module One moment of several databases, held still while the server goes on writing. */

import { Database } from '../../store/sqlite.ts'

type Client = InstanceType<typeof Database>

/** Locks that were not free are given back and tried for again: nobody waits for us while we wait for him. */
const BETWEEN_MS = 15
const PATIENCE_MS = 60_000
/** The first lock may wait; the others, under it, never: the server may hold one of them and wait for the first. */
const FIRST_MS = 200

/** The moment stays as it was until `free`, however much is written. */
export type Pinned = { at: Date; clients: ReadonlyMap<string, Client>; free(): void }

/**
 * Takes the write locks of all, opens a reader on each, gives the locks back. So all copies show one moment: no row
 * lacks the key it was sealed with, no chat says of a request that it was sent which the office does not have, and no
 * number that one of them gives out later was given out by the other before. The server waits as long as five locks
 * take, a few milliseconds at most; it looks like a kill at that moment, which the next start heals.
 *
 * @param paths in any order
 * @throws Error when the databases are never still together
 */
export async function pinAll(paths: ReadonlyMap<string, string>, patienceMs = PATIENCE_MS): Promise<Pinned> {
  const readers = openAll(paths)
  const lockers = openAll(paths)
  try {
    const until = performance.now() + patienceMs
    for (;;) {
      const at = tryPin([...lockers.values()], [...readers.values()])
      if (at !== undefined) return { at, clients: readers, free: () => closeAll(readers) }
      if (performance.now() > until) throw new Error('the databases were never still together')
      await new Promise((resolve) => setTimeout(resolve, Math.random() * BETWEEN_MS))
    }
  } catch (error) {
    closeAll(readers)
    throw error
  } finally {
    closeAll(lockers)
  }
}

function openAll(paths: ReadonlyMap<string, string>): Map<string, Client> {
  const opened = new Map<string, Client>()
  try {
    for (const [name, path] of paths) opened.set(name, new Database(path, { fileMustExist: true }))
    return opened
  } catch (error) {
    closeAll(opened)
    throw error
  }
}

function closeAll(clients: ReadonlyMap<string, Client>): void {
  for (const client of clients.values()) client.close()
}

/** Undefined when somebody was writing. */
function tryPin(lockers: readonly Client[], readers: readonly Client[]): Date | undefined {
  const held: Client[] = []
  try {
    for (const [n, client] of lockers.entries()) {
      client.pragma(`busy_timeout = ${n === 0 ? FIRST_MS : 0}`)
      client.exec('begin immediate')
      held.push(client)
    }
    const at = new Date()
    for (const client of readers) {
      client.exec('begin')
      // A transaction that has read nothing sees no moment yet.
      client.prepare('select count(*) from sqlite_master').get()
    }
    return at
  } catch (error) {
    for (const client of readers) if (client.inTransaction) client.exec('rollback')
    if (error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code)))
      return undefined
    throw error
  } finally {
    for (const client of held) client.exec('rollback')
  }
}
