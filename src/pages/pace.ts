/** @module How often one network may ask: whoever floods us is turned away before anything is read. Kept in memory; a restart forgets. */

import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { netOf } from '../core/net.ts'

const MINUTE_MS = 60_000
/** Networks that are counted in one minute; a flood from more of them takes no more memory than this. */
const MAX_NETS = 50_000
const OWN_MACHINE = /^(::ffff:)?127\.|^::1$/

/** Where the connection comes from, as the server sees it. */
export type PeerEnv = { Bindings: { peer?: string | undefined } }

/** Of a web server on this machine in front of us, the last address it names: what stands before that anybody may have written. */
export function addressOf<E extends PeerEnv>(c: Context<E>): string | undefined {
  const { peer } = c.env
  if (peer === undefined || !OWN_MACHINE.test(peer)) return peer
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || peer
}

/**
 * At most `mostAMinute` requests of one network in a minute of the clock; then 429 until the next one.
 * Mobile networks put thousands behind one address, so `mostAMinute` has to be far above what one person does.
 * Where nobody says who asks (tests, this machine itself) nothing is counted.
 */
export function paced(
  mostAMinute: number,
): MiddlewareHandler<{ Bindings: PeerEnv['Bindings'] & { now(): Date } }> {
  const asked = new Map<string, number>()
  let minute = 0
  return async (c, next) => {
    const address = addressOf(c)
    if (address === undefined || OWN_MACHINE.test(address)) return await next()
    const at = c.env.now().getTime()
    if (Math.floor(at / MINUTE_MS) !== minute) asked.clear()
    minute = Math.floor(at / MINUTE_MS)
    const net = netOf(address)
    const n = (asked.get(net) ?? 0) + 1
    if (n > 1 || asked.size < MAX_NETS) asked.set(net, n)
    if (n <= mostAMinute) return await next()
    c.header('retry-after', String(Math.ceil((MINUTE_MS - (at % MINUTE_MS)) / 1000)))
    throw new HTTPException(429)
  }
}
