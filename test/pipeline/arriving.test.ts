/** @module What comes in from platforms: several addresses of one person, no order, facts about the line, and one bad message among good ones. */

import { describe, expect, it } from 'vitest'
import type { Incoming } from '../../src/core/message.ts'
import { type Road, roadsOfTest, T0 } from './road.ts'

const { open } = roadsOfTest()

type Message = Extract<Incoming, { type: 'message' }>
const from = (road: Road, address: string, text: string, aliases: string[] = []): Message => ({
  ...(road.message(address, text) as Message),
  aliases,
})

describe('one person with several addresses', () => {
  it('is one chat when a message proves them to be the same, and is answered where they last wrote from', async () => {
    const road = open()
    await road.pipeline.chats.receive([from(road, '628@phone', 'a')])
    await road.pipeline.chats.receive([from(road, '99@lid', 'b', ['628@phone'])])
    await road.pipeline.idle()
    await road.pipeline.chats.receive([from(road, '99@lid', 'c')])
    await road.pipeline.idle()
    expect(road.sent.map(({ chatId, address, text }) => [chatId, address, text])).toEqual([
      ['c1', '628@phone', '1: a'],
      ['c1', '99@lid', '2: b'],
      ['c1', '99@lid', '3: c'],
    ])
  })

  it('is answered where they last wrote from also when that message proves nothing', async () => {
    const road = open()
    await road.pipeline.chats.receive([from(road, '99@lid', 'a', ['628@phone'])])
    await road.write('628@phone', 'b')
    await road.write('99@lid', 'c')
    expect(road.sent.map(({ chatId, address }) => [chatId, address])).toEqual([
      ['c1', '99@lid'],
      ['c1', '628@phone'],
      ['c1', '99@lid'],
    ])
  })

  it('is one chat also when both addresses are new and come together', async () => {
    const road = open()
    await road.pipeline.chats.receive([
      from(road, '99@lid', 'a', ['628@phone']),
      from(road, '628@phone', 'b', ['99@lid']),
    ])
    await road.pipeline.idle()
    expect(new Set(road.sent.map(({ chatId }) => chatId)).size).toBe(1)
  })

  it('stays two chats, with an alarm, when an alias belongs to somebody else already', async () => {
    const road = open()
    await road.write('628@phone', 'rahasia ani')
    await road.write('99@lid', 'rahasia budi')
    await road.pipeline.chats.receive([from(road, '99@lid', 'halo', ['628@phone'])])
    await road.pipeline.idle()
    expect(road.alarms).toEqual(['terminal address_conflict'])
    expect(await road.chatOf('628@phone')).toBe('c1')
    expect(await road.chatOf('99@lid')).toBe('c2')
    expect(road.sent.at(-1)).toMatchObject({ chatId: 'c2', address: '99@lid', text: '2: halo' })
  })

  it('is not the one who has their number now', async () => {
    const road = open()
    await road.pipeline.chats.receive([from(road, '99@lid', 'rahasia ani', ['628@phone'])])
    await road.pipeline.chats.receive([from(road, '77@lid', 'halo', ['628@phone'])])
    await road.write('77@lid', 'lagi')
    expect(road.alarms).toEqual(['terminal address_conflict'])
    expect(road.sent.map(({ chatId, address, text }) => [chatId, address, text])).toEqual([
      ['c1', '99@lid', '1: rahasia ani'],
      ['c2', '77@lid', '1: halo'],
      ['c2', '77@lid', '2: lagi'],
    ])
    // Where the number itself is written from, it decides; the strange id is joined with nothing.
    await road.pipeline.chats.receive([from(road, '628@phone', 'dari nomor', ['55@lid'])])
    await road.pipeline.idle()
    expect(await road.chatOf('628@phone')).toBe('c1')
    expect(await road.chatOf('55@lid')).toBeUndefined()
  })

  it('dedupes the same message whichever address it came from', async () => {
    const road = open()
    const one = { ...from(road, '628@phone', 'a'), externalId: 'same' }
    await road.pipeline.chats.receive([one])
    await road.pipeline.chats.receive([{ ...one, address: '99@lid', aliases: ['628@phone'] }])
    await road.pipeline.idle()
    expect(road.texts()).toEqual(['1: a'])
  })
})

