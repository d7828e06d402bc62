/** @module What administrators do with accounts. The last one who can log in as administrator stays one. */

import type { StaffRow } from '../store/access/staff.ts'
import type { Accounts, ChangeResult } from './access.ts'
import type { Rooms } from './deps.ts'
import { accountOf, openProfile, plainName, sealProfile } from './people.ts'
import { makeLink } from './set-up.ts'

const UNKNOWN: ChangeResult = { ok: false, why: 'unknown' }
const LAST_ADMIN: ChangeResult = { ok: false, why: 'last_admin' }
const NAMELESS: ChangeResult = { ok: false, why: 'name_missing' }

export function makeAccounts(rooms: Rooms): Accounts {
  const { rows } = rooms
  const isLastAdmin = ({ id, role, state }: StaffRow) =>
    role === 'admin' && state === 'active' && rows.staff.otherAdmins(id) === 0
  const put = (row: StaffRow, endsSessions: boolean) =>
    rooms.db.transaction(() => {
      rows.staff.put(row)
      if (endsSessions) rows.sessions.endAll(row.id)
    })
  return {
    list: async () => rows.staff.all().map((row) => accountOf(rooms, row)),
    get: async (id) => {
      const row = rows.staff.get(id)
      return row === undefined ? undefined : accountOf(rooms, row)
    },
    invite: async (id, { name, role, team, language }) => {
      const plain = plainName(name)
      if (plain === '') return NAMELESS
      put({ ...emptyRow(rooms, id, plain), role, team: plainName(team), language }, false)
      return { ok: true, token: makeLink(rooms, 'invite', id) }
    },
    change: async (id, { name, role, team }) => {
      const row = rows.staff.get(id)
      if (row === undefined) return UNKNOWN
      const plain = plainName(name)
      if (plain === '') return NAMELESS
      if (role !== 'admin' && isLastAdmin(row)) return LAST_ADMIN
      const { login } = openProfile(rooms, row)
      const profileSealed = sealProfile(rooms, id, { name: plain, login })
      put({ ...row, profileSealed, role, team: plainName(team) }, role !== row.role)
      return { ok: true }
    },
    setDisabled: async (id, isDisabled) => {
      const row = rows.staff.get(id)
      if (row === undefined) return UNKNOWN
      if (isDisabled && isLastAdmin(row)) return LAST_ADMIN
      const back = row.passwordHash === null ? 'invited' : 'active'
      put({ ...row, state: isDisabled ? 'disabled' : back }, isDisabled)
      if (isDisabled) rows.links.dropOf(id)
      return { ok: true }
    },
    reset: async (id) => {
      const row = rows.staff.get(id)
      if (row === undefined || row.state === 'disabled') return UNKNOWN
      if (isLastAdmin(row)) return LAST_ADMIN
      rooms.db.transaction(() => {
        rows.staff.put({ ...row, state: 'invited', passwordHash: null, totpSealed: null })
        rows.staff.putCodes(id, [])
        rows.sessions.endAll(id)
      })
      return { ok: true, token: makeLink(rooms, row.loginHash === null ? 'invite' : 'reset', id) }
    },
  }
}

function emptyRow(rooms: Rooms, id: string, name: string): StaffRow {
  return {
    id,
    loginHash: null,
    profileSealed: sealProfile(rooms, id, { name, login: '' }),
    role: 'agent',
    team: '',
    language: 'id',
    state: 'invited',
    passwordHash: null,
    totpSealed: null,
    totpStep: 0,
    createdAt: rooms.now(),
    lastLoginAt: null,
  }
}
