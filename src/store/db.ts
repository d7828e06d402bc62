/** @module The database as every part of the store sees it: drizzle's synchronous SQLite, the same on Node and in a Durable Object. */

import { type Placeholder, sql } from 'drizzle-orm'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { customType } from 'drizzle-orm/sqlite-core'

/** `transaction` takes a synchronous callback on both; statements prepared on it run inside the transaction that is open. */
export type Db = BaseSQLiteDatabase<'sync', unknown>

/** A blob column. Drizzle's own type is Node's Buffer; a Durable Object hands out an ArrayBuffer. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array | ArrayBuffer }>({
  dataType: () => 'blob',
  fromDriver: (value) => (value instanceof Uint8Array ? value : new Uint8Array(value)),
})

/**
 * A limit that is no bare parameter: SQLite from 3.47 on makes the plan of a statement anew whenever such a one is
 * bound, which costs thirty times what a look-up in an index does (measured with 3.53: 0.4 against 15 µs).
 */
export function limitOf(limit: number | Placeholder): Placeholder {
  // Drizzle takes any piece of SQL here; its type names numbers and placeholders alone.
  return (typeof limit === 'number' ? sql.raw(String(limit)) : sql`(${limit} + 0)`) as unknown as Placeholder
}

/** A part of a transaction threw where no savepoint stood before it: all is undone, and done again with savepoints. */
export class PartFailed extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'a part failed', { cause })
    this.name = 'PartFailed'
  }
}

/** True for what whoever works inside a transaction must not catch: nothing of the transaction will stay. */
export function endsCommit(error: unknown): boolean {
  return error instanceof PartFailed || isUnavailable(error)
}

const UNAVAILABLE = /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB|PERM)/

/** True when the store itself cannot take writes now (full, read-only, held by another program, input/output error), whoever wrapped the error. */
export function isUnavailable(error: unknown): boolean {
  return hasCode(error, UNAVAILABLE)
}

/**
 * True when what is on the disk can no longer be trusted through this connection: a failed fsync may have lost
 * pages that SQLite believes written. Only opening the files anew helps.
 */
export function isBroken(error: unknown): boolean {
  return hasCode(error, /^SQLITE_(IOERR|CORRUPT|NOTADB)/)
}

function hasCode(error: unknown, codes: RegExp): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && codes.test(at.code)) return true
  }
  return false
}
