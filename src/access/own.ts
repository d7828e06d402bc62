/** @module What members do with their own account. */

import type { StaffRow } from '../store/access/staff.ts'
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
  const prove = makeProof(rooms, limits)
  return {
    sessions: async (memberId) => sessionViews(rooms, memberId),
    endSession: async (memberId, sessionId) => rows.sessions.end(memberId, sessionId),
    endOthers: async (memberId, sessionId) => rows.sessions.endAll(memberId, sessionId),
    recoveryLeft: async (memberId) => rows.staff.codesLeft(memberId),
    changePassword: async (memberId, given, knock) =>
      await changePassword(rooms, prove, memberId, given, knock),
    newRecoveryCodes: async (memberId, given, { address, requestId }) => {
      const proof = await prove(memberId, given, address)
      if (proof.type !== 'proven') return proof
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

type Proof = { type: 'proven'; row: StaffRow }
type Prove = (
  memberId: string,
  given: { password: string; code: string },
  address: string | undefined,
) => Promise<Proof | Refusal>

/** The whole login again, before what a borrowed screen must not do. */
function makeProof(rooms: Rooms, limits: Limits): Prove {
  const { rows, hasher } = rooms
  return async (memberId, { password, code }, address) => {
    const row = rows.staff.get(memberId)
    if (row === undefined) return REFUSED
    const counted = limits.login(openProfile(rooms, row).login, address)
    if (counted.type === 'wait') return counted
    const isRight = await hasher.verify(row.passwordHash, password)
    if (isRight === 'busy') return { type: 'busy' }
    if (!isRight) return REFUSED
    const codes = limits.code(memberId)
    if (codes.type === 'wait') return codes
    if (takeProof(rooms, row, code) === undefined) return REFUSED
    codes.takeBack()
    counted.takeBack()
    return { type: 'proven', row }
  }
}

async function changePassword(
  rooms: Rooms,
  prove: Prove,
  memberId: string,
  { next, ...given }: { password: string; code: string; next: string },
  { address, requestId }: Knock,
): Promise<{ type: 'ok' } | { type: 'faults'; faults: PersonFault[] } | Refusal> {
  const { rows, hasher, service } = rooms
  const known = rows.staff.get(memberId)
  if (known === undefined) return REFUSED
  const faults = await faultsOf(next, { ...openProfile(rooms, known), service: service.name }, rooms.weigh)
  if (faults === 'busy') return { type: 'busy' }
  if (faults.length > 0) return { type: 'faults', faults }
  const proof = await prove(memberId, given, address)
  if (proof.type !== 'proven') return proof
  const passwordHash = await hasher.hash(next)
  if (passwordHash === 'busy') return { type: 'busy' }
  // Looked at anew: in the meantime it may have been changed elsewhere.
  const fresh = rows.staff.get(memberId)
  if (fresh?.passwordHash !== proof.row.passwordHash) return REFUSED
  rooms.log({ by: memberId, action: 'access.password_changed', subject: memberId, requestId })
  rooms.db.transaction(() => {
    rows.staff.put({ ...fresh, passwordHash })
    rows.sessions.endAll(memberId)
  })
  return { type: 'ok' }
}
