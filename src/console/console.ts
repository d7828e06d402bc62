/** @module All pages for staff, mounted from tables of routes: each has a rule, each write stands in the audit log. */

import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { sameSiteOnly } from '../pages/security.ts'
import { accessRoutes } from './access/routes.ts'
import { caseRoutes } from './cases/routes.tsx'
import { chatRoutes } from './chat/routes.tsx'
import { counterRoutes } from './counter/routes.tsx'
import type { ConsoleEnv } from './deps.ts'
import { factRoutes } from './facts/routes.ts'
import { figureRoutes } from './figures/routes.tsx'
import { guarded } from './guard.tsx'
import { lineRoutes } from './lines/routes.tsx'
import { queueRoutes } from './queue/routes.tsx'
import { teamRoutes } from './queue/team.tsx'
import { toolRoutes } from './queue/tools-routes.tsx'
import { tryRoutes } from './queue/try.tsx'
import { retentionRoutes } from './retention/routes.tsx'
import { rosterRoutes } from './roster/routes.tsx'
import type { Route } from './route.ts'
import { wordRoutes } from './words/routes.ts'

/** Bytes of a form without files; a route that takes more has `maxBytes`. */
const MAX_BODY_BYTES = 128 * 1024

/** Told in words, as every fault is. */
const tooBig = () => {
  throw new HTTPException(413)
}

/** Every area's table; a test walks it with every role. */
export const ROUTES: readonly Route[] = [
  ...queueRoutes,
  ...toolRoutes,
  ...tryRoutes,
  ...teamRoutes,
  ...chatRoutes,
  ...caseRoutes,
  ...figureRoutes,
  ...lineRoutes,
  ...counterRoutes,
  ...accessRoutes,
  ...retentionRoutes,
  ...rosterRoutes,
  ...factRoutes,
  ...wordRoutes,
]

export const consoleApp = ROUTES.reduce(
  (app, route) => {
    const limit = bodyLimit({ maxSize: route.maxBytes ?? MAX_BODY_BYTES, onError: tooBig })
    return route.method === 'GET'
      ? app.get(route.path, guarded(route))
      : app.post(route.path, limit, guarded(route))
  },
  new Hono<ConsoleEnv>().use(sameSiteOnly).use(compress({ encoding: 'gzip' })),
)
