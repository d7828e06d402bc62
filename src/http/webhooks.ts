/** @module Where platforms post what happened. Answered only after it was kept; a store that cannot write says 503, and they come again. */

import { type Context, Hono } from 'hono'
import { StoreUnavailable } from '../core/errors.ts'

export const HOOKS = ['telegram', 'whatsapp'] as const
export type HookName = (typeof HOOKS)[number]

export type HookDeps = {
  /**
   * Checks, keeps and answers one call of a platform; undefined when that channel is not set.
   * @throws StoreUnavailable
   */
  hooks?: Partial<Record<HookName, (request: Request) => Promise<Response>>>
}

type HookEnv = { Bindings: HookDeps }

export const webhooks = new Hono<HookEnv>()
  .all('/telegram', (c) => answer(c, 'telegram'))
  .all('/whatsapp', (c) => answer(c, 'whatsapp'))

async function answer(c: Context<HookEnv>, name: HookName): Promise<Response> {
  const hook = c.env.hooks?.[name]
  // A channel that is switched off looks like one that was never there.
  if (hook === undefined) return c.notFound()
  try {
    return await hook(c.req.raw)
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    return c.text('unavailable', 503, { 'retry-after': '5', 'cache-control': 'no-store' })
  }
}
