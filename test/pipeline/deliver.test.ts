/** @module What leaves: in order, once, and what happens when a platform does not take it. */

import { afterEach, describe, expect, it } from 'vitest'
import { SendError, type SendErrorCode } from '../../src/core/errors.ts'
import { makeRoad, type Road } from './road.ts'

let road: Road
afterEach(() => road.close())

const refusal = (code: SendErrorCode, detail: Partial<ConstructorParameters<typeof SendError>[1]> = {}) =>
  new SendError(code, { code, outcome: 'not_sent', retryable: true, ...detail })

/** A platform that refuses the first `times` sends of a text. */
function refusing(text: string, times: number, error: () => Error) {
  let left = times
  const tries: string[] = []
  return {
    tries,
    send: async (message: { id: string; text: string }) => {
      tries.push(message.text)
      if (message.text === text && left > 0) {
        left -= 1
        throw error()
      }
      return { externalId: `p.${message.id}` }
    },
  }
}

const statuses = async (chatId = 'c1') =>
  (await road.pipeline.chats.read(chatId, { forStaff: true }))?.lines
    .filter(({ from }) => from === 'bot')
    .map(({ text, status }) => `${text} ${status}`)

it('waits as long as it was told, keeps the order, and sends once', async () => {
  const platform = refusing('1: a', 1, () => refusal('throttled', { retryAfterMs: 30_000 }))
  road = makeRoad({ send: platform.send })
  await road.write('ani', 'a', 'b')
  expect(road.texts()).toEqual([])
  expect(await statuses()).toEqual(['1: a waiting', '2: b waiting'])
  await road.advance(29_999)
  expect(platform.tries).toHaveLength(1)
  await road.advance(1)
  expect(road.texts()).toEqual(['1: a', '2: b'])
  expect(await statuses()).toEqual(['1: a sent', '2: b sent'])
})

it('goes on with the next line after one that can never be sent', async () => {
  road = makeRoad({ send: refusing('1: a', 9, () => refusal('rejected', { retryable: false })).send })
  await road.write('ani', 'a', 'b')
  expect(road.texts()).toEqual(['2: b'])
  expect(await statuses()).toEqual(['1: a failed', '2: b sent'])
})

it('gives up a line after a day, not before', async () => {
  const platform = refusing('1: a', 1e6, () => refusal('offline'))
  road = makeRoad({ send: platform.send })
  await road.write('ani', 'a')
  await road.advance(20 * 60 * 60 * 1000)
  expect(await statuses()).toEqual(['1: a waiting'])
  await road.advance(5 * 60 * 60 * 1000)
  expect(await statuses()).toEqual(['1: a failed'])
})

it('says a bubble of the bot again when nobody knows whether it came, and shows that it may stand there twice', async () => {
  const platform = refusing('1: a', 1, () => refusal('network', { outcome: 'unknown' }))
  road = makeRoad({ send: platform.send, channel: { unsure: { do: 'repeat_words' } } })
  await road.write('ani', 'a', 'b')
  expect(await statuses()).toEqual(['1: a waiting', '2: b waiting'])
  await road.advance(60_000)
  expect(await statuses()).toEqual(['1: a sent', '2: b sent'])
  expect(platform.tries).toEqual(['1: a', '1: a', '2: b'])
  const lines = (await road.pipeline.chats.read('c1', { forStaff: true }))?.lines ?? []
  expect(lines.filter(({ isUnsure }) => isUnsure).map(({ text }) => text)).toEqual(['1: a'])
})

