/** @module What the console asks of accounts, sessions and the audit log. */

import type { Instant } from '../core/chat.ts'
import type { AuditEntry, Member } from '../core/staff.ts'

export type StaffSession = {
  /** Names the session in lists; not its token. */
  id: string
  member: Member
  /** Idle for too long: only the page that unlocks it is shown. */
  isLocked: boolean
  endsAt: Instant
}

export type Access = {
  /** The session of a cookie's token, touched by this; undefined when there is none, or it ended, or was revoked. */
  session(token: string): Promise<StaffSession | undefined>
  /**
   * Appends to the audit log before what it tells of is done.
   * @throws StoreUnavailable; then it may not be done
   */
  audit(entry: AuditEntry): Promise<void>
}
