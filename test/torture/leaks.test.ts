/** @module The long form of test/security/leaks.test.ts. */

import { expect, it } from 'vitest'
import { nobodyHearsOfAnother } from '../security/leaks.ts'

const LONG_MS = 60 * 60_000

it('nobody hears of another, over a thousand long afternoons', { timeout: LONG_MS }, async () => {
  await expect(nobodyHearsOfAnother(1_000, 60)).resolves.toBeUndefined()
})
