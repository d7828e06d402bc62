/** @module Accounts opened: names and logins are sealed under each one's own key. */

import type { Member } from '../core/staff.ts'
import type { StaffRow } from '../store/access/staff.ts'
import type { Account } from './access.ts'
import type { Rooms } from './deps.ts'
import { sessionViews } from './sessions.ts'

type Profile = { name: string; login: string }

export function loginHash({ vault }: Pick<Rooms, 'vault'>, login: string): Uint8Array {
  return vault.hash('staff_login', login)
}

/** As it is compared: small letters, without blanks around it. */
export function plainLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase()
}

/** One line, no signs that nobody sees. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80)
}

export function sealProfile({ vault }: Pick<Rooms, 'vault'>, id: string, profile: Profile): Uint8Array {
  return vault.seal(`staff:${id}`, ['staff', 'profile', id], JSON.stringify(profile))
}

export function openProfile({ vault }: Pick<Rooms, 'vault'>, row: StaffRow): Profile {
  return JSON.parse(vault.open(`staff:${row.id}`, ['staff', 'profile', row.id], row.profileSealed)) as Profile
}

export function sealSecret({ vault }: Pick<Rooms, 'vault'>, id: string, secret: string): Uint8Array {
  return vault.seal(`staff:${id}`, ['staff', 'totp', id], secret)
}

export function openSecret({ vault }: Pick<Rooms, 'vault'>, row: StaffRow): string | undefined {
  if (row.totpSealed === null) return undefined
  return vault.open(`staff:${row.id}`, ['staff', 'totp', row.id], row.totpSealed)
}

export function memberOf(rooms: Pick<Rooms, 'vault'>, row: StaffRow): Member {
  const { id, role, team, language } = row
  return { id, name: openProfile(rooms, row).name, role, language, ...(team === '' ? {} : { team }) }
}

export function accountOf(rooms: Rooms, row: StaffRow): Account {
  const { id, role, team, language, state, createdAt, lastLoginAt } = row
  const link = rooms.rows.links.of(id, rooms.now())
  return {
    id,
    ...openProfile(rooms, row),
    role,
    team,
    language,
    state,
    createdAt,
    sessions: sessionViews(rooms, id),
    ...(lastLoginAt === null ? {} : { lastLoginAt }),
    ...(link === undefined ? {} : { linkEndsAt: link.endsAt }),
  }
}
