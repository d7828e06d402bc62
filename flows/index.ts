/** @module All conversations of the service, as data. */

import type { Flow } from '../src/engine/flow.ts'
import { eligibility } from './eligibility.ts'
import { menu } from './menu.ts'

export const flows: Flow[] = [menu, eligibility]
