/** @module One-time links: whoever holds one sets up an account in two steps, and is then logged in. */

import type { LinkRow } from '../store/access/links.ts'
import type { StaffRow } from '../store/access/staff.ts'
import type { Knock, LinkKind, LinkView, PersonFault, SetUp } from './access.ts'
import type { Rooms } from './deps.ts'
import type { Limits } from './limits.ts'
import { faultsOf } from './password.ts'
import { loginHash, memberOf, openProfile, plainLogin, plainName, sealProfile, sealSecret } from './people.ts'
import { recoveryHash } from './proof.ts'
import { inFours, isToken, newRecoveryCode, newToken, RECOVERY_CODES, typedCode } from './secrets.ts'
import type { Sessions } from './sessions.ts'
import { newSecret, stepOf, uriOf } from './totp.ts'

export const LINK_MS = 24 * 60 * 60_000
const LOGIN = /^[a-z0-9][a-z0-9._-]{2,31}$/

/** What the first step leaves for the second. */
type Draft = { name: string; login: string; passwordHash: string; secret: string }

type Opened = { link: LinkRow; row: StaffRow | undefined; draft: Draft | undefined }

export function makeSetUp(rooms: Rooms, sessions: Sessions, limits: Limits): SetUp {
  const { rows, hasher } = rooms
  const opened = (token: string) => openLink(rooms, token)
  return {
    view: async (token) => {
      const found = opened(token)
      return found === undefined ? undefined : viewOf(rooms, found)
    },
    person: async (token, given) => {
      const found = opened(token)
      if (found === undefined) return { type: 'gone' }
      const person = personOf(rooms, found, given)
      const faults = await personFaults(rooms, found, { ...person, password: given.password })
      if (faults === 'busy') return { type: 'busy' }
      if (faults.length > 0) return { type: 'faults', faults }
      const passwordHash = await hasher.hash(given.password)
      if (passwordHash === 'busy') return { type: 'busy' }
      keepDraft(rooms, found.link, { ...person, passwordHash, secret: newSecret() })
      return { type: 'ok' }
    },
    again: async (token) => {
      const found = opened(token)
      if (found !== undefined) rows.links.setDraft(found.link.tokenHash, null)
    },
    app: async (token, code, knock) => {
      const found = opened(token)
      if (found?.draft === undefined) return { type: 'gone' }
      const counted = limits.link(token)
      if (counted.type === 'wait') return counted
      const typed = typedCode(code)
      const step =
        typed !== undefined && 'app' in typed ? stepOf(found.draft.secret, typed.app, rooms.now()) : undefined
      if (step === undefined) return { type: 'refused' }
      const made = finish(rooms, found, found.draft, step, knock)
      if (made === undefined) return { type: 'gone' }
      const entered = sessions.open(made.row.id, knock.userAgent)
      rows.staff.loggedIn(made.row.id, rooms.now())
      return {
        type: 'in',
        token: entered,
        member: memberOf(rooms, made.row),
        recoveryCodes: made.recoveryCodes,
      }
    },
    first: async () => {
      if (rows.staff.otherAdmins('') > 0) return undefined
      rows.links.dropFirst()
      return makeLink(rooms, 'admin', rooms.newId(), true)
    },
    admin: async () => makeLink(rooms, 'admin', rooms.newId()),
  }
}

/** Its token; earlier links of this account no longer work. Written down as the system's own doing where no member asked for it. */
export function makeLink(rooms: Rooms, kind: LinkKind, staffId: string, isFirst = false): string {
  const { rows, vault, now, random, log } = rooms
  if (kind === 'admin')
    log({
      by: 'system',
      action: isFirst ? 'access.first_link' : 'access.admin_link',
      subject: staffId,
      requestId: rooms.newId(),
    })
  const token = newToken(random)
  const createdAt = now()
  rows.links.tidy(createdAt)
  rows.links.dropOf(staffId)
  const tokenHash = vault.hash('staff_link', token)
  rows.links.add({
    tokenHash,
    kind,
    isFirst,
    staffId,
    draftSealed: null,
    createdAt,
    endsAt: createdAt + LINK_MS,
  })
  return token
}

