/** @module The long form of test/security/leaks.test.ts. */

import { expect, it } from 'vitest'
import { nobodyHearsOfAnother } from '../security/leaks.ts'
import { figure, scale } from '../support/torture/figures.ts'

const LONG_MS = 8 * 60 * 60_000

it('nobody hears of another, over long afternoons', { timeout: LONG_MS }, async () => {
  const runs = scale({ short: 8, full: 80, nightly: 1_000 })
  const steps = scale({ short: 14, full: 40, nightly: 60 })
  const begin = performance.now()
  await expect(nobodyHearsOfAnother(runs, steps)).resolves.toBeUndefined()
  figure('S9', 'four people with secrets, any order of steps', {
    afternoons: runs,
    steps_at_most: steps,
    leaks: 0,
    seconds: Math.round((performance.now() - begin) / 1000),
  })
})
