/** @module Takes a second factor once: the code of the app, or one of the recovery codes. */

import type { StaffRow } from '../store/access/staff.ts'
import type { Rooms } from './deps.ts'
import { openSecret } from './people.ts'
import { typedCode } from './secrets.ts'
import { stepOf } from './totp.ts'

/** How it was proven; undefined when it was not, or when this very code was taken before. */
export function takeProof(rooms: Rooms, row: StaffRow, typed: string): 'app' | 'recovery' | undefined {
  const code = typedCode(typed)
  if (code === undefined) return undefined
  if ('recovery' in code)
    return rooms.rows.staff.takeCode(row.id, recoveryHash(rooms, row.id, code.recovery), rooms.now())
      ? 'recovery'
      : undefined
  const secret = openSecret(rooms, row)
  const step = secret === undefined ? undefined : stepOf(secret, code.app, rooms.now())
  return step !== undefined && rooms.rows.staff.takeStep(row.id, step) ? 'app' : undefined
}

/** `code` without dashes. */
export function recoveryHash({ vault }: Pick<Rooms, 'vault'>, staffId: string, code: string): Uint8Array {
  return vault.hash('staff_recovery', JSON.stringify([staffId, code.replace(/-/g, '')]))
}
