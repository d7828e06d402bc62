/** @module T12. A takeover at every point of a turn of the bot: the bot says nothing after it, and words of staff leave once. */

import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { SendError } from '../../src/core/errors.ts'
import type { Outgoing } from '../../src/core/message.ts'
import { makeRoad, type Road } from '../pipeline/road.ts'
import { figure, isShort, scale } from '../support/torture/figures.ts'

const RUNS = scale({ short: 200, full: 10_000 })
/** A road of its own for each would be most of the work. */
const RUNS_A_ROAD = 500

type Send = { author: Outgoing['author']; text: string; isAfter: boolean }
type Scene = { isTaken: boolean; sends: Send[]; scheduler: fc.Scheduler; refuses: number }

let road: Road | undefined
let scene: Scene | undefined
afterAll(async () => await road?.close())

function openRoad(): Road {
  const made = makeRoad({
    send: async (message) => {
      if (scene === undefined) return { externalId: message.id }
      const { scheduler, sends } = scene
      // Handed to the platform now: from here on it may be seen.
      const one = { author: message.author, text: message.text, isAfter: scene.isTaken }
      sends.push(one)
      await scheduler.schedule(Promise.resolve(), 'the platform answers')
      if (scene.refuses-- > 0 && message.author === 'bot') {
        // It was not sent, so it was not seen: whether it may be tried again is what is looked at.
        sends.splice(sends.indexOf(one), 1)
        throw new SendError('busy', { code: 'server', outcome: 'not_sent', retryable: true })
      }
      return { externalId: message.id }
    },
  })
  const { breathe } = made.deps
  // Every point at which the road lets others through.
  made.deps.breathe = async () => {
    if (scene === undefined) return breathe()
    await scene.scheduler.schedule(Promise.resolve(), 'the road goes on')
  }
  return made
}

type Way = 'console' | 'typed_on_phone'
type Plan = {
  messages: number
  way: Way
  /** The same act comes so many times at once. */
  times: number
  /** Sends of the bot that the platform refuses for now. */
  refuses: number
  /** Steps of others that go before the takeover, at least. */
  after: number
}

async function play(run: number, s: fc.Scheduler, { messages, way, times, refuses, after }: Plan) {
  if (run % RUNS_A_ROAD === 0) {
    await road?.close()
    road = openRoad()
  }
  const own = road
  if (own === undefined) throw new Error('no road')
  const who = `orang-${run}`
  scene = undefined
  await own.write(who, 'halo')
  const chatId = (await own.chatOf(who)) ?? ''
  scene = { isTaken: false, sends: [], scheduler: s, refuses }
  const now = scene
  const isTaken = () => {
    now.isTaken = true
  }
  const acts: Promise<unknown>[] = []
  const take = async () => {
    for (let n = 0; n < after; n++) await s.schedule(Promise.resolve(), 'staff wait')
    if (way === 'typed_on_phone') {
      const fact = {
        type: 'line',
        fact: 'typed_on_phone',
        externalId: `t${run}`,
        text: 'saya ambil',
      } as const
      const told = Array.from({ length: times }, () =>
        own.pipeline.chats.receive([{ ...own.line, address: who, at: own.clock.now, ...fact }]),
      )
      await Promise.all(told)
      // The words have left by the phone; the chat is taken when their turn is committed.
      for (let n = 0; n < 50 && own.deps.store.chats.get(chatId)?.owner === 'bot'; n++)
        await s.schedule(Promise.resolve(), 'the phone waits')
      isTaken()
      return
    }
    await Promise.all(
      Array.from({ length: times }, () =>
        own.pipeline.chats.act(chatId, 'k1', { act: 'take', staffId: 's1' }),
      ),
    )
    isTaken()
    const reply = { act: 'reply', staffId: 's1', text: 'Selamat siang' } as const
    await Promise.all(Array.from({ length: times }, () => own.pipeline.chats.act(chatId, 'k2', reply)))
  }
  for (let n = 0; n < messages; n++)
    acts.push(
      s
        .schedule(Promise.resolve(), `message ${n}`)
        .then(() => own.pipeline.chats.receive([own.message(who, `m${n}`)])),
    )
  acts.push(s.schedule(Promise.resolve(), 'staff take over').then(take))
  await s.waitFor(Promise.all(acts))
  await s.waitFor(own.pipeline.idle())
  scene = { ...now, refuses: 0, scheduler: { ...s, schedule: async () => {} } as unknown as fc.Scheduler }
  const last = scene
  await own.advance(60_000)
  scene = undefined
  return { sends: last.sends, isTaken: now.isTaken, owner: own.deps.store.chats.get(chatId)?.owner }
}

it(
  `lets nothing of the bot leave after a takeover, in ${RUNS} interleavings`,
  async () => {
    let run = -1
    const seen = { bot_before: 0, bot_after: 0, staff: 0, by_phone: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.record({
          messages: fc.integer({ min: 1, max: 4 }),
          way: fc.constantFrom<Way>('console', 'console', 'typed_on_phone'),
          times: fc.integer({ min: 1, max: 2 }),
          refuses: fc.nat({ max: 2 }),
          after: fc.nat({ max: 16 }),
        }),
        async (s, plan) => {
          const { way } = plan
          run += 1
          const { sends, isTaken, owner } = await play(run, s, plan)
          const bot = sends.filter(({ author }) => author === 'bot')
          seen.bot_before += bot.filter(({ isAfter }) => !isAfter).length
          seen.bot_after += bot.filter(({ isAfter }) => isAfter).length
          const staff = sends.filter(({ author }) => author === 'staff')
          seen.staff += staff.length
          seen.by_phone += way === 'typed_on_phone' ? 1 : 0
          expect([isTaken, owner?.startsWith('staff:')]).toEqual([true, true])
          expect(bot.filter(({ isAfter }) => isAfter)).toEqual([])
          expect(staff.map(({ text }) => text)).toEqual(way === 'console' ? ['Selamat siang'] : [])
        },
      ),
      { numRuns: RUNS, ...(isShort ? { seed: 20261130 } : {}) },
    )
    figure('T12', 'a takeover anywhere in a turn', { interleavings: run + 1, ...seen })
    // Where the bot never spoke at all nothing was shown.
    expect(seen.bot_before).toBeGreaterThan(RUNS / 4)
  },
  isShort ? 120_000 : 60 * 60_000,
)
