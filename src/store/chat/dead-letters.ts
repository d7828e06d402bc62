/** @module What could not be given to its chat: kept for people, once. */

import { count, lt, sql } from 'drizzle-orm'
import type { Db } from '../db.ts'
import { deadLetters } from './schema.ts'

export type DeadLetter = typeof deadLetters.$inferInsert

const hole = sql.placeholder

export function makeDeadLetters(db: Db) {
  const add = db
    .insert(deadLetters)
    .values({
      key: hole('key'),
      channel: hole('channel'),
      at: hole('at'),
      why: hole('why'),
      bodySealed: hole('bodySealed'),
    })
    .onConflictDoNothing()
    .prepare()
  const many = db.select({ n: count() }).from(deadLetters).prepare()
  return {
    add: (row: DeadLetter) => void add.run(row),
    before: (at: number): number =>
      db.select({ n: count() }).from(deadLetters).where(lt(deadLetters.at, at)).get()?.n ?? 0,
    dropBefore: (at: number): void => void db.delete(deadLetters).where(lt(deadLetters.at, at)).run(),
    count: (): number => many.get()?.n ?? 0,
  }
}
