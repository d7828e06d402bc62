/** @module The queue: order, position, hours, silence of staff. */

import { describe, expect, it } from 'vitest'
import { accident, card, chat, HOUR, MINUTE, MONDAY_9, noHours, officeWorld, staffRequest } from './world.ts'

const SILENT = 15 * MINUTE
const take = (owner: `staff:${string}`, at: number) => card({ owner, lastMessageAt: at })

describe('the queue', () => {
  it('tells the position and that somebody is there', async () => {
    const { ask } = officeWorld()
    await ask('c1', staffRequest())
    expect(await ask('c2', staffRequest())).toEqual([
      { type: 'queue_position', re: 'c2.2.0', position: 2, open: true, hoursKnown: true },
    ])
  })

  it('promises the next opening when nobody is there', async () => {
    const { ask, pass } = officeWorld()
    pass(4 * 24 * HOUR + 10 * HOUR)
    const [notice] = await ask('c1', staffRequest())
    const nextMonday8 = MONDAY_9 + 7 * 24 * HOUR - HOUR
    expect(notice).toMatchObject({ position: 1, open: false, opensAt: nextMonday8, hoursKnown: true })
  })

  it('promises no day when nobody has told the hours', async () => {
    const { ask } = officeWorld({ rules: () => noHours })
    const [notice] = await ask('c1', staffRequest())
    expect(notice).toMatchObject({ open: false, hoursKnown: false })
    expect(notice).not.toHaveProperty('opensAt')
  })

  it('puts deaths and emergencies first, each by waiting time, then all others by waiting time', async () => {
    const { ask, office, pass } = officeWorld()
    const order = [
      ['asked1', 'asked', false],
      ['death', 'death', false],
      ['asked2', 'complaint', false],
      ['emergency', 'emergency', false],
      ['urgent', 'asked', true],
    ] as const
    for (const [chatId, reason, urgent] of order) {
      await ask(chatId, staffRequest({ reason, urgent }))
      pass(1000)
    }
    const queue = await office.queue()
    expect(queue.map(({ chatId }) => chatId)).toEqual(['death', 'emergency', 'urgent', 'asked1', 'asked2'])
    expect(queue.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
    const positions = await Promise.all(
      queue.map(async ({ chatId }) => (await ask(chatId, { type: 'ask_position' }))[0]),
    )
    expect(positions.map((notice) => notice?.type === 'queue_position' && notice.position)).toEqual([
      1, 2, 3, 4, 5,
    ])
  })

  it('keeps the place of a chat that asks twice', async () => {
    const { ask, pass } = officeWorld()
    await ask('c1', staffRequest())
    pass(1000)
    await ask('c2', staffRequest())
    pass(1000)
    expect(await ask('c1', staffRequest())).toMatchObject([{ position: 1 }])
  })

  it('moves a waiting chat to the head when an emergency is reported from it', async () => {
    const { ask, office } = officeWorld()
    await ask('a', staffRequest())
    await ask('b', staffRequest())
    await ask('b', { type: 'alarm', reason: 'emergency', topic: 'accident' })
    expect((await office.queue()).map(({ chatId }) => chatId)).toEqual(['b', 'a'])
    expect(await office.alarms()).toMatchObject([{ chatId: 'b', reason: 'emergency', topic: 'accident' }])
  })

  it('starts a chat at the head that has just filed a death, though it had never asked for anybody', async () => {
    const { ask, office, pass } = officeWorld()
    await ask('a', staffRequest())
    await ask('b', accident({ kind: 'death', fields: {} }))
    pass(1000)
    await ask('b', staffRequest())
    expect((await office.queue()).map(({ chatId }) => chatId)).toEqual(['b', 'a'])
  })

  it('forgets after a day that a chat with the bot had an emergency', async () => {
    const { ask, office, pass } = officeWorld()
    await ask('b', { type: 'alarm', reason: 'emergency', topic: 'accident' })
    await ask('a', staffRequest())
    pass(24 * HOUR)
    await ask('b', staffRequest())
    expect(await office.queue()).toMatchObject([{ chatId: 'a' }, { chatId: 'b', urgent: false }])
  })

  it('lets a chat leave', async () => {
    const { ask, office } = officeWorld()
    await ask('c1', staffRequest())
    expect(await ask('c1', { type: 'leave_queue' })).toEqual([{ type: 'left_queue', re: 'c1.2.0' }])
    expect(await office.queue()).toEqual([])
  })

  it('shows what was answered so far, until the chat is back with the bot', async () => {
    const { ask, office } = officeWorld()
    await ask('c1', staffRequest({ reason: 'death' }))
    await ask('c1', card({ owner: 'queue', topic: 'death', unread: true }))
    expect(await office.queue()).toEqual([
      {
        chatId: 'c1',
        channel: 'web',
        owner: 'queue',
        reason: 'death',
        topic: 'death',
        urgent: true,
        waitingSince: MONDAY_9,
        lastMessageAt: MONDAY_9,
        unread: 1,
        position: 1,
        summary: [{ label: 'Usia', value: '41' }],
      },
    ])
    await ask('c1', card({ owner: 'bot' }))
    const [back] = await office.cards()
    expect(back).toMatchObject({ owner: 'bot', urgent: false, unread: 0 })
    expect(back).not.toHaveProperty('summary')
  })

  it('lists the chats of one member of staff', async () => {
    const { ask, office } = officeWorld()
    await ask('c1', take('staff:ani', MONDAY_9))
    await ask('c2', take('staff:budi', MONDAY_9))
    expect((await office.cards({ owner: 'staff:budi' })).map(({ chatId }) => chatId)).toEqual(['c2'])
  })
})

describe('staff who say nothing', () => {
  const waitingWorld = async () => {
    const world = officeWorld()
    await world.ask('c1', staffRequest())
    world.pass(HOUR)
    await world.ask('c2', staffRequest())
    await world.ask('c1', take('staff:ani', world.now()))
    const returned = () => world.told.filter(({ notice }) => notice.type === 'returned_to_queue')
    const tick = async (ms: number) => {
      world.pass(ms)
      world.office.fireTimers()
      await world.office.deliver()
    }
    return { ...world, returned, tick }
  }

  it('lose the chat after 15 minutes without a word, and the resident is back at the old place', async () => {
    const { tick, returned, office, now } = await waitingWorld()
    expect(office.dueAt()).toBe(now() + SILENT)
    await tick(SILENT - 1)
    expect(returned()).toEqual([])
    await tick(1)
    expect(returned()).toMatchObject([{ chatId: 'c1', notice: { position: 1, open: true } }])
  })

  it('lose it once, not at every tick', async () => {
    const { tick, returned } = await waitingWorld()
    await tick(SILENT)
    await tick(SILENT)
    expect(returned()).toHaveLength(1)
  })

  it('keep it while the resident has the last word of staff before him', async () => {
    const { ask, tick, returned, now } = await waitingWorld()
    await ask('c1', take('staff:ani', now()))
    await tick(24 * HOUR)
    expect(returned()).toEqual([])
  })

  it('lose it when the first unanswered message is 15 minutes old, however often the resident writes again', async () => {
    const { ask, tick, returned, now } = await waitingWorld()
    await ask('c1', take('staff:ani', now()))
    for (let minute = 0; minute < 15; minute += 5) {
      await ask('c1', card({ owner: 'staff:ani', unread: true, lastMessageAt: now() }))
      await tick(5 * MINUTE)
    }
    expect(returned()).toHaveLength(1)
  })

  it('who answered from the phone of the line are silent only once the resident has written again', async () => {
    const { ask, tick, returned, now } = await waitingWorld()
    await ask('c1', take('staff:phone', now()))
    await tick(HOUR)
    expect(returned()).toEqual([])
    await ask('c1', card({ owner: 'staff:phone', unread: true, lastMessageAt: now() }))
    await tick(SILENT)
    expect(returned()).toMatchObject([{ chatId: 'c1' }])
  })

  it('start anew when a colleague takes over', async () => {
    const { ask, tick, returned, now } = await waitingWorld()
    await tick(10 * MINUTE)
    await ask('c1', take('staff:budi', now()))
    await tick(10 * MINUTE)
    expect(returned()).toEqual([])
    await tick(5 * MINUTE)
    expect(returned()).toHaveLength(1)
  })
})

it('takes each card once and keeps the unread count right when a request is repeated', async () => {
  const { office } = officeWorld()
  for (let time = 0; time < 3; time += 1)
    await office.apply(chat('c1'), 'c1.1.0', card({ unread: true }), MONDAY_9)
  await office.apply(chat('c1'), 'c1.2.0', card({ unread: true }), MONDAY_9)
  expect(await office.cards()).toMatchObject([{ unread: 2 }])
})
