/** @module What the console asks of accounts, sessions and the audit log. Types alone: `make.ts` makes it. */

import type { Instant } from '../core/chat.ts'
import type { Language } from '../core/lists.ts'
import type { AuditEntry, Member, Role } from '../core/staff.ts'

export type StaffSession = {
  /** Names the session in lists; not its token. */
  id: string
  member: Member
  /** Idle for too long: only the page that unlocks it is shown. */
  isLocked: boolean
  endsAt: Instant
}

/** A member as others see them: also those who are gone, since their names stand in what they did. */
export type Colleague = Member & { isActive: boolean }

/** What the guard and every area need of it; a test may put its own in place. */
export type Gate = {
  /**
   * The session of a cookie's token; undefined when there is none, or it ended, or was revoked.
   * Asking counts as activity, unless `isQuiet`: streams and what a page does by itself keep nobody logged in.
   */
  session(token: string, options?: { isQuiet?: boolean }): Promise<StaffSession | undefined>
  /**
   * Appends to the audit log before what it tells of is done.
   * @throws StoreUnavailable; then it may not be done
   */
  audit(entry: AuditEntry): Promise<void>
  /** All who ever could log in, by name. */
  members(): Promise<Colleague[]>
}

export type Access = Gate & {
  /** Who opened what these subjects name, by role, newest first; several looks of one role in an hour count once. */
  openings(subjects: readonly string[], most: number): { role: string; at: Instant }[]
} & { doors: Doors; setUp: SetUp; own: Own; accounts: Accounts; trail: Trail }

/** Who knocks: the limits count by it, the list of sessions shows the device. */
export type Knock = {
  /** The network address, if it is known; kept as a keyed hash for an hour. */
  address: string | undefined
  /** What the browser calls itself; only its kind is kept. */
  userAgent: string | undefined
  requestId: string
}

/** `wait` and `busy` were not tried: nothing is known of the password or the code by them. */
export type Refusal = { type: 'refused' } | { type: 'wait'; seconds: number } | { type: 'busy' }
export type Entered = { type: 'in'; token: string; member: Member }

export type Doors = {
  /** `code` is six digits of the authenticator app, or a recovery code. Takes the same time whoever is named. */
  login(given: { login: string; password: string; code: string }, knock: Knock): Promise<Entered | Refusal>
  /** Gives a new token in place of this one. `ended` after too many wrong codes: then the whole login is asked. */
  unlock(token: string, code: string, knock: Knock): Promise<Entered | Refusal | { type: 'ended' }>
  lock(token: string): Promise<void>
  logout(token: string, requestId: string): Promise<void>
}

/** `admin` makes an administrator of whoever opens it; `invite` and `reset` belong to an account. */
export type LinkKind = 'admin' | 'invite' | 'reset'

/** How far a one-time link has been followed. */
export type LinkView = {
  kind: LinkKind
  role: Role
  language: Language
  name: string
  /** Empty until it is chosen. */
  login: string
  /** `secret` for who cannot scan: base32 in fours; `uri` is what the QR code says. */
  step: { type: 'person' } | { type: 'app'; secret: string; uri: string }
}

export type PersonFault =
  | 'name_missing'
  | 'login_shape'
  | 'login_taken'
  | 'password_short'
  | 'password_long'
  | 'password_common'
  | 'password_weak'
  | 'password_own'

export type SetUp = {
  /** Undefined when there is no such link, or it was used, or its 24 hours are over. */
  view(token: string): Promise<LinkView | undefined>
  /** The first step: who it is. Nothing of it counts before the second. */
  person(
    token: string,
    given: { name: string; login: string; password: string },
  ): Promise<{ type: 'ok' } | { type: 'faults'; faults: PersonFault[] } | { type: 'busy' } | { type: 'gone' }>
  /** Back to the first step, with a new secret. */
  again(token: string): Promise<void>
  /** The second step: the app shows the right code. The link is used up, the account is open, whoever did it is logged in. */
  app(
    token: string,
    code: string,
    knock: Knock,
  ): Promise<(Entered & { recoveryCodes: string[] }) | Refusal | { type: 'gone' }>
  /** A new link for an administrator while there is none who can log in; undefined when there is one. Replaces earlier ones. */
  first(): Promise<string | undefined>
  /** A link for one more administrator, whatever there is: for whoever has the shell of the machine. */
  admin(): Promise<string>
}

export type SessionView = {
  id: string
  /** Such as "Chrome, Windows". */
  device: string
  startedAt: Instant
  seenAt: Instant
  endsAt: Instant
  isLocked: boolean
}

export type Own = {
  sessions(memberId: string): Promise<SessionView[]>
  /** False when it is not theirs. */
  endSession(memberId: string, sessionId: string): Promise<boolean>
  /** All but the one given. */
  endOthers(memberId: string, sessionId: string | undefined): Promise<void>
  recoveryLeft(memberId: string): Promise<number>
  /** Ends every session of theirs, this one too. */
  changePassword(
    memberId: string,
    given: { password: string; code: string; next: string },
    knock: Knock,
  ): Promise<{ type: 'ok' } | { type: 'faults'; faults: PersonFault[] } | Refusal>
  /** Ten new ones; the old ones no longer work. */
  newRecoveryCodes(
    memberId: string,
    given: { password: string; code: string },
    knock: Knock,
  ): Promise<{ type: 'ok'; codes: string[] } | Refusal>
  setLanguage(memberId: string, language: Language): Promise<void>
}

export type Account = {
  id: string
  name: string
  /** Empty before it was set up. */
  login: string
  role: Role
  team: string
  language: Language
  state: 'invited' | 'active' | 'disabled'
  createdAt: Instant
  lastLoginAt?: Instant
  /** An open link waits for them until then. */
  linkEndsAt?: Instant
  sessions: SessionView[]
}

export type ChangeResult = { ok: true } | { ok: false; why: 'unknown' | 'last_admin' | 'name_missing' }

/** What administrators do with the accounts of others. Each ends the sessions it touches. */
export type Accounts = {
  list(): Promise<Account[]>
  get(id: string): Promise<Account | undefined>
  /** The token of a one-time link beside the new account; shown once. */
  invite(
    id: string,
    given: { name: string; role: Role; team: string; language: Language },
  ): Promise<ChangeResult & { token?: string }>
  change(id: string, given: { name: string; role: Role; team: string }): Promise<ChangeResult>
  setDisabled(id: string, isDisabled: boolean): Promise<ChangeResult>
  /** Password and app no longer work; the new link sets them up again. */
  reset(id: string): Promise<ChangeResult & { token?: string }>
}

export type TrailEntry = Omit<AuditEntry, 'fields' | 'action'> & {
  seq: number
  /** One of `AUDIT_ACTIONS`, unless another version of this program wrote it. */
  action: string
  at: Instant
  fields: readonly string[]
}

/** Days are "2026-11-25", in Jakarta, both included; `action` also finds those that begin with it and a dot. */
export type TrailFilter = { by?: string; action?: string; subject?: string; from?: string; to?: string }

/** What is noted in the duty book: with it a cut end of the log is found. Hex. */
export type TrailHead = { seq: number; mac: string }

export type TrailFault = {
  seq: number
  why: 'changed' | 'missing' | 'key_missing' | 'cut_off' | 'rewritten'
}

export type Trail = {
  /** Newest first, below `before`. */
  list(filter: TrailFilter, options: { before?: number; limit: number }): Promise<TrailEntry[]>
  /** Every action that was ever written down, sorted. */
  actions(): Promise<string[]>
  head(): Promise<TrailHead>
}