describe('a platform that keeps no order', () => {
  const channel = { isUnordered: true as const }
  const written = (road: Road, text: string, at: number): Message => ({
    ...(road.message('ani', text) as Message),
    at,
  })

  it('has messages that come together taken in the order they were written', async () => {
    const road = open({ channel })
    await road.pipeline.chats.receive([written(road, 'b', T0 - 1_000)])
    await road.pipeline.chats.receive([written(road, 'a', T0 - 2_000)])
    await road.pipeline.idle()
    expect(road.texts()).toEqual([])
    await road.advance(1_000)
    expect(road.texts()).toEqual(['1: a', '2: b'])
  })

  it('has messages of one second taken as they came, within one call and from call to call', async () => {
    const road = open({ channel })
    const at = T0 - 3_600_000
    await road.pipeline.chats.receive([written(road, 'c', at), written(road, 'a', at)])
    await road.pipeline.chats.receive([written(road, 'b', at), written(road, 'before', at - 1_000)])
    await road.advance(4_000)
    expect(road.texts()).toEqual(['1: before', '2: c', '3: a', '4: b'])
  })

  it('waits longer for what belongs to messages of long ago', async () => {
    const road = open({ channel })
    for (const [text, ago] of [
      ['c', 60],
      ['a', 90],
      ['b', 70],
    ] as const) {
      await road.pipeline.chats.receive([written(road, text, T0 - ago * 60_000)])
      await road.advance(800)
    }
    expect(road.texts()).toEqual([])
    await road.advance(3_000)
    expect(road.texts()).toEqual(['1: a', '2: b', '3: c'])
  })

  it('holds nothing for hours when the clock is set back meanwhile', async () => {
    const road = open({ channel })
    await road.pipeline.chats.receive([written(road, 'a', T0)])
    road.clock.now -= 3 * 60 * 60_000
    await road.advance(60_000)
    expect(road.texts()).toEqual(['1: a'])
  })

  it('never goes back behind what was answered', async () => {
    const road = open({ channel })
    await road.pipeline.chats.receive([written(road, 'b', T0)])
    await road.advance(1_000)
    await road.pipeline.chats.receive([written(road, 'a', T0 - 9_000)])
    await road.advance(5_000)
    expect(road.texts()).toEqual(['1: b', '2: a'])
  })
})

describe('one message that cannot be given to its chat', () => {
  it('is kept for people, and the others of the same batch are answered', async () => {
    const road = open()
    await road.write('ani', 'a')
    const { seal } = road.deps.vault
    road.deps.vault.seal = (subject, place, text) => {
      if (subject === 'chat:c1') throw new Error('the key of this chat is damaged')
      return seal(subject, place, text)
    }
    await road.pipeline.chats.receive([road.message('ani', 'rusak'), road.message('budi', 'b')])
    await road.pipeline.chats.receive([road.message('ani', 'rusak', 'm2')])
    await road.pipeline.idle()
    expect(road.texts('budi')).toEqual(['1: b'])
    expect(road.deps.store.deadLetters.count()).toBe(1)
    expect(road.log.filter(({ event }) => event === 'message_set_aside')).not.toEqual([])
    expect(JSON.stringify(road.log)).not.toContain('rusak')
  })
})

describe('words typed on the phone of the line', () => {
  const typed = (road: Road, text: string, externalId: string) =>
    ({
      type: 'line',
      ...road.line,
      address: 'ani',
      fact: 'typed_on_phone',
      at: road.clock.now,
      externalId,
      text,
    }) as const

  it('are a takeover: the bot is silent, and the words stand in the transcript and do not leave again', async () => {
    const road = open()
    await road.write('ani', 'a')
    await road.pipeline.chats.receive([typed(road, 'Saya bantu langsung ya', 't1')])
    await road.pipeline.chats.receive([typed(road, 'Saya bantu langsung ya', 't1')])
    await road.write('ani', 'b')
    expect(road.texts()).toEqual(['1: a'])
    const view = await road.pipeline.chats.read('c1', { forStaff: true })
    expect(view?.owner).toBe('staff:phone')
    expect(view?.lines.filter(({ from: who }) => who === 'staff').map(({ text }) => text)).toEqual([
      'Saya bantu langsung ya',
    ])
  })

  it('make no chat of somebody who never wrote', async () => {
    const road = open()
    await road.pipeline.chats.receive([typed(road, 'halo', 't1')])
    expect(await road.chatOf('ani')).toBeUndefined()
  })
})

it('tells the team once that somebody else may sit behind a number', async () => {
  const road = open()
  await road.write('ani', 'a')
  const fact = { type: 'line', ...road.line, address: 'ani', at: T0, fact: 'identity_changed' } as const
  await road.pipeline.chats.receive([{ ...fact, externalId: 'i1' }])
  await road.pipeline.chats.receive([{ ...fact, externalId: 'i1' }])
  await road.pipeline.idle()
  expect(road.requests.map(({ request }) => request)).toEqual([
    { type: 'alarm', reason: 'identity_changed', topic: '' },
  ])
  const view = await road.pipeline.chats.read('c1', { forStaff: true })
  expect(view?.lines.filter(({ text }) => text === 'identity_changed')).toHaveLength(1)
})
