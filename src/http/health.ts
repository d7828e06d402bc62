/** @module Is the process up, may it be given work: for whoever runs the machine. Tells nothing else. */

import { Hono } from 'hono'

export type HealthDeps = {
  /** Migrated, listening and not draining. */
  ready(): boolean
}

export const health = new Hono<{ Bindings: HealthDeps }>()
  .get('/healthz', (c) => c.json({ status: 'up' }, 200, { 'cache-control': 'no-store' }))
  .get('/readyz', (c) => {
    const ready = c.env.ready()
    return c.json({ status: ready ? 'ready' : 'not_ready' }, ready ? 200 : 503, {
      'cache-control': 'no-store',
    })
  })