it('leaves words of staff to staff when nobody knows whether they came', async () => {
  const platform = refusing('Selamat siang', 9, () => refusal('network', { outcome: 'unknown' }))
  road = makeRoad({ send: platform.send, channel: { unsure: { do: 'repeat_words' } } })
  await road.write('ani', 'a')
  await road.pipeline.chats.act('c1', 'k1', { act: 'take', staffId: 'budi' })
  await road.pipeline.chats.act('c1', 'k2', { act: 'reply', staffId: 'budi', text: 'Selamat siang' })
  await road.advance(60_000)
  expect(platform.tries.filter((text) => text === 'Selamat siang')).toHaveLength(1)
  const view = await road.pipeline.chats.read('c1', { forStaff: true })
  expect(view?.lines.find(({ text }) => text === 'Selamat siang')).toMatchObject({
    status: 'unknown',
    isUnsure: true,
  })
})

it('repeats it with the same id where a repeat is known as one', async () => {
  const platform = refusing('1: a', 1, () => refusal('network', { outcome: 'unknown' }))
  road = makeRoad({ send: platform.send })
  await road.write('ani', 'a')
  await road.advance(60_000)
  expect(road.sent.map(({ id }) => id)).toEqual(['c1.1.0'])
  expect(platform.tries).toEqual(['1: a', '1: a'])
})

it('tries a mistake of ours a few times and logs it without what was written', async () => {
  road = makeRoad({ send: refusing('1: rahasia', 99, () => new TypeError('cannot read rahasia')).send })
  await road.write('ani', 'rahasia', 'b')
  await road.advance(10 * 60 * 1000)
  expect(await statuses()).toEqual(['1: rahasia failed', '2: b sent'])
  expect(road.log.length).toBeGreaterThan(0)
  expect(JSON.stringify(road.log)).not.toContain('rahasia')
})

it('brings a request to the office while a reply before it cannot be sent', async () => {
  road = makeRoad({ send: async () => Promise.reject(refusal('offline')) })
  await road.write('ani', 'a', 'office')
  expect(road.texts()).toEqual([])
  expect(road.requests).toEqual([{ id: 'c1.2.o0', request: { type: 'ask_position' } }])
})

it('never gives up a request to the office', async () => {
  let isDown = true
  road = makeRoad({ office: async () => (isDown ? Promise.reject(new Error('down')) : undefined) })
  await road.write('ani', 'office')
  await road.advance(48 * 60 * 60 * 1000)
  expect(road.requests).toEqual([])
  expect(road.pipeline.settled('c1')).toBe(true)
  isDown = false
  await road.advance(10 * 60 * 1000)
  expect(road.requests).toHaveLength(1)
})

it('lets other chats go on while a platform is slow with one', async () => {
  let release = () => {}
  const slow = new Promise<void>((resolve) => {
    release = resolve
  })
  road = makeRoad({
    send: async ({ address, id }) => {
      if (address === 'ani') await slow
      return { externalId: id }
    },
  })
  await road.pipeline.chats.receive([road.message('ani', 'a')])
  await road.pipeline.chats.receive([road.message('budi', 'b')])
  while (road.texts('budi').length === 0) await road.deps.breathe()
  expect(road.texts()).toEqual(['1: b'])
  release()
  await road.pipeline.idle()
  expect(road.texts('ani')).toEqual(['1: a'])
})

describe('what the platform tells later', () => {
  const tell = (status: 'sent' | 'delivered' | 'read' | 'failed', address = 'ani') =>
    road.pipeline.chats.receive([
      { type: 'status', channel: 'terminal', account: 'test', address, sentId: 'p.c1.1.0', status, at: 0 },
    ])

  it('goes up and never down', async () => {
    road = makeRoad({ send: refusing('', 0, () => new Error()).send })
    await road.write('ani', 'a')
    await tell('read')
    await tell('delivered')
    await tell('failed')
    expect(await statuses()).toEqual(['1: a read'])
  })

  it('never makes a chat, and is not taken from another one', async () => {
    road = makeRoad({ send: refusing('', 0, () => new Error()).send })
    await road.write('ani', 'a')
    await tell('read', 'nobody')
    expect(await road.chatOf('nobody')).toBeUndefined()
    await road.write('budi', 'b')
    await tell('read', 'budi')
    expect(await statuses()).toEqual(['1: a sent'])
  })
})
