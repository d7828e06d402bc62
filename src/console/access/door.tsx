/** @module Login, lock, unlock and logout as requests. Each writes its own lines of the audit log, since only it learns who came. */

import type { Refusal } from '../../access/access.ts'
import { homeOf } from '../areas.ts'
import type { StaffVisit, Visit } from '../deps.ts'
import type { Route } from '../route.ts'
import { LockPage, LoginPage, type Told, UnsafePage } from './door-pages.tsx'
import { backTo, dropToken, keepToken, tokenOf } from './entered.ts'
import { formOf, oneOf } from './form.ts'
import { knockOf, unsafeWay } from './knock.ts'

/** What a page before this one may tell here; the words are ours, never the address's. */
const NEWS = ['keluar', 'sandi', 'berakhir'] as const

export const doorRoutes: readonly Route[] = [
  { method: 'GET', path: '/masuk', may: 'anyone', run: safely(showLogin) },
  { method: 'POST', path: '/masuk', may: 'anyone', run: safely(login) },
  { method: 'GET', path: '/kunci', may: 'locked', counts: 'never', run: lock },
  { method: 'POST', path: '/kunci', may: 'locked', counts: 'never', run: unlock },
  { method: 'POST', path: '/keluar', may: 'locked', counts: 'never', run: logout },
]

/** No page with a password where it would go in clear, or where the cookie would not be kept. */
export function safely(run: (visit: Visit) => Promise<Response>): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const unsafe = unsafeWay(visit.c)
    if (unsafe !== undefined) return await visit.c.html(<UnsafePage visit={visit} {...unsafe} />, 403)
    return await run(visit)
  }
}

async function showLogin(visit: Visit): Promise<Response> {
  const { c, deps, words } = visit
  const token = tokenOf(c)
  const session = token === undefined ? undefined : await deps.access.session(token, { isQuiet: true })
  const back = c.req.query('kembali')
  if (session !== undefined && !session.isLocked)
    return c.redirect(backTo(back, homeOf(session.member.role)), 303)
  const news = oneOf(NEWS, c.req.query('kabar') ?? '')
  const told: Told | undefined = news === undefined ? undefined : { text: words.say(`access.news.${news}`) }
  return await c.html(<LoginPage visit={visit} login="" back={back ?? ''} told={told} />)
}

async function login(visit: Visit): Promise<Response> {
  const { c, deps } = visit
  const form = await formOf(c)
  const given = { login: form('login'), password: form('password'), code: form('code') }
  const result = await deps.access.doors.login(given, knockOf(visit))
  if (result.type !== 'in') {
    const told = refusedAs(visit, result, 'access.refused.login')
    const page = (
      <LoginPage visit={visit} login={given.login.slice(0, 64)} back={form('kembali')} told={told} />
    )
    return await c.html(page, statusOf(visit, result))
  }
  const before = tokenOf(c)
  if (before !== undefined) await deps.access.doors.logout(before, visit.requestId)
  keepToken(c, result.token)
  return c.redirect(backTo(form('kembali'), homeOf(result.member.role)), 303)
}

async function lock(visit: StaffVisit): Promise<Response> {
  const token = tokenOf(visit.c)
  if (token !== undefined) await visit.deps.access.doors.lock(token)
  const back = visit.c.req.query('kembali') ?? ''
  return await visit.c.html(<LockPage visit={visit} name={visit.staff.name} back={back} />)
}

async function unlock(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff } = visit
  const form = await formOf(c)
  const result = await deps.access.doors.unlock(tokenOf(c) ?? '', form('code'), knockOf(visit))
  if (result.type === 'in') {
    keepToken(c, result.token)
    return c.redirect(backTo(form('kembali'), homeOf(staff.role)), 303)
  }
  if (result.type === 'ended') {
    dropToken(c)
    return c.redirect('/console/masuk?kabar=berakhir', 303)
  }
  const told = refusedAs(visit, result, 'access.refused.code')
  const page = <LockPage visit={visit} name={staff.name} back={form('kembali')} told={told} />
  return await c.html(page, statusOf(visit, result))
}

async function logout({ c, deps, requestId }: StaffVisit): Promise<Response> {
  await deps.access.doors.logout(tokenOf(c) ?? '', requestId)
  dropToken(c)
  return c.redirect('/console/masuk?kabar=keluar', 303)
}

/** What is told of a refusal; `key` where it was tried and was wrong. */
export function refusedAs({ words }: Visit, refusal: Refusal, key: string): Told {
  if (refusal.type === 'busy') return { kind: 'warn', text: words.say('access.refused.busy') }
  if (refusal.type === 'wait') {
    const minutes = Math.ceil(refusal.seconds / 60)
    return { kind: 'warn', text: words.say('access.refused.wait', { minutes: String(minutes) }) }
  }
  return { kind: 'alarm', text: words.say(key) }
}

/** Also tells a program when to come again. */
export function statusOf({ c }: Visit, refusal: Refusal): 401 | 429 {
  if (refusal.type === 'refused') return 401
  c.header('retry-after', String(refusal.type === 'wait' ? refusal.seconds : 2))
  return 429
}
