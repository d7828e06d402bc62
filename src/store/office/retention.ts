/** @module What of the office's own tables is too old, by class: counted, found, deleted. Opens no seal. */

import { and, asc, count, eq, inArray, lt, max, or, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { RetentionClass } from '../../core/retention.ts'
import type { Db } from '../db.ts'
import { officeHeard } from './heard-schema.ts'
import { shiftNotes } from './queue-schema.ts'
import { officeConsents, officeRetention } from './rights-schema.ts'
import { officeCases, officeLookUps } from './schema.ts'

/** Classes whose rows are simply deleted by their time. */
const TABLES = {
  misunderstood: officeHeard,
  look_up: officeLookUps,
  shift_note: shiftNotes,
  consent: officeConsents,
} as const
export type Deleted = keyof typeof TABLES
export const DELETED = Object.keys(TABLES) as Deleted[]

export type OfficeRetention = ReturnType<typeof makeRetention>

export function makeRetention(db: Db) {
  const tooOld = (before: Instant, child: boolean) =>
    and(
      inArray(officeCases.state, ['done', 'closed']),
      lt(officeCases.changedAt, before),
      eq(officeCases.child, child),
      sql`length(${officeCases.fieldsSealed}) > 0`,
    )
  return {
    countBefore: (one: Deleted, before: Instant): number =>
      db.select({ n: count() }).from(TABLES[one]).where(lt(TABLES[one].at, before)).get()?.n ?? 0,
    deleteBefore: (one: Deleted, before: Instant): void =>
      void db.delete(TABLES[one]).where(lt(TABLES[one].at, before)).run(),
    countCases: (before: Instant, child: boolean): number =>
      db.select({ n: count() }).from(officeCases).where(tooOld(before, child)).get()?.n ?? 0,
    cases: (before: Instant, child: boolean, limit: number) =>
      db
        .select()
        .from(officeCases)
        .where(tooOld(before, child))
        .orderBy(asc(officeCases.changedAt))
        .limit(limit)
        .all(),
    /** Cases of the chat that keep it: still worked on, or with what was told still there. */
    keeping: (chatId: string) =>
      db
        .select()
        .from(officeCases)
        .where(
          and(
            eq(officeCases.chatId, chatId),
            or(
              sql`${officeCases.state} not in ('done', 'closed')`,
              sql`length(${officeCases.fieldsSealed}) > 0`,
            ),
          ),
        )
        .all(),
    note: (day: string, one: RetentionClass, at: Instant, n: number): void =>
      void db
        .insert(officeRetention)
        .values({ day, class: one, at, n })
        .onConflictDoUpdate({
          target: [officeRetention.day, officeRetention.class],
          set: { at, n: sql`${officeRetention.n} + ${n}` },
        })
        .run(),
    lastDay: (): string | undefined =>
      db
        .select({ day: max(officeRetention.day) })
        .from(officeRetention)
        .get()?.day ?? undefined,
    /** Of the last day it ran. */
    last: () => {
      const day = db.select({ day: max(officeRetention.day) }).from(officeRetention)
      return db.select().from(officeRetention).where(eq(officeRetention.day, day)).all()
    },
  }
}
