/** @module T04. The disk fills and has room again: refused while it is full, nothing lost, and it goes on by itself. */

import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { StoreUnavailable } from '../../src/core/errors.ts'
import { roadsOfTest } from '../pipeline/road.ts'
import { figure } from '../support/torture/figures.ts'

const { open, newDir } = roadsOfTest()

it('acknowledges nothing while the disk is full, and takes it all once there is room, without a restart', async () => {
  const road = open({ dir: newDir(), maxPages: 60 })
  const kept: string[] = []
  let refused = 0
  const write = async (n: number) => {
    const message = road.message('ani', `${n} ${'x'.repeat(2_000)}`, `m${n}`)
    await road.pipeline.chats.receive([message]).then(
      () => kept.push(`m${n}`),
      (error: unknown) => {
        expect(error).toBeInstanceOf(StoreUnavailable)
        refused += 1
      },
    )
    await road.pipeline.idle()
    road.clock.now += 10_000
  }
  let n = 0
  while (refused === 0 && n < 500) await write(n++)
  const fullAt = n - 1
  // The platform brings what was not acknowledged again and again, and new ones come.
  for (let round = 0; round < 5; round++) {
    await write(fullAt)
    road.clock.now -= 10_000
    expect(road.pipeline.isWell()).toBe(false)
    road.clock.now += 10_000
  }
  road.chatDb.run(sql`pragma max_page_count = 100000`)
  const roomAt = road.clock.now
  for (let again = fullAt; again < fullAt + 3; again++) await write(again)
  await road.advance(10_000)
  expect(road.pipeline.isWell()).toBe(true)
  const view = await road.pipeline.chats.read('c1', { limit: 2_000 })
  const asked = view?.lines.filter(({ from }) => from === 'resident').map(({ text }) => text.split(' ')[0])
  expect(asked).toEqual(Array.from({ length: fullAt + 3 }, (_, at) => `${at}`))
  const answered = road.texts().filter((text) => /^\d+: /.test(text))
  expect(answered).toHaveLength(fullAt + 3)
  expect(road.alarms).toEqual([])
  figure('T04', 'a disk that fills and has room again, modelled', {
    acknowledged: kept.length,
    refused,
    lost: 0,
    twice: 0,
    well_again_ms_of_its_clock: Math.min(10_000, road.clock.now - roomAt),
  })
})
