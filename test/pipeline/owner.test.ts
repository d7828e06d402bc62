/** @module Bot and staff never both answer. */

import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { SendError } from '../../src/core/errors.ts'
import { makeRoad, type Road } from './road.ts'

let road: Road
afterEach(() => road.close())

const offline = () => new SendError('offline', { code: 'offline', outcome: 'not_sent', retryable: true })
const take = { act: 'take', staffId: 's1' } as const

it('cancels what the bot has not handed out when staff take over, and staff words leave', async () => {
  let isDown = true
  road = makeRoad({
    send: async ({ id }) => {
      if (isDown) throw offline()
      return { externalId: id }
    },
  })
  await road.write('ani', 'a', 'b')
  expect(await road.pipeline.chats.act('c1', 'k1', take)).toEqual({ ok: true })
  await road.pipeline.chats.act('c1', 'k2', { act: 'reply', staffId: 's1', text: 'Selamat siang' })
  isDown = false
  await road.advance(60_000)
  expect(road.texts()).toEqual(['Selamat siang'])
  const forResident = await road.pipeline.chats.read('c1')
  expect(forResident?.lines.map(({ text }) => text)).toEqual(['a', 'b', 'Selamat siang'])
  const forStaff = await road.pipeline.chats.read('c1', { forStaff: true })
  expect(forStaff?.lines.filter(({ from }) => from === 'bot').map(({ status }) => status)).toEqual([
    'cancelled',
    'cancelled',
  ])
})

it('refuses a bot line that was on its way at the takeover and came back unsent', async () => {
  let refuse = (_: Error) => {}
  road = makeRoad({
    send: (message) =>
      message.author === 'bot'
        ? new Promise((_, reject) => {
            refuse = reject
          })
        : Promise.resolve({ externalId: message.id }),
  })
  await road.pipeline.chats.receive([road.message('ani', 'a')])
  await road.deps.breathe()
  await road.deps.breathe()
  await road.pipeline.chats.act('c1', 'k1', take)
  refuse(offline())
  await road.pipeline.idle()
  await road.advance(60_000)
  expect(road.texts()).toEqual([])
  const view = await road.pipeline.chats.read('c1', { forStaff: true })
  expect(view?.lines.find(({ from }) => from === 'bot')?.status).toBe('cancelled')
})

it('still says what the bot said before the chat went into the queue', async () => {
  let isDown = true
  road = makeRoad({
    send: async ({ id }) => {
      if (isDown) throw offline()
      return { externalId: id }
    },
  })
  await road.write('ani', 'a', 'petugas')
  isDown = false
  await road.advance(60_000)
  expect(road.texts()).toEqual(['1: a', 'baik'])
})

it('gives the same act the same result, and acts once', async () => {
  road = makeRoad()
  await road.write('ani', 'a')
  const results = await Promise.all([1, 2, 3].map(() => road.pipeline.chats.act('c1', 'k1', take)))
  expect(results).toEqual([{ ok: true }, { ok: true }, { ok: true }])
  expect(await road.pipeline.chats.act('c1', 'k1', take)).toEqual({ ok: true })
  const other = await road.pipeline.chats.act('c1', 'k2', { act: 'take', staffId: 's2' })
  expect(other).toEqual({ ok: false, why: 'owned', owner: 'staff:s1' })
  const view = await road.pipeline.chats.read('c1', { forStaff: true })
  expect(view).toMatchObject({ owner: 'staff:s1', epoch: 1 })
  expect(view?.lines.filter(({ text }) => text.startsWith('own'))).toHaveLength(1)
})

it('knows no chat of that name', async () => {
  road = makeRoad()
  expect(await road.pipeline.chats.act('nobody', 'k', take)).toEqual({ ok: false, why: 'unknown_chat' })
})

it('says nothing by the bot after a takeover, wherever in a turn it comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 6 }), { minLength: 4, maxLength: 12 }),
      fc.nat({ max: 3 }),
      async (pauses, when) => {
        const told: { author: string; taken: boolean }[] = []
        let isTaken = false
        const own = makeRoad({
          send: async (message) => {
            // Handed to the platform now: from here on it may be seen.
            told.push({ author: message.author, taken: isTaken })
            for (let n = 0; n < 2; n++) await Promise.resolve()
            return { externalId: message.id }
          },
        })
        for (const [n, pause] of pauses.entries()) {
          await own.pipeline.chats.receive([own.message('ani', `m${n}`)])
          for (let breath = 0; breath < pause; breath++) await own.deps.breathe()
          if (n !== when) continue
          void own.pipeline.chats.act('c1', 'k1', take).then(() => {
            isTaken = true
          })
        }
        await own.pipeline.idle()
        expect(isTaken).toBe(true)
        expect(told.filter(({ author, taken }) => author === 'bot' && taken)).toEqual([])
        await own.close()
      },
    ),
    { numRuns: 60 },
  )
  road = makeRoad()
})
