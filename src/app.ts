/** @module The HTTP application: mounts its parts, answers what went wrong. Knows no runtime. */

import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { consoleApp } from './console/console.ts'
import type { ConsoleEnv } from './console/deps.ts'
import { staffFault } from './console/fault.tsx'
import { health } from './http/health.ts'
import { type HostsEnv, parted } from './http/hosts.ts'
import { refusalsTold } from './http/refusals.ts'
import { webhooks } from './http/webhooks.ts'
import { assets } from './pages/assets.ts'
import { paced } from './pages/pace.ts'
import { sameSiteOnly, secured } from './pages/security.ts'
import type { WebEnv } from './web/deps.ts'
import { faultAnswer } from './web/fault.tsx'
import { REQUESTS_A_MINUTE } from './web/limits.ts'
import { policyReports } from './web/policy-reports.ts'
import { web } from './web/web.ts'

type Env = { Bindings: WebEnv['Bindings'] & ConsoleEnv['Bindings'] & HostsEnv['Bindings'] }

/** Under PUBLIC_URL, where the console has a host name of its own. */
const residents = told(
  opened().route('/hooks', webhooks).route('/', policyReports).route('/', web),
  faultAnswer,
)

/** Under CONSOLE_URL: the console, and the files its pages are made of. */
const staff = told(
  opened()
    .route('/', policyReports)
    .route('/console', consoleApp)
    .use(paced(REQUESTS_A_MINUTE))
    .use(sameSiteOnly)
    .use(compress({ encoding: 'gzip' }))
    .get('/', (c) => c.redirect('/console'))
    .route('/', assets),
  staffFault,
)

/** An entry gives what `WebDeps` names as Hono's bindings: `app.fetch(request, deps)`. */
export const app = told(
  new Hono<Env>()
    .use(parted({ residents, staff }))
    .route('/', opened())
    .route('/hooks', webhooks)
    .route('/', policyReports)
    .route('/console', consoleApp)
    .route('/', web),
  faultAnswer,
)

/** What stands before everything, under every name. */
function opened() {
  return new Hono<Env>().use(secured).use(refusalsTold).route('/', health)
}

function told<H extends Hono<Env>>(
  host: H,
  answer: (c: Context<Env>, status: number) => Promise<Response>,
): H {
  host.notFound(async (c) => await answer(c, 404))
  host.onError(async (error, c) => {
    if (error instanceof HTTPException) return error.res ?? (await answer(c, error.status))
    c.env.log({ level: 'error', event: 'request_failed', path: c.req.routePath, err: error })
    return await answer(c, 500)
  })
  return host
}

export type App = typeof app
