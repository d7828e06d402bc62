/** @module Every column that holds a keyed hash, and their change to a newer pepper: each hash is hashed once more under the new one, so that no value is needed, which for most is kept nowhere. */

import { getTableName } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { links, recoveryCodes, sessions, staff, tries } from '../store/access/schema.ts'
import { accounts, directory } from '../store/account/schema.ts'
import { deadLetters, inbox, outbox } from '../store/chat/schema.ts'
import {
  identityAsks,
  identityBindings,
  identityCodes,
  identityForms,
  identityStops,
} from '../store/office/identity-schema.ts'
import { caseNameWords, deskChats } from '../store/office/queue-schema.ts'
import { rosterPeople } from '../store/office/roster-schema.ts'
import { officeCases, officeLookUps } from '../store/office/schema.ts'
import { Database } from '../store/sqlite.ts'

/** The databases that hold hashes, by the name of their file; a new column of hashes needs a place here. */
export const HASHED = {
  accounts: [accounts.tokenMark, directory.addressHash],
  staff: [staff.loginHash, recoveryCodes.codeHash, sessions.tokenHash, links.tokenHash, tries.key],
  chats: [inbox.key, outbox.sentKey, deadLetters.key],
  office: [
    ...[identityForms.tokenHash, identityForms.phoneHash, identityForms.nikHash, identityForms.kkHash],
    ...[identityForms.personHash, identityForms.prefixHash, identityAsks.personHash, identityAsks.prefixHash],
    ...[identityStops.hash, identityCodes.codeHash, identityCodes.personHash, identityBindings.personHash],
    ...[deskChats.maskHash, caseNameWords.hash, officeCases.codeHash, officeLookUps.numberHash],
    ...[rosterPeople.nikHash, rosterPeople.kkHash, rosterPeople.phoneHash],
  ],
} as const satisfies Record<string, readonly SQLiteColumn[]>
export type HashedName = keyof typeof HASHED
export const HASHED_NAMES = Object.keys(HASHED) as HashedName[]

/** In the file's header, where a commit keeps it together with the rows; 0 in a file that never saw a change. */
const MARK = 'application_id'

/** Under which version of the pepper the hashes of this file are; 0: under the first. */
export function pepperOf(path: string): number {
  const client = new Database(path, { fileMustExist: true })
  try {
    client.pragma('query_only = ON')
    return Number(client.pragma(MARK, { simple: true }))
  } finally {
    client.close()
  }
}

/** For a file that holds no hash yet. */
export function markPepper(path: string, version: number): void {
  const client = new Database(path, { fileMustExist: true })
  try {
    client.pragma(`${MARK} = ${version}`)
  } finally {
    client.close()
  }
}

/**
 * All hashes of one file in one commit: killed anywhere, it is wholly before or wholly after. Nothing else may have it
 * open. The old ones are overwritten.
 * @param further the same hash under the pepper of `version`
 * @returns how many there were
 */
export function rehashFile(
  path: string,
  name: HashedName,
  version: number,
  further: (hash: Uint8Array) => Uint8Array,
): number {
  const client = new Database(path, { fileMustExist: true })
  try {
    client.pragma('synchronous = FULL')
    client.pragma('secure_delete = ON')
    client.function('further', { deterministic: true }, (hash: unknown) =>
      hash instanceof Uint8Array && hash.some((byte) => byte !== 0) ? Buffer.from(further(hash)) : hash,
    )
    let count = 0
    const change = client.transaction(() => {
      for (const column of HASHED[name]) {
        const [table, field] = [getTableName(column.table), column.name]
        count += client
          .prepare(`update "${table}" set "${field}" = further("${field}") where "${field}" is not null`)
          .run().changes
      }
      client.pragma(`${MARK} = ${version}`)
    })
    change.immediate()
    client.pragma('wal_checkpoint(TRUNCATE)')
    return count
  } finally {
    client.close()
  }
}
