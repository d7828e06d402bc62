/** @module All conversations of the service, as data. */

import type { Flow } from '../src/engine/flow.ts'
import { accident } from './accident.ts'
import { benefits } from './benefits.ts'
import { claims } from './claims.ts'
import { complaint } from './complaint.ts'
import { conditions } from './conditions.ts'
import { contribution } from './contribution.ts'
import { death } from './death.ts'
import { decile } from './decile.ts'
import type { FLOW_IDS } from './define.ts'
import { dtsen } from './dtsen.ts'
import { dtsenSteps } from './dtsen-steps.ts'
import { eligibility } from './eligibility.ts'
import { erasure } from './erasure.ts'
import { genuine } from './genuine.ts'
import { menu } from './menu.ts'
import { offices } from './offices.ts'
import { privacy } from './privacy.ts'
import { programme } from './programme.ts'
import { questions } from './questions.ts'
import { registered } from './registered.ts'
import { smalltalk } from './smalltalk.ts'
import { staff } from './staff.ts'
import { status } from './status.ts'
import { withdrawal } from './withdrawal.ts'

// Keyed by id, so that the compiler names a flow that is announced and missing.
const byId: Record<(typeof FLOW_IDS)[number], Flow> = {
  menu,
  eligibility,
  registered,
  conditions,
  dtsen,
  dtsen_steps: dtsenSteps,
  decile,
  accident,
  death,
  status,
  questions,
  programme,
  genuine,
  benefits,
  contribution,
  claims,
  offices,
  staff,
  privacy,
  // Started by the same intent: without its topic the first one is meant.
  erasure,
  withdrawal,
  complaint,
  smalltalk,
}

export const flows: Flow[] = Object.values(byId)
