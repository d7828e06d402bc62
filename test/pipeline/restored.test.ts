/** @module After a restore: what stood in the backup is worked, and what is said to it waits for an officer. */

import { expect, it } from 'vitest'
import { roadsOfTest, T0 } from './road.ts'

const { open, newDir } = roadsOfTest()

it('answers nobody who may have been answered in the lost hours, and everybody who writes after them', async () => {
  const dir = newDir()
  const before = open({ dir })
  await before.pipeline.stop()
  // Kept, and not answered when the copy was made.
  await before.pipeline.chats.receive([before.message('ani', 'halo')])
  const after = open({ dir })
  after.deps.restoredAt = T0 + 60_000
  await after.pipeline.idle()
  expect(after.texts()).toEqual([])
  const view = await after.pipeline.chats.read('c1', { forStaff: true })
  expect(view?.lines.at(-1)).toMatchObject({ text: '1: halo', status: 'unknown' })
  after.clock.now = T0 + 120_000
  await after.pipeline.chats.receive([after.message('ani', 'lagi', 'news')])
  await after.pipeline.idle()
  expect(after.texts()).toEqual(['2: lagi'])
})
