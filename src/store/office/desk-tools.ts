/** @module Labels, ready words, who is on duty, notes for the next shift. Opens no seal. */

import { asc, count, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { deskCanned, deskChatLabels, deskLabels, deskRatings, deskStaff, shiftNotes } from './queue-schema.ts'

export type StaffRow = typeof deskStaff.$inferSelect
export type CannedRow = typeof deskCanned.$inferSelect

export type DeskTables = ReturnType<typeof makeDeskTables>

export function makeDeskTables(db: Db) {
  return { ...labels(db), ...canned(db), ...duty(db), ...notes(db) }
}

function labels(db: Db) {
  return {
    labels: (): string[] =>
      db
        .select()
        .from(deskLabels)
        .orderBy(asc(deskLabels.name))
        .all()
        .map(({ name }) => name),
    addLabel: (name: string) => void db.insert(deskLabels).values({ name }).onConflictDoNothing().run(),
    dropLabel: (name: string) => {
      db.delete(deskChatLabels).where(eq(deskChatLabels.label, name)).run()
      db.delete(deskLabels).where(eq(deskLabels.name, name)).run()
    },
    /** By chat, of these chats. */
    labelsOf: (chatIds: readonly string[]): Map<string, string[]> => {
      const found = new Map<string, string[]>()
      if (chatIds.length === 0) return found
      const rows = db
        .select()
        .from(deskChatLabels)
        .where(inArray(deskChatLabels.chatId, [...chatIds]))
        .orderBy(asc(deskChatLabels.label))
        .all()
      for (const { chatId, label } of rows) found.set(chatId, [...(found.get(chatId) ?? []), label])
      return found
    },
    /** Those that exist; any other is left out. */
    setLabels: (chatId: string, names: readonly string[]) => {
      db.delete(deskChatLabels).where(eq(deskChatLabels.chatId, chatId)).run()
      const known = new Set(
        db
          .select()
          .from(deskLabels)
          .all()
          .map(({ name }) => name),
      )
      for (const label of new Set(names))
        if (known.has(label)) db.insert(deskChatLabels).values({ chatId, label }).run()
    },
  }
}

function canned(db: Db) {
  return {
    canned: (): CannedRow[] => db.select().from(deskCanned).orderBy(asc(deskCanned.title)).all(),
    saveCanned: (row: CannedRow) => {
      const { id: _id, ...rest } = row
      db.insert(deskCanned).values(row).onConflictDoUpdate({ target: deskCanned.id, set: rest }).run()
    },
    dropCanned: (id: string) => void db.delete(deskCanned).where(eq(deskCanned.id, id)).run(),
  }
}

function duty(db: Db) {
  return {
    staff: (): StaffRow[] => db.select().from(deskStaff).orderBy(asc(deskStaff.name)).all(),
    staffOf: (id: string): StaffRow | undefined =>
      db.select().from(deskStaff).where(eq(deskStaff.id, id)).get(),
    putStaff: (row: StaffRow) => {
      const { id: _id, ...rest } = row
      db.insert(deskStaff).values(row).onConflictDoUpdate({ target: deskStaff.id, set: rest }).run()
    },
  }
}

function notes(db: Db) {
  return {
    addRating: (row: typeof deskRatings.$inferInsert) =>
      void db.insert(deskRatings).values(row).onConflictDoNothing().run(),
    ratings: (from: Instant, until: Instant) =>
      db
        .select({ helped: deskRatings.helped, n: count() })
        .from(deskRatings)
        .where(sql`${deskRatings.at} >= ${from} and ${deskRatings.at} < ${until}`)
        .groupBy(deskRatings.helped)
        .all(),
    shiftNotes: (after: Instant, limit: number) =>
      db
        .select()
        .from(shiftNotes)
        .where(sql`${shiftNotes.at} > ${after}`)
        .orderBy(desc(shiftNotes.at))
        .limit(limit)
        .all(),
    addShiftNote: (row: typeof shiftNotes.$inferInsert) =>
      void db.insert(shiftNotes).values(row).onConflictDoNothing().run(),
  }
}
