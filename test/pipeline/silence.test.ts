/** @module Residents who were silent for longer than their platform allows: what waits, what asks for a word, and what leaves when they write. */

import { expect, it } from 'vitest'
import type { OfficeNotice } from '../../src/core/chat.ts'
import { SendError, type SendErrorCode } from '../../src/core/errors.ts'
import { LIMITS_FOR_TESTS, type Road, roadsOfTest, T0 } from './road.ts'

const { open } = roadsOfTest()

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const limits = { ...LIMITS_FOR_TESTS, windowMs: DAY_MS }
const knock = { text: 'Ada kabar. Balas pesan ini.', template: { name: 'kabar', language: 'id' } }
const NEWS: OfficeNotice = {
  type: 'case_changed',
  number: 'SGP-0000-0059',
  kind: 'accident',
  state: 'checked',
  changedAt: T0,
}
const fault = (code: SendErrorCode, detail: Partial<ConstructorParameters<typeof SendError>[1]> = {}) =>
  new SendError(code, { code, outcome: 'not_sent', retryable: true, ...detail })
const statuses = async (road: Road) =>
  (await road.pipeline.chats.read('c1', { forStaff: true }))?.lines
    .filter(({ status }) => status !== undefined)
    .map(({ text, status }) => `${text} ${status}`)

it('tries words of staff that waited for days like new ones once they may leave', async () => {
  let refusals = 0
  const road = open({
    channel: { limits },
    send: async ({ id }) => {
      if (refusals-- > 0) throw fault('throttled')
      return { externalId: id }
    },
  })
  await road.write('ani', 'a')
  await road.advance(DAY_MS)
  await road.pipeline.chats.act('c1', 'k1', { act: 'take', staffId: 'budi' })
  await road.pipeline.chats.act('c1', 'k2', { act: 'reply', staffId: 'budi', text: 'Sudah kami cek' })
  await road.advance(2 * DAY_MS)
  expect(await statuses(road)).toContain('Sudah kami cek parked')
  refusals = 2
  await road.write('ani', 'ya?')
  await road.advance(60_000)
  expect(await statuses(road)).toContain('Sudah kami cek sent')
})

it('does not ask for a word any more once they wrote', async () => {
  let isDown = true
  const road = open({
    channel: { limits, knock },
    send: async ({ id, template }) => {
      if (isDown && template !== undefined) throw fault('server')
      return { externalId: id }
    },
  })
  await road.write('ani', 'a')
  await road.advance(DAY_MS)
  await road.pipeline.chats.tell('c1', 'n1', road.clock.now, NEWS)
  await road.pipeline.idle()
  isDown = false
  await road.write('ani', 'halo')
  await road.advance(60_000)
  expect(road.texts()).not.toContain(knock.text)
  expect(road.texts().slice(1)).toEqual([expect.stringContaining('case_changed'), '3: halo'])
})

it('lets others go on where a chat can no longer be sealed and should be asked for a word', async () => {
  let isDown = true
  const road = open({
    channel: { limits, knock },
    send: async ({ id, text }) => {
      if (isDown && text.startsWith('office')) throw fault('offline', { retryAfterMs: HOUR_MS })
      return { externalId: id }
    },
  })
  await road.write('ani', 'a')
  await road.write('budi', 'b')
  await road.advance(DAY_MS - 1_000)
  await road.pipeline.chats.tell('c1', 'n1', road.clock.now, NEWS)
  await road.pipeline.idle()
  const { seal } = road.deps.vault
  road.deps.vault.seal = (subject, place, text) => {
    if (subject === 'chat:c1') throw new Error('the key of this chat is damaged')
    return seal(subject, place, text)
  }
  await road.advance(2 * HOUR_MS)
  isDown = false
  await road.write('budi', 'halo')
  expect(road.texts('budi')).toEqual(['1: b', '2: halo'])
  expect(await statuses(road)).toEqual(['1: a sent', expect.stringContaining('parked')])
})

it('asks for a word once, also when the clock was set back', async () => {
  const road = open({
    channel: { limits, knock },
    send: async ({ id, template }) => {
      if (template === undefined) throw fault('window_closed', { retryable: false })
      return { externalId: id }
    },
  })
  await road.write('ani', 'a')
  road.clock.now -= HOUR_MS
  for (const id of ['n1', 'n2']) {
    await road.pipeline.chats.tell('c1', id, road.clock.now, NEWS)
    await road.pipeline.idle()
  }
  expect(road.texts()).toEqual([knock.text])
})
