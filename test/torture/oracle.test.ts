/** @module S8 of the security tests, whole: ten thousand numbers from a hundred chats, and how long the page takes for members and for others. */

import { expect, it } from 'vitest'
import { attack, bitsIn, measure } from '../identity/oracle.ts'

const AN_HOUR_MS = 3_600_000

it('ten thousand numbers from a hundred chats, over a restart, teach nothing', {
  timeout: AN_HOUR_MS,
}, async () => {
  const { seen, mostOfOne, admitted, alarms } = await attack({ chats: 100, rounds: 100 })
  expect(seen).toHaveLength(10_000)
  expect(bitsIn(seen)).toBe(0)
  expect(new Set(seen.map(({ page, chat }) => page + chat)).size).toBe(1)
  expect(mostOfOne).toBeLessThanOrEqual(3)
  expect(alarms).toContain('identity_counted_up')
  console.log(`10,000 numbers: ${admitted} let through, at most ${mostOfOne} a chat, 0 bits`)
})

it('two thousand members and two thousand others wait alike for the page', {
  timeout: AN_HOUR_MS,
}, async () => {
  const { members, others } = await measure(2_000)
  console.log(`median for members ${members.toFixed(3)} ms, for others ${others.toFixed(3)} ms`)
  expect(Math.abs(members - others)).toBeLessThan(5)
})
