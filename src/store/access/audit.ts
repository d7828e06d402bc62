/** @module Rows of the audit log. They are added, and never changed or deleted: the database itself refuses it. */

import { and, asc, desc, eq, gt, gte, like, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import { type Db, limitOf } from '../db.ts'
import { audit } from './schema.ts'

export type AuditRow = typeof audit.$inferSelect
/** `after` and `before` are moments; `before` not included. */
export type AuditQuery = { by?: string; action?: string; subject?: string; after?: Instant; before?: Instant }

export type AuditRows = ReturnType<typeof makeAuditRows>

/** Not in a migration: those are made from the schema, which knows no triggers. */
const KEEP = ['update', 'delete'].map(
  (verb) =>
    `create trigger if not exists audit_no_${verb} before ${verb} on audit begin select raise(abort, 'the audit log is only added to'); end`,
)

export function makeAuditRows(db: Db) {
  for (const trigger of KEEP) db.run(sql.raw(trigger))
  const last = db.select().from(audit).orderBy(desc(audit.seq)).limit(limitOf(1)).prepare()
  return {
    last: (): AuditRow | undefined => last.get(),
    /** Reads the last row and adds the next in one transaction, so that two programs make no fork. */
    append: (make: (last: AuditRow | undefined) => AuditRow): void =>
      db.transaction(() => void db.insert(audit).values(make(last.get())).run(), { behavior: 'immediate' }),
    /** Newest first, below `below`. */
    list: (query: AuditQuery, below: number, limit: number): AuditRow[] =>
      db
        .select()
        .from(audit)
        .where(and(lt(audit.seq, below), ...conditions(query)))
        .orderBy(desc(audit.seq))
        .limit(limit)
        .all(),
    actions: (): string[] =>
      db
        .selectDistinct({ action: audit.action })
        .from(audit)
        .orderBy(asc(audit.action))
        .all()
        .map(({ action }) => action),
    /** From the first, `limit` at a time. */
    after: (seq: number, limit: number): AuditRow[] =>
      db.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(limit).all(),
  }
}

function conditions({ by, action, subject, after, before }: AuditQuery): (SQL | undefined)[] {
  return [
    by === undefined ? undefined : eq(audit.by, by),
    action === undefined ? undefined : or(eq(audit.action, action), like(audit.action, `${plain(action)}.%`)),
    subject === undefined ? undefined : eq(audit.subject, subject),
    after === undefined ? undefined : gte(audit.at, after),
    before === undefined ? undefined : lt(audit.at, before),
  ]
}

/** Without the signs that `like` reads. */
function plain(text: string): string {
  return text.replace(/[%_\\]/g, '')
}
