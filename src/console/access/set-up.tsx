/** @module Following a one-time link, as requests. The token stands in the address alone; nothing of ours prints that address. */

import type { LinkView } from '../../access/access.ts'
import { homeOf } from '../areas.ts'
import type { Visit } from '../deps.ts'
import type { Route } from '../route.ts'
import { wordsOf } from '../words.ts'
import { refusedAs, safely, statusOf } from './door.tsx'
import { keepToken, tokenOf } from './entered.ts'
import { formOf } from './form.ts'
import { knockOf } from './knock.ts'
import { AppPage, CodesPage, GonePage, PersonPage } from './set-up-pages.tsx'

export const setUpRoutes: readonly Route[] = [
  { method: 'GET', path: '/mulai/:token', may: 'anyone', run: safely(show) },
  { method: 'POST', path: '/mulai/:token', may: 'anyone', run: safely(person) },
  { method: 'POST', path: '/mulai/:token/ulang', may: 'anyone', run: safely(again) },
  { method: 'POST', path: '/mulai/:token/kode', may: 'anyone', run: safely(app) },
]

const tokenIn = ({ c }: Visit) => c.req.param('token') ?? ''
const pathOf = (visit: Visit) => `/console/mulai/${encodeURIComponent(tokenIn(visit))}`

/** In the language the account was invited in, unless another is asked for. */
function inLanguageOf(visit: Visit, link: LinkView): Visit {
  if (visit.c.req.query('lang') !== undefined) return visit
  return { ...visit, words: wordsOf(visit.deps, link.language) }
}

async function show(visit: Visit): Promise<Response> {
  const link = await visit.deps.access.setUp.view(tokenIn(visit))
  if (link === undefined) return await gone(visit)
  const known = inLanguageOf(visit, link)
  return await visit.c.html(
    link.step.type === 'app' ? (
      <AppPage visit={known} step={link.step} action={pathOf(visit)} />
    ) : (
      <PersonPage visit={known} link={link} action={pathOf(visit)} typed={link} />
    ),
  )
}

async function person(visit: Visit): Promise<Response> {
  const { c, deps } = visit
  const form = await formOf(c)
  const typed = { name: form('name').slice(0, 80), login: form('login').slice(0, 64) }
  const link = await deps.access.setUp.view(tokenIn(visit))
  if (link === undefined) return await gone(visit)
  const result = await deps.access.setUp.person(tokenIn(visit), { ...typed, password: form('password') })
  if (result.type === 'gone') return await gone(visit)
  if (result.type === 'ok') return c.redirect(pathOf(visit), 303)
  const shown = { visit: inLanguageOf(visit, link), link, action: pathOf(visit), typed }
  if (result.type === 'busy')
    return await c.html(
      <PersonPage {...shown} told={refusedAs(visit, result, '')} />,
      statusOf(visit, result),
    )
  return await c.html(<PersonPage {...shown} faults={result.faults} />, 422)
}

async function again(visit: Visit): Promise<Response> {
  await visit.deps.access.setUp.again(tokenIn(visit))
  return visit.c.redirect(pathOf(visit), 303)
}

async function app(visit: Visit): Promise<Response> {
  const { c, deps } = visit
  const form = await formOf(c)
  const link = await deps.access.setUp.view(tokenIn(visit))
  if (link?.step.type !== 'app') return await gone(visit)
  const known = inLanguageOf(visit, link)
  const result = await deps.access.setUp.app(tokenIn(visit), form('code'), knockOf(visit))
  if (result.type === 'gone') return await gone(visit)
  if (result.type !== 'in') {
    const told = refusedAs(known, result, 'access.refused.app')
    const page = <AppPage visit={known} step={link.step} action={pathOf(visit)} told={told} />
    return await c.html(page, statusOf(visit, result))
  }
  const before = tokenOf(c)
  if (before !== undefined) await deps.access.doors.logout(before, visit.requestId)
  keepToken(c, result.token)
  return await c.html(
    <CodesPage visit={known} codes={result.recoveryCodes} home={homeOf(result.member.role)} />,
  )
}

async function gone(visit: Visit): Promise<Response> {
  return await visit.c.html(<GonePage visit={visit} />, 404)
}
