/** @module Wrapped data keys in the order of their subjects, for a change of the master key: read some, replace some, count by version. */

import { and, asc, count, eq, gt, sql } from 'drizzle-orm'
import type { Db } from '../db.ts'
import { dataKeys, keyPrints } from './schema.ts'

export type Wrapped = { subject: string; wrapped: Uint8Array }

/** Bytes two and three of a wrapped key name the version it is wrapped under. */
const version = sql<number>`(instr('0123456789ABCDEF', substr(hex(${dataKeys.wrapped}), 3, 1)) - 1) * 4096
  + (instr('0123456789ABCDEF', substr(hex(${dataKeys.wrapped}), 4, 1)) - 1) * 256
  + (instr('0123456789ABCDEF', substr(hex(${dataKeys.wrapped}), 5, 1)) - 1) * 16
  + (instr('0123456789ABCDEF', substr(hex(${dataKeys.wrapped}), 6, 1)) - 1)`

export function makeRotation(db: Db) {
  return {
    countByVersion: (): { version: number; n: number }[] =>
      db.select({ version, n: count() }).from(dataKeys).groupBy(version).all(),
    after: (subject: string, limit: number): Wrapped[] =>
      db
        .select()
        .from(dataKeys)
        .where(gt(dataKeys.subject, subject))
        .orderBy(asc(dataKeys.subject))
        .limit(limit)
        .all(),
    /** One commit. A key that was changed or forgotten meanwhile stays as it is. */
    replace: (rows: readonly { subject: string; from: Uint8Array; to: Uint8Array }[]): void => {
      db.transaction(
        () => {
          for (const { subject, from, to } of rows)
            db.update(dataKeys)
              .set({ wrapped: to })
              .where(and(eq(dataKeys.subject, subject), eq(dataKeys.wrapped, from)))
              .run()
        },
        { behavior: 'immediate' },
      )
    },
    /** That version is no longer asked for at start. */
    retire: (name: string, one: number): void =>
      void db
        .delete(keyPrints)
        .where(and(eq(keyPrints.name, name), eq(keyPrints.version, one)))
        .run(),
  }
}
