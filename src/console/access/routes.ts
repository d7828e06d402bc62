/** @module All routes of people and access. */

import type { Route } from '../route.ts'
import { accountRoutes } from './accounts.tsx'
import { doorRoutes } from './door.tsx'
import { ownRoutes } from './own.tsx'
import { setUpRoutes } from './set-up.tsx'
import { trailRoutes } from './trail.tsx'

export const accessRoutes: readonly Route[] = [
  ...doorRoutes,
  ...setUpRoutes,
  ...ownRoutes,
  ...accountRoutes,
  ...trailRoutes,
]
