/** @module Who stands at the door: the address a try counts for, the browser, and whether this way to us is safe for a password. */

import type { Context } from 'hono'
import type { Knock } from '../../access/access.ts'
import { addressOf } from '../../pages/pace.ts'
import { isHttps } from '../../pages/security.ts'
import type { ConsoleEnv, Visit } from '../deps.ts'

const LOCAL = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

export function knockOf({ c, requestId }: Visit): Knock {
  return { address: addressOf(c), userAgent: c.req.header('user-agent'), requestId }
}

/**
 * Where a browser would not keep the cookie, or a password would go in clear: says so, and where to go instead.
 * Localhost is safe by itself; elsewhere only the console's address by https is (CONSOLE_URL, or else PUBLIC_URL).
 */
export function unsafeWay(c: Context<ConsoleEnv>): { instead: string | undefined } | undefined {
  const { hostname, host } = new URL(c.req.url)
  if (LOCAL.test(hostname)) return undefined
  const { publicUrl } = c.env
  if (publicUrl === undefined || !isHttps(c.env)) return { instead: undefined }
  return new URL(publicUrl).host === host ? undefined : { instead: new URL('/console', publicUrl).href }
}
