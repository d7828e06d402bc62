/** @module Rows of what was not understood, and their labels. Opens no seal. */

import { and, count, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { HeardLabel } from '../../core/heard.ts'
import { type Db, limitOf } from '../db.ts'
import { officeHeard } from './heard-schema.ts'

export type HeardRow = typeof officeHeard.$inferSelect
type Labelling = { label: HeardLabel; by: string; at: Instant; batch: string }

const none = { label: null, labelledBy: null, labelledAt: null, batch: null }

export type OfficeHeard = ReturnType<typeof makeHeard>

export function makeHeard(db: Db) {
  const open = db
    .select()
    .from(officeHeard)
    .where(isNull(officeHeard.label))
    .orderBy(desc(officeHeard.at), desc(officeHeard.id))
    .limit(limitOf(sql.placeholder('limit')))
    .prepare()
  const labelled = db
    .select()
    .from(officeHeard)
    .where(isNotNull(officeHeard.label))
    .orderBy(desc(officeHeard.labelledAt), desc(officeHeard.batch), desc(officeHeard.at))
    .limit(limitOf(sql.placeholder('limit')))
    .prepare()
  const since = db
    .select({ n: count() })
    .from(officeHeard)
    .where(
      and(eq(officeHeard.chatId, sql.placeholder('chatId')), gt(officeHeard.at, sql.placeholder('after'))),
    )
    .prepare()
  const between = db
    .select({ n: count() })
    .from(officeHeard)
    .where(and(gte(officeHeard.at, sql.placeholder('since')), lt(officeHeard.at, sql.placeholder('until'))))
    .prepare()
  const add = adder(db)
  return {
    add: (row: Omit<HeardRow, keyof typeof none>) => void add.run(row),
    /** Those without a label, newest first. */
    open: (limit: number) => open.all({ limit }),
    /** Those with one, the newest label first. */
    labelled: (limit: number) => labelled.all({ limit }),
    countSince: (chatId: string, after: Instant) => since.get({ chatId, after })?.n ?? 0,
    countBetween: (since: Instant, until: Instant) => between.get({ since, until })?.n ?? 0,
    /** Only those that have no label yet; returns how many. */
    label: (ids: readonly string[], { label, by, at, batch }: Labelling) =>
      db
        .update(officeHeard)
        .set({ label, labelledBy: by, labelledAt: at, batch })
        .where(and(inArray(officeHeard.id, [...ids]), isNull(officeHeard.label)))
        .returning({ id: officeHeard.id })
        .all().length,
    unlabel: (batch: string) =>
      db
        .update(officeHeard)
        .set(none)
        .where(eq(officeHeard.batch, batch))
        .returning({ id: officeHeard.id })
        .all().length,
  }
}

function adder(db: Db) {
  const hole = sql.placeholder
  return db
    .insert(officeHeard)
    .values({
      id: hole('id'),
      chatId: hole('chatId'),
      at: hole('at'),
      language: hole('language'),
      flow: hole('flow'),
      node: hole('node'),
      guess: hole('guess'),
      textSealed: hole('textSealed'),
      ...none,
    })
    .onConflictDoNothing()
    .prepare()
}
