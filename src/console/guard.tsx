/** @module Who asks, may they, and is it written down: before any route of the console runs. */

import type { Context, Handler } from 'hono'
import { getCookie } from 'hono/cookie'
import { HTTPException } from 'hono/http-exception'
import { StoreUnavailable } from '../core/errors.ts'
import { LANGUAGES } from '../core/lists.ts'
import { cookieNamed } from '../pages/security.ts'
import { written } from './audited.ts'
import type { ConsoleEnv, StaffVisit, Visit } from './deps.ts'
import { isQuietPath } from './quiet.ts'
import { Refused } from './refused.tsx'
import type { Route } from './route.ts'
import { StoreFull } from './store-full.tsx'
import { wordsOf } from './words.ts'

/** `__Host-` needs https; browsers take localhost for safe, other plain hosts get the page that says so. */
export function sessionCookie(c: Context<ConsoleEnv>): string {
  return cookieNamed('petugas', c.env)
}

/** Where staff land who have no session; `kembali` leads them on afterwards. */
export const LOGIN = '/console/masuk'
export const UNLOCK = '/console/kunci'

/** The handler of a route, with everything in front of it that its rule asks for. */
export function guarded(route: Route): Handler<ConsoleEnv> {
  const run = runOf(route)
  return async (c) => {
    try {
      return await run(c)
    } catch (error) {
      // If it cannot be written down it is not done.
      if (!(error instanceof StoreUnavailable)) throw error
      const headers = { 'cache-control': 'no-store', 'retry-after': '10' }
      return c.html(<StoreFull visit={visitOf(c)} />, 503, headers)
    }
  }
}

function runOf(route: Route): (c: Context<ConsoleEnv>) => Promise<Response> {
  return async (c) => {
    const visit = visitOf(c)
    if (route.may === 'anyone') return await route.run(visit)
    const known = await knownVisit(visit, !isActivity(c, route))
    if (known === undefined) return sendTo(c, LOGIN)
    const { session, staff } = known
    if (route.may === 'locked') return await route.run(known)
    if (session.isLocked) return sendTo(c, UNLOCK)
    if (!route.may.includes(staff.role)) {
      const { method, path } = route
      const where = `${method} ${path}`
      await known.deps.access.audit({ action: 'access.forbidden', ...byOf(known), fields: [where] })
      return c.html(<Refused visit={known} />, 403)
    }
    await writeDown(route, known)
    return await route.run(known)
  }
}

/** What a person does, and not what their page does by itself. */
function isActivity(c: Context<ConsoleEnv>, { counts }: Route): boolean {
  if (counts !== undefined) return counts === 'always'
  if (c.req.method !== 'GET') return true
  const isPage = c.req.header('accept')?.includes('text/html') ?? true
  return isPage && !isQuietPath(c.req.url) && c.req.header('x-requested-with') !== 'fetch'
}

async function knownVisit(visit: Visit, isQuiet: boolean): Promise<StaffVisit | undefined> {
  const { c, deps } = visit
  const token = getCookie(c, sessionCookie(c))
  const session = token === undefined ? undefined : await deps.access.session(token, { isQuiet })
  if (token === undefined || session === undefined) return undefined
  const stillIn = async () => {
    const now = await deps.access.session(token, { isQuiet: true })
    return now !== undefined && !now.isLocked
  }
  const { member: staff } = session
  return { ...visit, session, staff, stillIn, words: wordsOf(deps, staff.language) }
}

/** Whoever it is. */
export function visitOf(c: Context<ConsoleEnv>): Visit {
  const deps = c.env.console
  if (deps === undefined) throw new HTTPException(404)
  const language =
    LANGUAGES.find((one) => one === (c.req.query('lang') ?? getCookie(c, cookieNamed('bahasa', c.env)))) ??
    'id'
  return { c, deps, words: wordsOf(deps, language), requestId: deps.newId() }
}

/** A script is told by the status, and a stream ends for good with it; a person is led to the page, and back afterwards. */
function sendTo(c: Context<ConsoleEnv>, page: string): Response {
  const isPage = c.req.header('accept')?.includes('text/html') ?? true
  if (!isPage || c.req.header('x-requested-with') === 'fetch') return c.json({ go: page }, 401)
  const { pathname, search } = new URL(c.req.url)
  const back = c.req.method === 'GET' ? `?kembali=${encodeURIComponent(pathname + search)}` : ''
  return c.redirect(`${page}${back}`, 303)
}

const byOf = ({ staff, requestId }: StaffVisit) => ({ by: staff.id, requestId })

async function writeDown(route: Route, visit: StaffVisit): Promise<void> {
  if (!('audit' in route) || route.audit === undefined) return
  await visit.deps.access.audit({ ...written(await route.audit(visit)), ...byOf(visit) })
}
