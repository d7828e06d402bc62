/** @module The cookie of a session, and where somebody goes once they are in. */

import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isHttps } from '../../pages/security.ts'
import type { ConsoleEnv } from '../deps.ts'
import { sessionCookie } from '../guard.tsx'

/** Ends with the browser; the session behind it ends by itself. */
const optionsOf = (c: Context<ConsoleEnv>) =>
  ({ path: '/', httpOnly: true, sameSite: 'Strict', secure: isHttps(c.env) }) as const

export function keepToken(c: Context<ConsoleEnv>, token: string): void {
  setCookie(c, sessionCookie(c), token, optionsOf(c))
}

/** With it go pages that the browser kept for the way back; read where the address is https, or this machine's. Drafts are the script's. */
export function dropToken(c: Context<ConsoleEnv>): void {
  c.header('clear-site-data', '"cache"')
  deleteCookie(c, sessionCookie(c), optionsOf(c))
}

export function tokenOf(c: Context<ConsoleEnv>): string | undefined {
  return getCookie(c, sessionCookie(c))
}

/** A page of the console; whatever else stands there (another host, a page for residents) leads `home`. */
export function backTo(wish: string | undefined, home: string): string {
  if (wish === undefined || !/^\/console([/?]|$)/.test(wish) || /[\\\p{C}]/u.test(wish)) return home
  const url = new URL(wish, 'http://here.invalid')
  const isOurs = url.host === 'here.invalid' && /^\/console(\/|$)/.test(url.pathname)
  // The lock and the door lead nowhere by themselves.
  const isDoor = /^\/console\/(masuk|kunci|keluar|mulai)(\/|$)/.test(url.pathname)
  return isOurs && !isDoor ? url.pathname + url.search : home
}
