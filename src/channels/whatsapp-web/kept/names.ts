/** @module Names under which things are kept: hashed with a salt that is kept too, since names stand in clear and addresses must not. */

import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Keep } from '../../keep.ts'

const SALT_BYTES = 32

export type Names = (...parts: string[]) => string

/**
 * The same parts give the same name on this line, and tell nothing elsewhere. The salt is on the disk when this
 * returns: not within a transaction, which could take it back.
 *
 * @throws Error when the salt cannot be read or written
 */
export function makeNames(keep: Keep): Names {
  const known = keep.get('names', 'salt')
  const salt = known ?? new Uint8Array(randomBytes(SALT_BYTES))
  if (known === undefined) keep.set('names', 'salt', salt)
  return (...parts) => createHmac('sha256', salt).update(JSON.stringify(parts)).digest('hex')
}

/**
 * The id on the wire, the same however often the row is sent: whoever shows it knows a repeat by it.
 * In the form the official web client uses.
 */
export function messageIdOf(outboxId: string): string {
  return `3EB0${createHash('sha256').update(outboxId).digest('hex').slice(0, 18).toUpperCase()}`
}
