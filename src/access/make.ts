/** @module Makes staff access from its database, the vault and the audit key. */

import { makeAuditRows } from '../store/access/audit.ts'
import { makeLinkRows } from '../store/access/links.ts'
import { makeSessionRows } from '../store/access/sessions.ts'
import { makeStaffRows } from '../store/access/staff.ts'
import { makeTryRows } from '../store/access/tries.ts'
import type { Access } from './access.ts'
import { makeAccounts } from './accounts.ts'
import type { AccessDeps, Rooms } from './deps.ts'
import { makeDoors } from './doors.ts'
import { makeLimits } from './limits.ts'
import { makeOpenings } from './openings.ts'
import { makeOwn } from './own.ts'
import { makeHasher } from './password-hash.ts'
import { memberOf } from './people.ts'
import { makeSessions } from './sessions.ts'
import { makeSetUp } from './set-up.ts'
import { makeLog, makeTrail } from './trail.ts'

export function makeAccess(deps: AccessDeps): Access {
  const { db } = deps
  const rows = {
    staff: makeStaffRows(db),
    sessions: makeSessionRows(db),
    links: makeLinkRows(db),
    tries: makeTryRows(db),
    audit: makeAuditRows(db),
  }
  const rooms: Rooms = { ...deps, rows, hasher: makeHasher(), log: makeLog(rows.audit, deps) }
  const sessions = makeSessions(rooms)
  const limits = makeLimits(rooms)
  return {
    session: async (token, { isQuiet = false } = {}) => {
      const found = sessions.find(token, isQuiet)
      const row = found === undefined ? undefined : rows.staff.get(found.staffId)
      if (found === undefined || row?.state !== 'active') return undefined
      const { id, lockedAt, endsAt } = found
      return { id, member: memberOf(rooms, row), isLocked: lockedAt !== null, endsAt }
    },
    audit: async (entry) => rooms.log(entry),
    members: async () =>
      rows.staff
        .all()
        .map((row) => ({ ...memberOf(rooms, row), isActive: row.state === 'active' }))
        .sort((a, b) => a.name.localeCompare(b.name, 'id')),
    openings: makeOpenings(rows),
    doors: makeDoors(rooms, sessions, limits),
    setUp: makeSetUp(rooms, sessions, limits),
    own: makeOwn(rooms, limits),
    accounts: makeAccounts(rooms),
    trail: makeTrail(rows.audit),
  }
}
