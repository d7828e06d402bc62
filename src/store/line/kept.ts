/** @module What an adapter keeps, as sealed bytes: get, set, list, clear, all of it synchronous. Fits the shape of a `Keep`. */

import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../db.ts'
import { kept } from './schema.ts'

export type KeptRow = { id: string; sealed: Uint8Array }

export function makeKept(db: Db) {
  const [kind, id] = [sql.placeholder('kind'), sql.placeholder('id')]
  const one = and(eq(kept.kind, kind), eq(kept.id, id))
  const get = db.select({ sealed: kept.sealed }).from(kept).where(one).prepare()
  const put = db
    .insert(kept)
    .values({ kind, id, sealed: sql.placeholder('sealed') })
    // Keeps its place in the order: `ord` is that of the first writing.
    .onConflictDoUpdate({ target: [kept.kind, kept.id], set: { sealed: sql`excluded.sealed` } })
    .prepare()
  const remove = db.delete(kept).where(one).prepare()
  const list = db
    .select({ id: kept.id, sealed: kept.sealed })
    .from(kept)
    .where(eq(kept.kind, kind))
    .orderBy(asc(kept.ord))
    .prepare()
  const clear = db.delete(kept).where(eq(kept.kind, kind)).prepare()
  let isInside = false
  return {
    get: (kind: string, id: string): Uint8Array | undefined => get.get({ kind, id })?.sealed,
    set: (kind: string, id: string, sealed: Uint8Array | undefined): void => {
      if (sealed === undefined) remove.run({ kind, id })
      else put.run({ kind, id, sealed })
    },
    list: (kind: string): KeptRow[] => list.all({ kind }),
    clear: (kind: string): void => void clear.run({ kind }),
    /** All or nothing; calls inside join it. `work` must be synchronous. */
    transaction: <T>(work: () => T): T => {
      if (isInside) return work()
      isInside = true
      try {
        return db.transaction(work)
      } finally {
        isInside = false
      }
    },
  }
}

export type Kept = ReturnType<typeof makeKept>
