/** @module What the audit log names in a stretch of time: which subjects were opened, by which acts. Reads alone. */

import { and, count, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import type { Db } from '../db.ts'
import { audit } from './schema.ts'

export type Opened = { subject: string; action: string; n: number }

/** `until` is not included. Rows without a subject (lists, exports) come with ''. */
export function openedBetween(
  db: Db,
  actions: readonly string[],
  from: Instant,
  until: Instant,
  by?: string,
): Opened[] {
  return db
    .select({ subject: sql<string>`coalesce(${audit.subject}, '')`, action: audit.action, n: count() })
    .from(audit)
    .where(
      and(
        inArray(audit.action, [...actions]),
        gte(audit.at, from),
        lt(audit.at, until),
        by === undefined ? undefined : eq(audit.by, by),
      ),
    )
    .groupBy(audit.subject, audit.action)
    .all()
}
