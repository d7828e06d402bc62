/** @module Rows of tries that count against a limit, kept over restarts. */

import { and, asc, count, eq, gt, lte } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import { type Db, limitOf } from '../db.ts'
import { tries } from './schema.ts'

export type TryRows = ReturnType<typeof makeTryRows>

export function makeTryRows(db: Db) {
  const since = (key: Uint8Array, after: Instant) => and(eq(tries.key, key), gt(tries.at, after))
  return {
    /** How many after `after`, and when the oldest of them was. */
    count: (key: Uint8Array, after: Instant): { n: number; oldest: Instant } => {
      const where = since(key, after)
      const n = db.select({ n: count() }).from(tries).where(where).get()?.n ?? 0
      const first = db
        .select({ at: tries.at })
        .from(tries)
        .where(where)
        .orderBy(asc(tries.at))
        .limit(limitOf(1))
        .get()
      return { n, oldest: first?.at ?? after }
    },
    /** The row's id, by which it can be taken back. */
    add: (key: Uint8Array, at: Instant): number | undefined =>
      db.insert(tries).values({ key, at }).returning({ id: tries.id }).get()?.id,
    takeBack: (id: number): void => void db.delete(tries).where(eq(tries.id, id)).run(),
    tidy: (until: Instant): void => void db.delete(tries).where(lte(tries.at, until)).run(),
  }
}
