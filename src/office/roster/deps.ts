/** @module What the keeper of imported lists is given, its rows, and its limits. */

import type { Instant } from '../../core/chat.ts'
import type { Uploads } from '../../core/sheet.ts'
import type { Places } from '../../rules/places.ts'
import type { Db } from '../../store/db.ts'
import { makeRosterRows, type RosterRows } from '../../store/office/roster.ts'
import type { Vault } from '../../vault/vault.ts'

export type RosterDeps = {
  db: Db
  vault: Pick<Vault, 'seal' | 'open' | 'hash' | 'forget'>
  uploads: Uploads
  now(): Date
  /** Those of the edition in force. */
  places(): Places
  /** A demo may hold people who cannot exist: serial 0000. */
  isDemo: boolean
  /** Lets everything else that waits have its turn. */
  breathe(): Promise<void>
  /** A while, when the disk takes nothing. */
  rest(): Promise<void>
  /** Told of what was not expected; never given what a file says. */
  onError(error: unknown): void
}

export const LIMITS = {
  /** Rows a transaction: some 5 ms, since a message may wait behind it. */
  batchRows: 25,
  /** Rows looked at for the one that names the columns. */
  headerRows: 40,
  /** Offices or hospitals of one list that are looked at for what residents are told. */
  placesTold: 2_000,
  faultsKept: 5_000,
  /** Lists before the current one that can come back. */
  listsKept: 3,
  /** Rows deleted at a time. */
  clearRows: 100,
  fileNameChars: 80,
  /** Of the current list: when more of it is gone, somebody must have seen that. */
  goneShare: 0.1,
} as const

/** What every part of it works with. */
export type Room = RosterDeps & { rows: RosterRows; at(): Instant }

export function makeRoom(deps: RosterDeps): Room {
  return { ...deps, rows: makeRosterRows(deps.db), at: () => deps.now().getTime() }
}
