/** @module Which backups stay. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileName, madeAt } from '../../src/wiring/backup/names.ts'
import { outdated } from '../../src/wiring/backup/retention.ts'

const NOW = new Date('2026-11-30T03:00:00Z')
const hoursAgo = (hours: number) => fileName(new Date(NOW.getTime() - hours * 3_600_000))

it('keeps all of two days, then one a day, and nothing older than 35 days', () => {
  const files = Array.from({ length: 24 * 60 }, (_, hour) => hoursAgo(hour)).filter((_, n) => n % 6 === 0)
  const gone = new Set(outdated([...files, 'forgotten.txt', 'notes'], NOW))
  const kept = files.filter((file) => !gone.has(file))
  const ages = kept.map((file) => (NOW.getTime() - (madeAt(file)?.getTime() ?? 0)) / 86_400_000)
  expect(ages.filter((age) => age <= 2)).toHaveLength(9)
  expect(ages.filter((age) => age > 2)).toHaveLength(33)
  expect(Math.max(...ages)).toBeLessThanOrEqual(35)
  expect(gone.has('notes') || gone.has('forgotten.txt')).toBe(false)
})

it('never takes away the newest, and nothing twice decided differently', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 80 }), (hours) => {
      const files = [...new Set(hours.map(hoursAgo))]
      const gone = outdated(files, NOW)
      const kept = files.filter((file) => !gone.includes(file))
      expect(kept).toContain(hoursAgo(Math.min(...hours)))
      expect(outdated(kept, NOW)).toEqual([])
    }),
  )
})
