/** @module Accounts, as requests: for administrators alone. */

import type { ChangeResult } from '../../access/access.ts'
import type { AuditAction } from '../../core/audit-actions.ts'
import { ROLES, type Role } from '../../core/staff.ts'
import type { StaffVisit } from '../deps.ts'
import type { Audited, Route } from '../route.ts'
import { AccountPage, AccountsPage, LinkPage } from './accounts-pages.tsx'
import type { Told } from './door-pages.tsx'
import { formOf, oneOf } from './form.ts'

const ADMINS = ['admin'] as const
const NEWS = ['tersimpan', 'nonaktif', 'aktif', 'sesi'] as const
const WHY = ['unknown', 'last_admin', 'name_missing', 'role_missing'] as const
const idIn = ({ c }: StaffVisit) => c.req.param('id') ?? ''
/** The audit entry of a write on the account in the path. */
const on =
  (action: AuditAction, fields?: readonly string[]) =>
  (visit: StaffVisit): Audited => ({
    action,
    subject: idIn(visit),
    ...(fields === undefined ? {} : { fields }),
  })

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/akun', may: ADMINS, run: list },
  {
    method: 'POST',
    path: '/akun/undang',
    may: ADMINS,
    // The id of the account is that of the request: it stands in the log before there is an account.
    audit: async ({ c, requestId }) => ({
      action: 'access.invite',
      subject: requestId,
      reason: `role:${oneOf(ROLES, (await formOf(c))('role')) ?? ''}`,
    }),
    run: invite,
  },
  { method: 'GET', path: '/akun/:id', may: ADMINS, run: show },
  {
    method: 'POST',
    path: '/akun/:id/ubah',
    may: ADMINS,
    audit: async (visit) => ({
      action: 'access.account_changed',
      subject: idIn(visit),
      reason: `role:${oneOf(ROLES, (await formOf(visit.c))('role')) ?? ''}`,
      fields: ['name', 'role', 'team'],
    }),
    run: change,
  },
  {
    method: 'POST',
    path: '/akun/:id/nonaktifkan',
    may: ADMINS,
    audit: on('access.account_disabled'),
    run: (visit) => setDisabled(visit, true),
  },
  {
    method: 'POST',
    path: '/akun/:id/aktifkan',
    may: ADMINS,
    audit: on('access.account_enabled'),
    run: (visit) => setDisabled(visit, false),
  },
  {
    method: 'POST',
    path: '/akun/:id/atur-ulang',
    may: ADMINS,
    audit: on('access.account_reset', ['password', 'app']),
    run: reset,
  },
  {
    method: 'POST',
    path: '/akun/:id/sesi/:sesi/akhiri',
    may: ADMINS,
    audit: (visit) => ({
      action: 'access.session_ended',
      subject: idIn(visit),
      reason: `session:${visit.c.req.param('sesi')}`,
    }),
    run: endSession,
  },
]

function toldOf({ c, words }: StaffVisit): Told | undefined {
  const news = oneOf(NEWS, c.req.query('kabar') ?? '')
  if (news !== undefined) return { text: words.say(`access.news.${news}`) }
  const why = oneOf(WHY, c.req.query('gagal') ?? '')
  return why === undefined ? undefined : { kind: 'alarm', text: words.say(`access.failed.${why}`) }
}

async function list(visit: StaffVisit): Promise<Response> {
  const accounts = await visit.deps.access.accounts.list()
  return await visit.c.html(<AccountsPage visit={visit} accounts={accounts} told={toldOf(visit)} />)
}

async function show(visit: StaffVisit): Promise<Response> {
  const account = await visit.deps.access.accounts.get(idIn(visit))
  if (account === undefined) return visit.c.redirect('/console/akun?gagal=unknown', 303)
  return await visit.c.html(<AccountPage visit={visit} account={account} told={toldOf(visit)} />)
}

/** A role that is none makes no account: nothing is guessed. */
async function personIn({ c }: StaffVisit): Promise<{ name: string; role: Role | undefined; team: string }> {
  const form = await formOf(c)
  return { name: form('name'), role: oneOf(ROLES, form('role')), team: form('team') }
}

async function invite(visit: StaffVisit): Promise<Response> {
  const { c, deps, words, requestId } = visit
  const { role, ...person } = await personIn(visit)
  if (role === undefined) return c.redirect('/console/akun?gagal=role_missing', 303)
  const given = { ...person, role, language: words.language }
  const made = await deps.access.accounts.invite(requestId, given)
  if (!made.ok) return c.redirect(`/console/akun?gagal=${made.why}`, 303)
  return await showLink(visit, requestId, made.token)
}

async function change(visit: StaffVisit): Promise<Response> {
  const { role, ...person } = await personIn(visit)
  if (role === undefined) return visit.c.redirect(`/console/akun/${idIn(visit)}?gagal=role_missing`, 303)
  return answer(visit, await visit.deps.access.accounts.change(idIn(visit), { ...person, role }), 'tersimpan')
}

async function setDisabled(visit: StaffVisit, isDisabled: boolean): Promise<Response> {
  const result = await visit.deps.access.accounts.setDisabled(idIn(visit), isDisabled)
  return answer(visit, result, isDisabled ? 'nonaktif' : 'aktif')
}

async function reset(visit: StaffVisit): Promise<Response> {
  const made = await visit.deps.access.accounts.reset(idIn(visit))
  return made.ok ? await showLink(visit, idIn(visit), made.token) : answer(visit, made, 'tersimpan')
}

async function endSession(visit: StaffVisit): Promise<Response> {
  await visit.deps.access.own.endSession(idIn(visit), visit.c.req.param('sesi') ?? '')
  return visit.c.redirect(`/console/akun/${encodeURIComponent(idIn(visit))}?kabar=sesi`, 303)
}

function answer(visit: StaffVisit, result: ChangeResult, news: (typeof NEWS)[number]): Response {
  if (!result.ok && result.why === 'unknown') return visit.c.redirect('/console/akun?gagal=unknown', 303)
  const query = result.ok ? `kabar=${news}` : `gagal=${result.why}`
  return visit.c.redirect(`/console/akun/${encodeURIComponent(idIn(visit))}?${query}`, 303)
}

/** Shown by the answer itself: the token stands nowhere from which a page could be shown again. */
async function showLink(visit: StaffVisit, id: string, token = ''): Promise<Response> {
  const { c, deps } = visit
  const account = await deps.access.accounts.get(id)
  const url = new URL(`/console/mulai/${token}`, deps.publicUrl ?? c.req.url).href
  return await c.html(<LinkPage visit={visit} name={account?.name ?? ''} url={url} id={id} />)
}
