/** @module One's own account, as requests: open to every role. */

import { LANGUAGES } from '../../core/lists.ts'
import { ROLES } from '../../core/staff.ts'
import type { StaffVisit } from '../deps.ts'
import type { Route } from '../route.ts'
import { refusedAs, statusOf } from './door.tsx'
import { dropToken } from './entered.ts'
import { formOf, oneOf } from './form.ts'
import { knockOf } from './knock.ts'
import { NewCodesPage, OwnPage, type OwnState } from './own-page.tsx'

const NEWS = ['sesi', 'bahasa'] as const
const EVERYBODY = ROLES
const idIn = ({ c }: StaffVisit) => c.req.param('id') ?? ''

export const ownRoutes: readonly Route[] = [
  { method: 'GET', path: '/saya', may: EVERYBODY, run: show },
  // Asked by the script while somebody types or reads; says nothing.
  { method: 'GET', path: '/saya/hadir', may: EVERYBODY, counts: 'always', run: ({ c }) => c.body(null, 204) },
  {
    method: 'POST',
    path: '/saya/sesi/:id/akhiri',
    may: EVERYBODY,
    audit: (visit) => ({ action: 'access.session_ended', subject: idIn(visit) }),
    run: endSession,
  },
  {
    method: 'POST',
    path: '/saya/sesi-lain/akhiri',
    may: EVERYBODY,
    audit: ({ staff }) => ({ action: 'access.sessions_ended', subject: staff.id }),
    run: endOthers,
  },
  {
    method: 'POST',
    path: '/saya/bahasa',
    may: EVERYBODY,
    audit: ({ staff }) => ({ action: 'access.language_changed', subject: staff.id, fields: ['language'] }),
    run: setLanguage,
  },
  {
    method: 'POST',
    path: '/saya/sandi',
    may: EVERYBODY,
    audit: ({ staff }) => ({ action: 'access.password_change', subject: staff.id, fields: ['password'] }),
    run: changePassword,
  },
  {
    method: 'POST',
    path: '/saya/kode-cadangan',
    may: EVERYBODY,
    audit: ({ staff }) => ({
      action: 'access.recovery_renewal',
      subject: staff.id,
      fields: ['recovery_codes'],
    }),
    run: renewCodes,
  },
]

async function stateOf({ deps: { access }, staff }: StaffVisit): Promise<OwnState> {
  const [account, sessions, recoveryLeft] = await Promise.all([
    access.accounts.get(staff.id),
    access.own.sessions(staff.id),
    access.own.recoveryLeft(staff.id),
  ])
  return { login: account?.login ?? '', sessions, recoveryLeft }
}

async function show(visit: StaffVisit): Promise<Response> {
  const news = oneOf(NEWS, visit.c.req.query('kabar') ?? '')
  const told = news === undefined ? undefined : { text: visit.words.say(`access.news.${news}`) }
  return await visit.c.html(<OwnPage visit={visit} state={{ ...(await stateOf(visit)), told }} />)
}

async function endSession(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff, session } = visit
  await deps.access.own.endSession(staff.id, idIn(visit))
  if (idIn(visit) !== session.id) return c.redirect('/console/saya?kabar=sesi', 303)
  dropToken(c)
  return c.redirect('/console/masuk?kabar=keluar', 303)
}

async function endOthers({ c, deps, staff, session }: StaffVisit): Promise<Response> {
  await deps.access.own.endOthers(staff.id, session.id)
  return c.redirect('/console/saya?kabar=sesi', 303)
}

async function setLanguage({ c, deps, staff }: StaffVisit): Promise<Response> {
  const language = oneOf(LANGUAGES, (await formOf(c))('bahasa'))
  if (language !== undefined) await deps.access.own.setLanguage(staff.id, language)
  return c.redirect('/console/saya?kabar=bahasa', 303)
}

async function changePassword(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff } = visit
  const form = await formOf(c)
  const given = { password: form('password'), code: form('code'), next: form('next') }
  const result = await deps.access.own.changePassword(staff.id, given, knockOf(visit))
  if (result.type === 'ok') {
    dropToken(c)
    return c.redirect('/console/masuk?kabar=sandi', 303)
  }
  const state = await stateOf(visit)
  if (result.type === 'faults')
    return await c.html(<OwnPage visit={visit} state={{ ...state, faults: result.faults }} />, 422)
  const told = refusedAs(visit, result, 'access.refused.own')
  return await c.html(<OwnPage visit={visit} state={{ ...state, told }} />, statusOf(visit, result))
}

async function renewCodes(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff } = visit
  const form = await formOf(c)
  const given = { password: form('sandi'), code: form('kode') }
  const result = await deps.access.own.newRecoveryCodes(staff.id, given, knockOf(visit))
  if (result.type === 'ok') return await c.html(<NewCodesPage visit={visit} codes={result.codes} />)
  const told = refusedAs(visit, result, 'access.refused.own')
  const state = { ...(await stateOf(visit)), told }
  return await c.html(<OwnPage visit={visit} state={state} />, statusOf(visit, result))
}
