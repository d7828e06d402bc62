/** @module What is remembered of a chat between two commits goes with the chat. */

import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openAsItIs } from '../../src/store/sqlite.ts'
import { roadsOfTest } from './road.ts'

const { open, newDir } = roadsOfTest()

it('leaves no bucket of a chat that is erased right after it was answered', async () => {
  const dir = newDir()
  const pace = { account: { everyMs: 40, burst: 4 }, chat: { everyMs: 10, burst: 4 } }
  const road = open({ dir, channel: { pace } })
  // The first is written down at once, the second within a second: it would come after the erasure.
  await road.write('ani', 'a')
  road.clock.now += 100
  await road.write('ani', 'b')
  await road.pipeline.eraser.erase((await road.chatOf('ani')) ?? '')
  road.clock.now += 2_000
  await road.write('budi', 'c')
  expect(road.texts()).toEqual(['1: a', '2: b', '1: c'])
  const { db, close } = openAsItIs(join(dir, 'accounts.db'))
  const paced = db.all<{ chat_id: string }>('select chat_id from buckets order by chat_id')
  close()
  expect(paced.map((row) => row.chat_id)).toEqual(['', await road.chatOf('budi')])
})
