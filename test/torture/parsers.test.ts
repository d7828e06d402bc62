/** @module S16 of the security tests, the long form: a hundred thousand inputs for each reader (those of whole files fewer, as each is a file on the disk). */

import { expect, it } from 'vitest'
import { PARSERS } from '../security/parsers.ts'

const RUNS = 100_000
const LONG_MS = 30 * 60_000
/** Of readers of files. */
const LEAST = 5_000

it.each(PARSERS)('takes whatever comes: $name', { timeout: LONG_MS }, async ({ run, cost }) => {
  await expect(run(cost > 20 ? LEAST : RUNS)).resolves.toBeUndefined()
})
