import { expect, it } from 'vitest'
import { LIMITS_FOR_TESTS, roadsOfTest, T0 } from './road.ts'

const { open } = roadsOfTest()
const DAY_MS = 86_400_000
const NEWS = {
  type: 'case_changed',
  number: 'SGP-0000-0059',
  kind: 'accident',
  state: 'checked',
  changedAt: T0,
} as const
const limits = { ...LIMITS_FOR_TESTS, windowMs: DAY_MS }
const knock = { text: 'Ada kabar. Balas pesan ini.', template: { name: 'kabar', language: 'id' } }

it('a second knock for the same news, after a late answer, stops nobody else', async () => {
  const road = open({ channel: { limits, knock } })
  await road.write('ani', 'a')
  await road.write('budi', 'b')
  await road.advance(DAY_MS)
  await road.pipeline.chats.tell('c1', 'n1', road.clock.now, NEWS)
  await road.pipeline.idle()
  // written just after the knock, comes after a day of downtime
  const late = { ...road.message('ani', 'ya?'), at: road.clock.now + 60_000 }
  await road.advance(DAY_MS + 3 * 60_000)
  await road.pipeline.chats.receive([late as never])
  await road.pipeline.idle()
  await road.write('budi', 'halo')
  await road.advance(60_000)
  expect(road.texts('budi').at(-1)).toContain('halo')
})
