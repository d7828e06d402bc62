/** @module Rows of erasures, and the taking out of what the office keeps of a chat or a case. Opens no seal. */

import { and, asc, eq, inArray, lte, min, notInArray, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { ErasureCounts } from '../../core/erasure.ts'
import { DATA_KINDS } from '../../core/lists.ts'
import type { Db } from '../db.ts'
import { officeErasures } from './erasures-schema.ts'
import { officeHeard } from './heard-schema.ts'
import { deskChatLabels } from './queue-schema.ts'
import {
  officeAlarms,
  officeCards,
  officeCaseHistory,
  officeCases,
  officeLookUps,
  officeOutbox,
} from './schema.ts'

export type ErasureRow = typeof officeErasures.$inferSelect

export type OfficeErasures = ReturnType<typeof makeErasures>

const NOTHING = new Uint8Array(0)

/** Erasing is rare: no statement of its own is prepared. */
export function makeErasures(db: Db) {
  const of = (number: string) => eq(officeErasures.number, number)
  return {
    get: (number: string): ErasureRow | undefined => db.select().from(officeErasures).where(of(number)).get(),
    /** False when there is one already. */
    add: (row: Pick<ErasureRow, 'number' | 'chatId' | 'scope' | 'proposedBy' | 'proposedAt'>): boolean =>
      db
        .insert(officeErasures)
        .values({ ...row, state: 'proposed' })
        .onConflictDoNothing()
        .returning({ number: officeErasures.number })
        .get() !== undefined,
    change: (number: string, set: Partial<Omit<ErasureRow, 'number'>>) =>
      void db.update(officeErasures).set(set).where(of(number)).run(),
    done: (number: string, at: Instant, counts: ErasureCounts) =>
      void db.update(officeErasures).set({ state: 'done', doneAt: at, counts }).where(of(number)).run(),
    drop: (number: string) => void db.delete(officeErasures).where(of(number)).run(),
    due: (now: Instant): ErasureRow[] =>
      db
        .select()
        .from(officeErasures)
        .where(and(eq(officeErasures.state, 'approved'), lte(officeErasures.runAt, now)))
        .orderBy(asc(officeErasures.runAt))
        .all(),
    runFirst: (): Instant | undefined =>
      db
        .select({ at: min(officeErasures.runAt) })
        .from(officeErasures)
        .where(eq(officeErasures.state, 'approved'))
        .get()?.at ?? undefined,
    ...taking(db),
    ...asked(db),
  }
}

function taking(db: Db) {
  return {
    /** Kind, state, place and times stay for counts; what was told, the look-up code and notes go. */
    blankCase: (number: string): void => {
      db.update(officeCases)
        .set({ codeHash: NOTHING, codeSealed: NOTHING, fieldsSealed: NOTHING, summarySealed: NOTHING })
        .where(eq(officeCases.number, number))
        .run()
      db.update(officeCaseHistory)
        .set({ noteSealed: null, changesSealed: null })
        .where(eq(officeCaseHistory.number, number))
        .run()
    },
    /** True while anything that was told stands there, readable or not. */
    isBlank: (number: string): boolean =>
      db
        .select({ size: sql<number>`length(${officeCases.fieldsSealed})` })
        .from(officeCases)
        .where(eq(officeCases.number, number))
        .get()?.size === 0,
    /** Card, labels, tries and misunderstood words of a chat, and what it was still to be told. */
    dropChat: (chatId: string): void => {
      db.delete(officeCards).where(eq(officeCards.chatId, chatId)).run()
      db.delete(deskChatLabels).where(eq(deskChatLabels.chatId, chatId)).run()
      db.delete(officeHeard).where(eq(officeHeard.chatId, chatId)).run()
      db.delete(officeLookUps).where(eq(officeLookUps.chatId, chatId)).run()
      db.update(officeOutbox)
        .set({ state: 'withdrawn', noticeSealed: null })
        .where(and(eq(officeOutbox.chatId, chatId), inArray(officeOutbox.state, ['held', 'waiting'])))
        .run()
      db.update(officeOutbox).set({ noticeSealed: null }).where(eq(officeOutbox.chatId, chatId)).run()
    },
  }
}

/** Requests about data whose time runs out, and that nobody was warned of. */
function asked(db: Db) {
  const isOpen = and(
    inArray(officeCases.kind, [...DATA_KINDS]),
    notInArray(officeCases.state, ['done', 'closed']),
    sql`${officeCases.dueAt} is not null`,
    sql`not exists (select 1 from ${officeAlarms} where ${officeAlarms.id} = 'data_due.' || ${officeCases.number})`,
  )
  return {
    dueFirst: (): Instant | undefined =>
      db
        .select({ at: min(officeCases.dueAt) })
        .from(officeCases)
        .where(isOpen)
        .get()?.at ?? undefined,
    dueBefore: (at: Instant): { number: string; chatId: string }[] =>
      db
        .select({ number: officeCases.number, chatId: officeCases.chatId })
        .from(officeCases)
        .where(and(isOpen, lte(officeCases.dueAt, at)))
        .all(),
  }
}
