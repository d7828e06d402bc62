/** @module Rows of sessions: found by the keyed hash of their token, ended by deleting them. */

import { and, desc, eq, gt, lte, ne, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { sessions } from './schema.ts'

export type SessionRow = typeof sessions.$inferSelect

export type SessionRows = ReturnType<typeof makeSessionRows>

export function makeSessionRows(db: Db) {
  const byToken = db
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare()
  const set = (id: string, values: Partial<SessionRow>) =>
    void db.update(sessions).set(values).where(eq(sessions.id, id)).run()
  return {
    byToken: (tokenHash: Uint8Array): SessionRow | undefined => byToken.get({ tokenHash }),
    /** Newest first, those that are not over. */
    of: (staffId: string, now: Instant): SessionRow[] =>
      db
        .select()
        .from(sessions)
        .where(and(eq(sessions.staffId, staffId), gt(sessions.endsAt, now)))
        .orderBy(desc(sessions.createdAt))
        .all(),
    add: (row: SessionRow): void => void db.insert(sessions).values(row).run(),
    set,
    /** False when there is none of that name with this account. */
    end: (staffId: string, id: string): boolean =>
      db
        .delete(sessions)
        .where(and(eq(sessions.staffId, staffId), eq(sessions.id, id)))
        .returning({ id: sessions.id })
        .all().length > 0,
    /** `but` stays. */
    endAll: (staffId: string, but = ''): void =>
      void db
        .delete(sessions)
        .where(and(eq(sessions.staffId, staffId), ne(sessions.id, but)))
        .run(),
    tidy: (now: Instant): void => void db.delete(sessions).where(lte(sessions.endsAt, now)).run(),
  }
}
