/** @module SQLite on Node: the only home of better-sqlite3. Opens, asserts what durability rests on, migrates, closes. */

import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type BetterSqlite3 from 'better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { type Db, isUnavailable } from './db.ts'
import { openDrizzle } from './statements.ts'

const BUSY_TIMEOUT_MS = 5_000
// A power failure loses no acknowledged commit only with FULL, which SQLite reports as 2:
// https://www.sqlite.org/pragma.html#pragma_synchronous, read 2026-11-22
const FULL = 2

/**
 * The driver for this Node. From 24.19 on Node aborts when a statement of better-sqlite3 12 is collected, and 13 needs
 * Node 22 (record 0006): npm installs 13, under a name of its own, only where it runs, and there it is taken.
 */
export const Database = driver()

function driver(): typeof BetterSqlite3 {
  const require = createRequire(import.meta.url)
  try {
    return require('better-sqlite3-napi')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error
    return require('better-sqlite3')
  }
}

/** The sets of tables; each has a folder here with its own migrations. */
export type Part = 'chat' | 'account' | 'office' | 'keys' | 'line' | 'access' | 'archive'

export type Store = {
  db: Db
  /** Writes the log back into the file; false when a reader held it up. */
  checkpoint(): boolean
  close(): void
}

/**
 * Pages of the log after which it is written back: 16 MB. At SQLite's own 1,000 every second commit of a busy minute
 * would write all it touched twice, with two more fsyncs.
 */
const CHECKPOINT_PAGES = 4_000

/**
 * Memory for pages, in KiB. SQLite's own 2,000 hold less than the pages that one batch of turns touches: they were
 * read again from the file for every statement. What does not fit here the system keeps for all.
 */
const CACHE_KIB: Partial<Record<Part, number>> = { chat: 16_384, office: 4_096, account: 4_096 }
const SMALL_CACHE_KIB = 4_096

/** The tables are not those of any version that was released up to this one: a development commit in between made them. */
export class SchemaUnknown extends Error {
  readonly path: string
  constructor(path: string, cause?: unknown) {
    super(`${path} has tables that this version does not know`, { cause })
    this.name = 'SchemaUnknown'
    this.path = path
  }
}

/**
 * `:memory:` gives a database of its own. `maxPages` makes the disk small, for tests.
 * @throws SchemaUnknown
 */
export function openStore(path: string, part: Part, options: { maxPages?: number } = {}): Store {
  const client = new Database(path)
  try {
    client.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    client.pragma('journal_mode = WAL')
    // After WAL: better-sqlite3 is compiled so that turning it on silently lowers this to NORMAL.
    client.pragma('synchronous = FULL')
    client.pragma('foreign_keys = ON')
    client.pragma('secure_delete = ON')
    client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    client.pragma(`cache_size = ${-(CACHE_KIB[part] ?? SMALL_CACHE_KIB)}`)
    requireFull(client, path)
    const db = openDrizzle(client)
    bringUp(client, db, path, part)
    if (options.maxPages !== undefined) client.pragma(`max_page_count = ${options.maxPages}`)
    return {
      db,
      checkpoint: () => client.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0,
      close: () => client.close(),
    }
  } catch (error) {
    client.close()
    throw error
  }
}

const folderOf = (part: Part) => fileURLToPath(new URL(`./${part}/migrations`, import.meta.url))

function bringUp(client: BetterSqlite3.Database, db: Db, path: string, part: Part): void {
  if (!isKnownSchema(client, part)) throw new SchemaUnknown(path)
  try {
    migrate(db as Parameters<typeof migrate>[0], { migrationsFolder: folderOf(part) })
  } catch (error) {
    throw isUnavailable(error) ? error : new SchemaUnknown(path, error)
  }
}

/**
 * False when a migration stands in it that is none of ours. Later ones than our last are those of a newer version,
 * which only adds: an older one may go on with it.
 */
export function isKnownSchema(client: BetterSqlite3.Database, part: Part): boolean {
  const ours = readMigrationFiles({ migrationsFolder: folderOf(part) })
  const last = Math.max(...ours.map(({ folderMillis }) => folderMillis))
  const hashes = new Set(ours.map(({ hash }) => hash))
  const isThere = client.prepare(`select 1 from sqlite_master where name = '__drizzle_migrations'`).get()
  if (isThere === undefined) return true
  return client
    .prepare<[], { hash: string; at: number }>('select hash, created_at as at from __drizzle_migrations')
    .all()
    .every(({ hash, at }) => Number(at) > last || hashes.has(hash))
}

/**
 * A database that another process may have open, as it is: not migrated, and nothing can be written through it.
 * Read-only is not asked of the file: such a connection leaves its -wal and -shm behind.
 */
export function openAsItIs(path: string): Pick<Store, 'db' | 'close'> {
  const client = new Database(path, { fileMustExist: true })
  client.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  client.pragma('query_only = ON')
  return { db: openDrizzle(client), close: () => client.close() }
}

/**
 * Holds `path` until the answer is called or the process ends, however it ends: `alone`, or with others that
 * hold it together.
 * @throws Error when somebody holds it in a way that does not go with this one
 */
export function holdFile(path: string, how: 'alone' | 'together'): () => void {
  const client = new Database(path)
  try {
    client.pragma('busy_timeout = 0')
    // Nothing is written to it: no journal beside it that a killed process would leave.
    client.pragma('journal_mode = memory')
    client.exec(how === 'alone' ? 'begin exclusive' : 'begin')
    // A transaction that has read nothing holds nothing yet.
    if (how === 'together') client.prepare('select count(*) from sqlite_master').get()
    return () => client.close()
  } catch (cause) {
    client.close()
    throw new Error(
      `${path} is held by another process: stop it first, or set DATA_DIR to another directory`,
      {
        cause,
      },
    )
  }
}

function requireFull(client: BetterSqlite3.Database, path: string): void {
  const level = client.pragma('synchronous', { simple: true })
  if (level !== FULL)
    throw new Error(`${path}: synchronous is ${level}, not FULL (${FULL}); refusing to lose messages`)
}
