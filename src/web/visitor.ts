/** @module Who is at the page: a random token in a cookie, and nothing else. The token itself is never stored by us. */

import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Line } from '../core/message.ts'
import { sha256 } from '../pages/assets.ts'
import { cookieNamed, isHttps } from '../pages/security.ts'
import type { WebEnv } from './deps.ts'
import { VISITOR_SECONDS } from './limits.ts'

const TOKEN_BYTES = 32
const TOKEN = /^[0-9a-f]{64}$/

export type Visitor = { line: Line; chatId: string | undefined; isNew: boolean }

/** The visitor of this request; one without a token is given it with the answer. Creates no chat. */
export async function visitorOf(c: Context<WebEnv>): Promise<Visitor> {
  const known = getCookie(c, cookieName(c.env))
  const token = known !== undefined && TOKEN.test(known) ? known : newToken()
  const isNew = token !== known
  // Given again each time, so that a conversation in use is not forgotten.
  setCookie(c, cookieName(c.env), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(c.env),
    maxAge: VISITOR_SECONDS,
  })
  const line = await lineOfToken(token)
  return { line, isNew, chatId: isNew ? undefined : await c.env.chats.find(line) }
}

/** The chat of this request, if it has one; sets no cookie. */
export async function chatOf(c: Context<WebEnv>): Promise<string | undefined> {
  const line = await lineOf(c)
  return line && (await c.env.chats.find(line))
}

/** Where this request writes from, if it brought a token; sets no cookie. */
export async function lineOf(c: Context<WebEnv>): Promise<Line | undefined> {
  const token = getCookie(c, cookieName(c.env))
  return token !== undefined && TOKEN.test(token) ? await lineOfToken(token) : undefined
}

/** With the answer the browser knows no token any more. */
export function forgetVisitor(c: Context<WebEnv>): void {
  deleteCookie(c, cookieName(c.env), { path: '/', secure: isHttps(c.env) })
}

async function lineOfToken(token: string): Promise<Line> {
  return { channel: 'web', account: 'web', address: await sha256(`visitor|${token}`) }
}

function cookieName(deps: WebEnv['Bindings']): string {
  return cookieNamed('tamu', deps)
}

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
