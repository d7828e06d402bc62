/** @module The SQLite of one Durable Object: migrated from the files that Node uses, with the vault over keys of its own. */

import { drizzle } from 'drizzle-orm/durable-sqlite'
import type { Db } from '../../src/store/db.ts'
import { makeKeyShelf, requireKnownKeys } from '../../src/store/keys/data-keys.ts'
import { KEY_NAMES, makeKeyRing, printsOf } from '../../src/vault/key-ring.ts'
import { openVault, type Vault } from '../../src/vault/vault.ts'
import { data, type Part } from './data.ts'
import type { Env } from './env.ts'

/** The tables of `part` and the wrapped keys of what stands in them. */
export function openStorage(storage: DurableObjectStorage, part: Part, env: Env): { db: Db; vault: Vault } {
  migrate(storage, 'keys')
  migrate(storage, part)
  const db: Db = drizzle(storage)
  const ring = makeKeyRing(
    KEY_NAMES.map((name) => ({ name, version: 1, bytes: Uint8Array.from(env.KEYS[name]) })),
  )
  requireKnownKeys(db, printsOf(ring))
  return { db, vault: openVault(ring, makeKeyShelf(db)) }
}

/** A table a part: drizzle's own goes by one time for all, and would leave out the older of two parts. */
function migrate(storage: DurableObjectStorage, part: Part): void {
  const { sql } = storage
  storage.transactionSync(() => {
    sql.exec(`create table if not exists migrations_${part} (tag text primary key)`)
    const done = sql.exec(`select tag from migrations_${part}`).toArray()
    for (const { tag, statements } of data.migrations[part]) {
      if (done.some((row) => row.tag === tag)) continue
      for (const statement of statements) sql.exec(statement)
      sql.exec(`insert into migrations_${part} values (?)`, tag)
    }
  })
}
