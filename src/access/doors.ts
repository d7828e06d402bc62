/** @module Login, lock, unlock, logout: the ways in and out, each written down. */

import type { StaffRow } from '../store/access/staff.ts'
import type { Doors, Entered, Knock, Refusal } from './access.ts'
import type { Rooms } from './deps.ts'
import type { Limits } from './limits.ts'
import { loginHash, memberOf, plainLogin } from './people.ts'
import { takeProof } from './proof.ts'
import type { Sessions } from './sessions.ts'

/** Then the session is over, and the whole login is asked. */
const MAX_WRONG_UNLOCKS = 5
const REFUSED: Refusal = { type: 'refused' }

export function makeDoors(rooms: Rooms, sessions: Sessions, limits: Limits): Doors {
  const { rows, log } = rooms
  return {
    login: async (given, knock) => await login(rooms, sessions, limits, given, knock),
    unlock: async (token, code, { requestId }) => {
      const session = sessions.find(token, true)
      const row = session === undefined ? undefined : rows.staff.get(session.staffId)
      if (session === undefined || row?.state !== 'active') return { type: 'ended' }
      const counted = limits.code(row.id)
      if (counted.type === 'wait') return counted
      if (takeProof(rooms, row, code) === undefined) {
        log({ by: row.id, action: 'access.unlock_refused', subject: session.id, requestId })
        const wrongCodes = session.wrongCodes + 1
        rows.sessions.set(session.id, { wrongCodes })
        if (wrongCodes < MAX_WRONG_UNLOCKS) return REFUSED
        sessions.end(session)
        return { type: 'ended' }
      }
      counted.takeBack()
      log({ by: row.id, action: 'access.unlock', subject: session.id, requestId })
      return { type: 'in', token: sessions.unlock(session), member: memberOf(rooms, row) }
    },
    lock: async (token) => {
      const session = sessions.find(token, true)
      if (session !== undefined && session.lockedAt === null) sessions.lock(session)
    },
    logout: async (token, requestId) => {
      const session = sessions.find(token, true)
      if (session === undefined) return
      log({ by: session.staffId, action: 'access.logout', subject: session.id, requestId })
      sessions.end(session)
    },
  }
}

async function login(
  rooms: Rooms,
  sessions: Sessions,
  limits: Limits,
  given: Parameters<Doors['login']>[0],
  knock: Knock,
): Promise<Entered | Refusal> {
  const { rows, hasher, log } = rooms
  const name = plainLogin(given.login)
  const counted = limits.login(name, knock.address)
  if (counted.type === 'wait') return counted
  const found = rows.staff.byLogin(loginHash(rooms, name))
  const row = found?.state === 'active' ? found : undefined
  const isRight = await hasher.verify(row?.passwordHash, given.password)
  if (isRight === 'busy') {
    counted.takeBack()
    return { type: 'busy' }
  }
  // Looked at anew: in the meantime the account may have been disabled.
  const fresh = row === undefined ? undefined : rows.staff.get(row.id)
  const isSame = fresh?.state === 'active' && fresh.passwordHash === row?.passwordHash
  const proof =
    isRight && fresh !== undefined && isSame ? proofOf(rooms, limits, fresh, given.code) : undefined
  if (proof === undefined || fresh === undefined) {
    const subject = found === undefined ? {} : { subject: found.id }
    log({ by: 'nobody', action: 'access.login_refused', ...subject, requestId: knock.requestId })
    return REFUSED
  }
  counted.takeBack()
  const fields = proof === 'recovery' ? { fields: ['recovery_code'] } : {}
  log({ by: fresh.id, action: 'access.login', subject: fresh.id, ...fields, requestId: knock.requestId })
  const token = sessions.open(fresh.id, knock.userAgent)
  rows.staff.loggedIn(fresh.id, rooms.now())
  await renewHash(rooms, fresh, given.password)
  return { type: 'in', token, member: memberOf(rooms, fresh) }
}

/**
 * Too many wrong codes are refused in the same words as a wrong one: that the password was right is told to nobody.
 */
function proofOf(rooms: Rooms, limits: Limits, row: StaffRow, code: string): 'app' | 'recovery' | undefined {
  const counted = limits.code(row.id)
  if (counted.type === 'wait') return undefined
  const proof = takeProof(rooms, row, code)
  if (proof !== undefined) counted.takeBack()
  return proof
}

/** A hash of cheaper days becomes one of today's, while the password is at hand. */
async function renewHash({ rows, hasher }: Rooms, row: StaffRow, password: string): Promise<void> {
  if (row.passwordHash === null || !hasher.isOld(row.passwordHash)) return
  const passwordHash = await hasher.hash(password)
  if (passwordHash === 'busy') return
  const now = rows.staff.get(row.id)
  if (now?.passwordHash === row.passwordHash) rows.staff.put({ ...now, passwordHash })
}
