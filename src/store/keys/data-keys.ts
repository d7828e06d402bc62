/** @module Wrapped data keys: get, put, remove; the list of what was forgotten; and the check that the keys given at start are the right ones. */

import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../db.ts'
import { dataKeys, forgottenSubjects, keyPrints } from './schema.ts'

export type DataKeys = ReturnType<typeof makeKeyShelf>

/** Fits the vault's `KeyShelf`. `put` never replaces a key that stands. */
export function makeKeyShelf(db: Db) {
  const subject = sql.placeholder('subject')
  const get = db
    .select({ wrapped: dataKeys.wrapped })
    .from(dataKeys)
    .where(eq(dataKeys.subject, subject))
    .prepare()
  const put = db
    .insert(dataKeys)
    .values({ subject, wrapped: sql.placeholder('wrapped') })
    .onConflictDoNothing()
    .returning({ subject: dataKeys.subject })
    .prepare()
  const remove = db.delete(dataKeys).where(eq(dataKeys.subject, subject)).prepare()
  const forgotten = db
    .select({ seq: forgottenSubjects.seq })
    .from(forgottenSubjects)
    .where(eq(forgottenSubjects.subject, subject))
    .prepare()
  const note = db.insert(forgottenSubjects).values({ subject }).onConflictDoNothing().prepare()
  return {
    get: (name: string) => get.get({ subject: name })?.wrapped,
    put: (name: string, wrapped: Uint8Array) => {
      const isNew = put.get({ subject: name, wrapped }) !== undefined
      return isNew ? wrapped : (get.get({ subject: name })?.wrapped ?? wrapped)
    },
    /** The key goes and its name is noted, in one transaction. */
    remove: (name: string) => {
      db.transaction(() => {
        remove.run({ subject: name })
        note.run({ subject: name })
      })
    },
    together: <T>(work: () => T): T => db.transaction(work, { behavior: 'immediate' }),
    isForgotten: (name: string) => forgotten.get({ subject: name }) !== undefined,
    /** Everything ever removed, oldest first: what a restore must remove again. */
    forgotten: () =>
      db
        .select({ subject: forgottenSubjects.subject })
        .from(forgottenSubjects)
        .orderBy(asc(forgottenSubjects.seq))
        .all()
        .map((row) => row.subject),
  }
}

export type KeyPrint = { name: string; version: number; print: string }

/**
 * Keeps the print of each key seen for the first time.
 * @throws Error when a key of a known name and version is another one than before, or when one that was used is gone
 */
export function requireKnownKeys(db: Db, prints: readonly KeyPrint[]): void {
  db.transaction((tx) => {
    const known = tx.select().from(keyPrints).all()
    const wrong = known.filter((row) => !prints.some((given) => isSame(given, row)))
    if (wrong.length > 0) {
      const names = wrong.map((row) => `${row.name}.k${row.version}`).join(', ')
      throw new Error(
        `The data was sealed with other keys than these: ${names}. Nothing was changed. Put back the key files that belong to this data, or start with an empty DATA_DIR.`,
      )
    }
    for (const given of prints) {
      const row = tx
        .select()
        .from(keyPrints)
        .where(and(eq(keyPrints.name, given.name), eq(keyPrints.version, given.version)))
        .get()
      if (row === undefined) tx.insert(keyPrints).values(given).run()
    }
  })
}

function isSame(a: KeyPrint, b: KeyPrint): boolean {
  return a.name === b.name && a.version === b.version && a.print === b.print
}
