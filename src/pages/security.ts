/** @module What every answer to a browser carries, and the guard before every write. */

import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** Where browsers report a breach of the policy (web/policy-reports.ts). */
export const POLICY_REPORTS = '/laporan-aturan'
const REPORT_GROUP = 'aturan'

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lines',
  // The second is the newer way; browsers that know it leave the first.
  `report-uri ${POLICY_REPORTS}`,
  `report-to ${REPORT_GROUP}`,
].join('; ')

/** For what residents uploaded: nothing runs, nothing loads, even when opened by itself. */
export const FILE_POLICY = "default-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'"

/** What these guards know of the service: where its pages are reached; those of staff at CONSOLE_URL, where that is set. */
export type SecurityEnv = { Bindings: { publicUrl: string | undefined } }

const HEADERS: Record<string, string> = {
  'content-security-policy': PAGE_POLICY,
  'reporting-endpoints': `${REPORT_GROUP}="${POLICY_REPORTS}"`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not "no-referrer": with it browsers send `Origin: null` on our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'geolocation=(self), camera=(), microphone=(), payment=(), usb=()',
}

/** Headers of every answer, errors and files included. A route that set one of them itself keeps its own. */
export const secured: MiddlewareHandler<SecurityEnv> = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.header(name, value)
  // Hono says "no-cache" of a stream, which a browser may still keep on its disk.
  const isStream = c.res.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (isStream || !c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  if (isHttps(c.env)) c.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

/**
 * Lets a write through only from a page of our own; a page of somebody else's may lead here by a link, and reads nothing:
 * no stream, no picture, no script. Newer browsers say where a request comes from; of older ones the origin is compared,
 * of a write then the referring page.
 */
export const sameSiteOnly: MiddlewareHandler<SecurityEnv> = async (c, next) => {
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (!(reads ? mayRead(c) : mayWrite(c))) throw new HTTPException(403)
  await next()
}

function mayWrite(c: Context<SecurityEnv>): boolean {
  const site = c.req.header('sec-fetch-site')
  const said = c.req.header('origin') ?? c.req.header('referer')
  return site === undefined ? isOwnOrigin(said, c.req.header('host'), c.env) : site === 'same-origin'
}

function mayRead(c: Context<SecurityEnv>): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return true
  if (site !== undefined) return c.req.header('sec-fetch-mode') === 'navigate'
  // A link that is followed says no origin; a stream or a script of another page does.
  const origin = c.req.header('origin')
  return origin === undefined || isOwnOrigin(origin, c.req.header('host'), c.env)
}

function isOwnOrigin(
  said: string | undefined,
  host: string | undefined,
  { publicUrl }: SecurityEnv['Bindings'],
) {
  const origin = originOf(said)
  if (origin === undefined) return false
  if (publicUrl !== undefined && origin.origin === originOf(publicUrl)?.origin) return true
  return host !== undefined && origin.host === host
}

function originOf(address: string | undefined): URL | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address) : undefined
}

/** The prefix makes browsers refuse the cookie from anything but our own host by https; on plain http it cannot stand. */
export function cookieNamed(name: string, deps: Pick<SecurityEnv['Bindings'], 'publicUrl'>): string {
  return isHttps(deps) ? `__Host-${name}` : name
}

export function isHttps(deps: Pick<SecurityEnv['Bindings'], 'publicUrl'>): boolean {
  return deps.publicUrl?.startsWith('https:') ?? false
}
