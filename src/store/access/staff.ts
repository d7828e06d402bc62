/** @module Rows of accounts and their recovery codes. Sees hashes and sealed bytes alone. */

import { and, asc, count, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { recoveryCodes, staff } from './schema.ts'

export type StaffRow = typeof staff.$inferSelect

export type StaffRows = ReturnType<typeof makeStaffRows>

const hole = sql.placeholder

export function makeStaffRows(db: Db) {
  const get = db
    .select()
    .from(staff)
    .where(eq(staff.id, hole('id')))
    .prepare()
  const byLogin = db
    .select()
    .from(staff)
    .where(eq(staff.loginHash, hole('loginHash')))
    .prepare()
  const admins = db
    .select({ n: count() })
    .from(staff)
    .where(and(eq(staff.role, 'admin'), eq(staff.state, 'active'), ne(staff.id, hole('id'))))
    .prepare()
  return {
    ...codes(db),
    get: (id: string): StaffRow | undefined => get.get({ id }),
    byLogin: (loginHash: Uint8Array): StaffRow | undefined => byLogin.get({ loginHash }),
    all: (): StaffRow[] => db.select().from(staff).orderBy(asc(staff.createdAt)).all(),
    /** Administrators who can log in, but for `id`. */
    otherAdmins: (id: string): number => admins.get({ id })?.n ?? 0,
    put: (row: StaffRow): void => {
      const { id: _id, ...rest } = row
      db.insert(staff).values(row).onConflictDoUpdate({ target: staff.id, set: rest }).run()
    },
    /**
     * Takes a code's 30 seconds; false when that or a later one was taken already, also by a request at the same moment.
     */
    takeStep: (id: string, step: number): boolean =>
      db
        .update(staff)
        .set({ totpStep: step })
        .where(and(eq(staff.id, id), sql`${staff.totpStep} < ${step}`))
        .returning({ id: staff.id })
        .all().length > 0,
    loggedIn: (id: string, at: Instant): void =>
      void db.update(staff).set({ lastLoginAt: at }).where(eq(staff.id, id)).run(),
  }
}

function codes(db: Db) {
  return {
    /** Those of before are gone. */
    putCodes: (staffId: string, hashes: readonly Uint8Array[]): void => {
      db.delete(recoveryCodes).where(eq(recoveryCodes.staffId, staffId)).run()
      for (const codeHash of hashes) db.insert(recoveryCodes).values({ staffId, codeHash }).run()
    },
    /** False when there is no such code or it was taken before. */
    takeCode: (staffId: string, codeHash: Uint8Array, at: Instant): boolean =>
      db
        .update(recoveryCodes)
        .set({ usedAt: at })
        .where(
          and(
            eq(recoveryCodes.staffId, staffId),
            eq(recoveryCodes.codeHash, codeHash),
            isNull(recoveryCodes.usedAt),
          ),
        )
        .returning({ at: recoveryCodes.usedAt })
        .all().length > 0,
    codesLeft: (staffId: string): number =>
      db
        .select({ n: count() })
        .from(recoveryCodes)
        .where(and(eq(recoveryCodes.staffId, staffId), isNull(recoveryCodes.usedAt)))
        .get()?.n ?? 0,
  }
}
