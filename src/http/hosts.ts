/** @module Residents' pages and the console under a host name each: then browsers part them, and a script in the one is a stranger to the other. */

import type { MiddlewareHandler } from 'hono'
import { bareHost } from '../core/net.ts'

export type HostsEnv = {
  Bindings: {
    /** Where the pages that answer are reached: what cookies, links and the guard of writes go by. */
    publicUrl: string | undefined
    /** The console's own address; undefined: it answers beside residents' pages. */
    consoleUrl?: string | undefined
  }
}

type Side<B> = { fetch(request: Request, env: B): Response | Promise<Response> }

/**
 * Hands a request to the side whose host it names. What the other side has is not there at all, so it looks like what never was.
 * By a name that is neither's (an address, localhost) both answer, each with its own address.
 */
export function parted<B extends HostsEnv['Bindings']>(sides: {
  residents: Side<B>
  staff: Side<B>
}): MiddlewareHandler<{ Bindings: B }> {
  return async (c, next) => {
    const { publicUrl, consoleUrl } = c.env
    if (publicUrl === undefined || consoleUrl === undefined) return await next()
    const name = bareHost(new URL(c.req.url).hostname)
    const ofStaff = { ...c.env, publicUrl: consoleUrl }
    if (name === bareHost(new URL(consoleUrl).hostname)) return await sides.staff.fetch(c.req.raw, ofStaff)
    if (name === bareHost(new URL(publicUrl).hostname)) return await sides.residents.fetch(c.req.raw, c.env)
    if (/^\/console(\/|$)/.test(c.req.path)) c.env = ofStaff
    await next()
  }
}
