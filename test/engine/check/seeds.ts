/** @module All planted faults, each with the place and the name under which it must be found. */

import type { Seed } from './plant.ts'
import { targets } from './seeds/targets.ts'
import { texts } from './seeds/texts.ts'
import { values } from './seeds/values.ts'
import { ways } from './seeds/ways.ts'
import { words } from './seeds/words.ts'

export const SEEDS: readonly Seed[] = [...targets, ...ways, ...texts, ...values, ...words]
