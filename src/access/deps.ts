/** @module What staff access is made with. */

import type { Instant } from '../core/chat.ts'
import type { AuditEntry } from '../core/staff.ts'
import type { AuditRows } from '../store/access/audit.ts'
import type { LinkRows } from '../store/access/links.ts'
import type { SessionRows } from '../store/access/sessions.ts'
import type { StaffRows } from '../store/access/staff.ts'
import type { TryRows } from '../store/access/tries.ts'
import type { Db } from '../store/db.ts'
import type { Chain } from '../vault/chain.ts'
import type { Vault } from '../vault/vault.ts'
import type { Weigh } from './password.ts'
import type { Hasher } from './password-hash.ts'

export type AccessDeps = {
  db: Db
  vault: Pick<Vault, 'seal' | 'open' | 'hash'>
  chain: Chain
  now(): Instant
  newId(): string
  /** Bytes nobody can guess. */
  random(bytes: number): Uint8Array
  service: { name: string }
  weigh: Weigh
}

/** @throws StoreUnavailable when it cannot be written */
export type Log = (entry: AuditEntry) => void

/** The same with the rows open, as the rooms of this folder use it. */
export type Rooms = AccessDeps & {
  rows: { staff: StaffRows; sessions: SessionRows; links: LinkRows; tries: TryRows; audit: AuditRows }
  hasher: Hasher
  log: Log
}
