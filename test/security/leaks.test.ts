/** @module The promise of the whole: no secret of one person is ever in a byte sent to another, in the log or in an error. Short form. */

import { expect, it } from 'vitest'
import { nobodyHearsOfAnother } from './leaks.ts'

it('nobody hears of another, in whatever order they write, staff answer, people change their number and things fail', async () => {
  await expect(nobodyHearsOfAnother(12, 14)).resolves.toBeUndefined()
})
