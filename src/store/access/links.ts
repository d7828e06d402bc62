/** @module Rows of one-time links: found by the keyed hash of their token, used up by deleting them. */

import { and, eq, gt, lte } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { links } from './schema.ts'

export type LinkRow = typeof links.$inferSelect

export type LinkRows = ReturnType<typeof makeLinkRows>

export function makeLinkRows(db: Db) {
  return {
    byToken: (tokenHash: Uint8Array, now: Instant): LinkRow | undefined =>
      db
        .select()
        .from(links)
        .where(and(eq(links.tokenHash, tokenHash), gt(links.endsAt, now)))
        .get(),
    of: (staffId: string, now: Instant): LinkRow | undefined =>
      db
        .select()
        .from(links)
        .where(and(eq(links.staffId, staffId), gt(links.endsAt, now)))
        .get(),
    add: (row: LinkRow): void => void db.insert(links).values(row).run(),
    setDraft: (tokenHash: Uint8Array, draftSealed: Uint8Array | null): void =>
      void db.update(links).set({ draftSealed }).where(eq(links.tokenHash, tokenHash)).run(),
    /** False when somebody else was first. */
    use: (tokenHash: Uint8Array): boolean =>
      db.delete(links).where(eq(links.tokenHash, tokenHash)).returning({ staffId: links.staffId }).all()
        .length > 0,
    dropOf: (staffId: string): void => void db.delete(links).where(eq(links.staffId, staffId)).run(),
    dropFirst: (): void => void db.delete(links).where(eq(links.isFirst, true)).run(),
    tidy: (now: Instant): void => void db.delete(links).where(lte(links.endsAt, now)).run(),
  }
}
