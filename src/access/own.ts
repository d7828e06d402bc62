/** @module What members do with their own account. */

import type { Knock, Own, PersonFault, Refusal } from './access.ts'
import type { Rooms } from './deps.ts'
import type { Limits } from './limits.ts'
import { faultsOf } from './password.ts'
import { openProfile } from './people.ts'
import { recoveryHash, takeProof } from './proof.ts'
import { sessionViews } from './sessions.ts'
import { newRecoveryCodes } from './set-up.ts'

const REFUSED: Refusal = { type: 'refused' }

export function makeOwn(rooms: Rooms, limits: Limits): Own {
  const { rows } = rooms
  /** The second factor again, before what a borrowed screen must not do. */
  const prove = (memberId: string, code: string): 'ok' | Refusal => {
    const row = rows.staff.get(memberId)
    if (row === undefined) return REFUSED
    const counted = limits.code(memberId)
    if (counted.type === 'wait') return counted
    if (takeProof(rooms, row, code) === undefined) return REFUSED
    counted.takeBack()
    return 'ok'
  }
  return {
    sessions: async (memberId) => sessionViews(rooms, memberId),
    endSession: async (memberId, sessionId) => rows.sessions.end(memberId, sessionId),
    endOthers: async (memberId, sessionId) => rows.sessions.endAll(memberId, sessionId),
    recoveryLeft: async (memberId) => rows.staff.codesLeft(memberId),
    changePassword: async (memberId, given, knock) =>
      await changePassword(rooms, limits, prove, memberId, given, knock),
    newRecoveryCodes: async (memberId, code, { requestId }) => {
      const proof = prove(memberId, code)
      if (proof !== 'ok') return proof
      const codes = newRecoveryCodes(rooms)
      const hashes = codes.map((one) => recoveryHash(rooms, memberId, one))
      rooms.log({ by: memberId, action: 'access.recovery_renewed', subject: memberId, requestId })
      rooms.db.transaction(() => rows.staff.putCodes(memberId, hashes))
      return { type: 'ok', codes }
    },
    setLanguage: async (memberId, language) => {
      const row = rows.staff.get(memberId)
      if (row !== undefined) rows.staff.put({ ...row, language })
    },
  }
}

async function changePassword(
  rooms: Rooms,
  limits: Limits,
  prove: (memberId: string, code: string) => 'ok' | Refusal,
  memberId: string,
  { password, code, next }: { password: string; code: string; next: string },
  { address, requestId }: Knock,
): Promise<{ type: 'ok' } | { type: 'faults'; faults: PersonFault[] } | Refusal> {
  const { rows, hasher, service } = rooms
  const row = rows.staff.get(memberId)
  if (row === undefined) return REFUSED
  const { login } = openProfile(rooms, row)
  const faults = faultsOf(next, { login, service: service.name })
  if (faults.length > 0) return { type: 'faults', faults }
  const counted = limits.login(login, address)
  if (counted.type === 'wait') return counted
  const isRight = await hasher.verify(row.passwordHash, password)
  if (isRight === 'busy') return { type: 'busy' }
  if (!isRight) return REFUSED
  const proof = prove(memberId, code)
  if (proof !== 'ok') return proof
  const passwordHash = await hasher.hash(next)
  if (passwordHash === 'busy') return { type: 'busy' }
  const fresh = rows.staff.get(memberId)
  if (fresh?.passwordHash !== row.passwordHash) return REFUSED
  counted.takeBack()
  rooms.log({ by: memberId, action: 'access.password_changed', subject: memberId, requestId })
  rooms.db.transaction(() => {
    rows.staff.put({ ...fresh, passwordHash })
    rows.sessions.endAll(memberId)
  })
  return { type: 'ok' }
}
