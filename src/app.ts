/** @module The HTTP application: mounts its parts, answers what went wrong. Knows no runtime. */

import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { consoleApp } from './console/console.ts'
import type { ConsoleEnv } from './console/deps.ts'
import { health } from './http/health.ts'
import { refusalsTold } from './http/refusals.ts'
import { webhooks } from './http/webhooks.ts'
import { secured } from './pages/security.ts'
import type { WebEnv } from './web/deps.ts'
import { faultAnswer } from './web/fault.tsx'
import { policyReports } from './web/policy-reports.ts'
import { web } from './web/web.ts'

/** An entry gives what `WebDeps` names as Hono's bindings: `app.fetch(request, deps)`. */
export const app = new Hono<{ Bindings: WebEnv['Bindings'] & ConsoleEnv['Bindings'] }>()
  .use(secured)
  .use(refusalsTold)
  .route('/', health)
  .route('/hooks', webhooks)
  .route('/', policyReports)
  .route('/console', consoleApp)
  .route('/', web)
  .notFound(async (c) => await faultAnswer(c, 404))
  .onError(async (error, c) => {
    if (error instanceof HTTPException) return error.res ?? (await faultAnswer(c, error.status))
    c.env.log({ level: 'error', event: 'request_failed', path: c.req.routePath, err: error })
    return await faultAnswer(c, 500)
  })

export type App = typeof app
