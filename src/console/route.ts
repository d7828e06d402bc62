/**
 * @module The shape of a route of the console. The tables of routes are the authorisation matrix:
 * there is no other way to mount a page, so none can be without a rule, and no write without an entry in the audit log.
 */

import type { AuditEntry, Role } from '../core/staff.ts'
import type { StaffVisit, Visit } from './deps.ts'

/** What of an audit entry only the route knows. */
export type Audited = Pick<AuditEntry, 'action'> & Partial<Pick<AuditEntry, 'subject' | 'reason' | 'fields'>>

type Answer = Response | Promise<Response>

/**
 * Whether asking for it keeps the session awake. Without it: pages that are opened and forms that are sent do, streams and
 * what a script reads do not. `never` for a write that a page does by itself; `always` for a read that tells of a person.
 */
type Activity = { counts?: 'always' | 'never' }

/** For members of these roles. A write says what is written down about it before it is done; a page that reveals personal data does as well. */
type Guarded = {
  /** Below `/console`, with Hono's parameters. */
  path: string
  may: readonly [Role, ...Role[]]
  /** Bytes of a posted body, where files come with it. */
  maxBytes?: number
  run(visit: StaffVisit): Answer
} & (
  | { method: 'GET'; audit?(visit: StaffVisit): Audited | Promise<Audited> }
  | { method: 'POST'; audit(visit: StaffVisit): Audited | Promise<Audited> }
)

/** Before a login: the route writes its own entries, since it alone learns who came. */
type Open = {
  method: 'GET' | 'POST'
  path: string
  may: 'anyone'
  maxBytes?: number
  run(visit: Visit): Answer
}

/** For members whose page is locked: it shows nothing and unlocks or ends the session. */
type Locked = {
  method: 'GET' | 'POST'
  path: string
  may: 'locked'
  maxBytes?: number
  run(visit: StaffVisit): Answer
}

export type Route = (Guarded | Open | Locked) & Activity
