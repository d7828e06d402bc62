/** @module T09. A hundred messages at once from one chat, and many chats with ten each: in order, and nobody waits for somebody else. */

import { expect, it } from 'vitest'
import type { Incoming } from '../../src/core/message.ts'
import { roadsOfTest } from '../pipeline/road.ts'
import { figure, isShort, scale } from '../support/torture/figures.ts'

const { open, newDir } = roadsOfTest()

const CHATS = scale({ short: 100, full: 1_000 })
const WAIT_MS = 2_000

const order = (texts: string[]) =>
  texts.filter((text) => text !== 'limit.too_fast').map((text) => text.replace(/^\d+: /, ''))

it('answers a hundred messages that came at once, each in its turn', async () => {
  const road = open({ dir: newDir() })
  const said = Array.from({ length: 100 }, (_, n) => `pesan ${n}`)
  await Promise.all(said.map((text) => road.pipeline.chats.receive([road.message('ani', text)])))
  await road.pipeline.idle()
  expect(order(road.texts('ani'))).toEqual(said)
  expect(new Set(road.sent.map(({ id }) => id)).size).toBe(road.sent.length)
})

it(
  `answers ${CHATS} chats with ten messages each, each in order, beside one with a hundred`,
  async () => {
    const firstAt = new Map<string, number>()
    const road = open({
      dir: newDir(),
      send: async ({ id, address }) => {
        if (!firstAt.has(address)) firstAt.set(address, performance.now())
        return { externalId: id }
      },
    })
    const loud = Array.from({ length: 100 }, (_, n): Incoming => road.message('ramai', `pesan ${n}`))
    const people = Array.from({ length: CHATS }, (_, n) => `p${n}`)
    const rounds = Array.from({ length: 10 }, (_, n) => people.map((who) => road.message(who, `pesan ${n}`)))
    const startedAt = performance.now()
    await Promise.all([
      road.pipeline.chats.receive(loud),
      ...rounds.map((round) => road.pipeline.chats.receive(round)),
    ])
    const keptMs = performance.now() - startedAt
    await road.pipeline.idle()
    const ms = performance.now() - startedAt
    const wanted = Array.from({ length: 10 }, (_, n) => `pesan ${n}`)
    for (const who of people) expect([who, order(road.texts(who))]).toEqual([who, wanted])
    expect(order(road.texts('ramai'))).toHaveLength(100)
    const waits = people.map((who) => (firstAt.get(who) ?? 0) - startedAt - keptMs).sort((a, b) => a - b)
    figure('T09', 'bursts of many chats at once', {
      chats: CHATS,
      messages: CHATS * 10 + 100,
      out_of_order: 0,
      messages_a_second: Math.round(((CHATS * 10 + 100) / ms) * 1_000),
      first_answer_ms_at_most: Math.round(waits.at(-1) ?? 0),
    })
    if (!isShort) expect(waits.at(-1)).toBeLessThan(WAIT_MS)
  },
  isShort ? 120_000 : 20 * 60_000,
)