function openLink({ rows, vault, now }: Rooms, token: string): Opened | undefined {
  const link = isToken(token) ? rows.links.byToken(vault.hash('staff_link', token), now()) : undefined
  if (link === undefined) return undefined
  const row = rows.staff.get(link.staffId)
  // An account that was disabled meanwhile is not set up.
  if (link.kind !== 'admin' && row?.state !== 'invited') return undefined
  const { staffId, draftSealed } = link
  const draft =
    draftSealed === null
      ? undefined
      : (JSON.parse(vault.open(`staff:${staffId}`, ['links', 'draft', staffId], draftSealed)) as Draft)
  return { link, row, draft }
}

function viewOf(rooms: Rooms, { link, row, draft }: Opened): LinkView {
  const known = row === undefined ? { name: '', login: '' } : openProfile(rooms, row)
  return {
    kind: link.kind,
    role: row?.role ?? 'admin',
    language: row?.language ?? 'id',
    name: draft?.name ?? known.name,
    login: draft?.login ?? known.login,
    step:
      draft === undefined
        ? { type: 'person' }
        : {
            type: 'app',
            secret: inFours(draft.secret),
            uri: uriOf(draft.secret, rooms.service.name, draft.login),
          },
  }
}

/** Who was there before keeps name and login: an administrator gave the one, the other is known to them. */
function personOf(rooms: Rooms, { link, row }: Opened, given: { name: string; login: string }) {
  const known = row === undefined ? undefined : openProfile(rooms, row)
  return link.kind === 'reset' && known !== undefined && known.login !== ''
    ? known
    : { name: plainName(given.name), login: plainLogin(given.login) }
}

async function personFaults(
  rooms: Rooms,
  { link }: Opened,
  { name, login, password }: { name: string; login: string; password: string },
): Promise<PersonFault[] | 'busy'> {
  const taken = rooms.rows.staff.byLogin(loginHash(rooms, login))
  const shape: PersonFault[] = LOGIN.test(login) ? [] : ['login_shape']
  const known: PersonFault[] = taken !== undefined && taken.id !== link.staffId ? ['login_taken'] : []
  const faults = await faultsOf(password, { login, name, service: rooms.service.name }, rooms.weigh)
  if (faults === 'busy') return 'busy'
  return [...(name === '' ? (['name_missing'] as const) : []), ...shape, ...known, ...faults]
}

function keepDraft({ rows, vault }: Rooms, { staffId, tokenHash }: LinkRow, draft: Draft): void {
  const place = ['links', 'draft', staffId] as const
  rows.links.setDraft(tokenHash, vault.seal(`staff:${staffId}`, place, JSON.stringify(draft)))
}

/** Undefined when the login was taken in the meantime, or the link used. */
function finish(rooms: Rooms, { link, row }: Opened, draft: Draft, step: number, knock: Knock) {
  const { rows } = rooms
  const id = link.staffId
  const hash = loginHash(rooms, draft.login)
  const taken = rows.staff.byLogin(hash)
  if (taken !== undefined && taken.id !== id) return undefined
  rooms.log({ by: id, action: 'access.set_up', subject: id, requestId: knock.requestId })
  const made: StaffRow = {
    id,
    loginHash: hash,
    profileSealed: sealProfile(rooms, id, draft),
    role: row?.role ?? 'admin',
    team: row?.team ?? '',
    language: row?.language ?? 'id',
    state: 'active',
    passwordHash: draft.passwordHash,
    totpSealed: sealSecret(rooms, id, draft.secret),
    // The code just shown is used up with it.
    totpStep: step,
    createdAt: row?.createdAt ?? rooms.now(),
    lastLoginAt: row?.lastLoginAt ?? null,
  }
  const recoveryCodes = newRecoveryCodes(rooms)
  const isDone = rooms.db.transaction(() => {
    if (!rows.links.use(link.tokenHash)) return false
    rows.staff.put(made)
    rows.staff.putCodes(
      id,
      recoveryCodes.map((code) => recoveryHash(rooms, id, code)),
    )
    rows.sessions.endAll(id)
    return true
  })
  return isDone ? { row: made, recoveryCodes } : undefined
}

export function newRecoveryCodes({ random }: Pick<Rooms, 'random'>): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode(random))
}
