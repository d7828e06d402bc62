/** @module The promise of the whole: no secret of one person is ever in a byte sent to another, in the log, in a metric, in a file or its name, or in an error. Short form, and proof that it sees. */

import { describe, expect, it } from 'vitest'
import { nobodyHearsOfAnother } from './leaks.ts'
import { PLANTS } from './leaks-people.ts'

/** What the property says of each plant: that it was this leak that was found. */
const FOUND: Record<(typeof PLANTS)[number], RegExp> = {
  wrong_address: /(Anikuarsa|Citrapuspita) was sent/,
  wrong_browser: /(Budiraksana|Dewangkara) was sent/,
  metric: /the metrics hold Anikuarsa/,
  log: /the log hold Anikuarsa/,
  file_name: /the file names hold (Budiraksana|Dewangkara)/,
  file: /the file media\/x holds (Budiraksana|Dewangkara)/,
  fault: /the faults hold Anikuarsa/,
}

it('nobody hears of another, in whatever order they write, staff answer, people change their number and things fail', async () => {
  await expect(nobodyHearsOfAnother(8, 14)).resolves.toBeUndefined()
}, 180_000)

describe('is not blind', () => {
  it.each(PLANTS)('a leak that was put in on purpose is found: %s', async (plant) => {
    const found = await nobodyHearsOfAnother(1, 4, plant).then(
      () => 'nothing',
      (error: Error) => String(error.cause),
    )
    expect(found).toMatch(FOUND[plant])
  })
})
