/** @module Who works in the console, and what of their work is written down. Data only. */

import type { AuditAction } from './audit-actions.ts'
import type { Owner } from './chat.ts'
import type { Language } from './lists.ts'

/**
 * `agent` speaks with residents and works cases; `supervisor` also decides on people, lists and facts;
 * `admin` keeps accounts and lines, and reads no chat; `auditor` reads what was done, and changes nothing.
 */
export const ROLES = ['agent', 'supervisor', 'admin', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** Who speaks from the phone of the line has no account with us; whoever has one may take the chat over. */
export const PHONE_STAFF = 'phone'
export const PHONE_OWNER: Owner = `staff:${PHONE_STAFF}`

/** Nobody at the keyboard for this long: the page locks. */
export const STAFF_IDLE_MS = 15 * 60_000

export type Member = {
  /** Stands in rows and journals; never shown to residents. */
  id: string
  name: string
  role: Role
  team?: string
  language: Language
}

/** A line of the audit log before it is chained. Nothing of it is in clear that is sealed elsewhere. */
export type AuditEntry = {
  /** The member's id; `system` for what the service does by itself, `nobody` before a login. */
  by: string
  action: AuditAction
  /** What it was done to: a case number, a chat id, an account id. */
  subject?: string
  /** Why, where staff must say so: a code or a case number. */
  reason?: string
  /** Names of the fields that were shown or changed, never their values. */
  fields?: readonly string[]
  requestId: string
}
