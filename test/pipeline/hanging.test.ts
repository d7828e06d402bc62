/** @module A platform that takes messages and never answers: nobody waits for it but those who write on it. */

import { afterEach, describe, expect, it } from 'vitest'
import { SendError } from '../../src/core/errors.ts'
import type { Incoming, Outgoing } from '../../src/core/message.ts'
import { LIMITS } from '../../src/pipeline/deps.ts'
import { type Road, roadsOfTest, T0 } from './road.ts'

const { open } = roadsOfTest()

let hanging: (() => void)[] = []
/** Never answers before the test is over: a road cannot be closed with sends on their way. */
const hang = ({ id }: Outgoing) =>
  new Promise<{ externalId: string }>((resolve) => hanging.push(() => resolve({ externalId: id })))
let roads: Road[] = []
const openOne = (...options: Parameters<typeof open>) => {
  const road = open(...options)
  roads.push(road)
  return road
}
afterEach(async () => {
  for (const road of roads) {
    // Nothing new is claimed once it stops; what hangs is let go.
    const stopped = road.pipeline.stop()
    for (const answer of hanging) answer()
    await stopped
  }
  roads = []
  hanging = []
})

const breathe = async (road: Road, times = 100) => {
  for (let n = 0; n < times; n++) await road.deps.breathe()
}
const many = (road: Road, count: number, channel: 'terminal' | 'web'): Incoming[] =>
  Array.from({ length: count }, (_, n) => ({ ...road.message(`${channel}${n}`, 'a'), channel }))

describe('a send that hangs', () => {
  it('does not keep the next try of another chat from being woken for', async () => {
    let refuse = () => {}
    let tries = 0
    const road = openOne({
      send: async (message) => {
        if (message.address === 'budi') return hang(message)
        tries += 1
        if (tries > 1) return { externalId: message.id }
        await new Promise<void>((resolve) => {
          refuse = resolve
        })
        throw new SendError('busy', { code: 'server', outcome: 'not_sent', retryable: true })
      },
    })
    await road.pipeline.chats.receive([road.message('budi', 'x'), road.message('ani', 'a')])
    await breathe(road)
    road.clock.wakeAt = undefined
    refuse()
    await breathe(road)
    expect(road.clock.wakeAt).toBe(T0 + LIMITS.sendRetryFirstMs)
    road.clock.now = road.clock.wakeAt ?? 0
    road.pipeline.wake()
    await breathe(road)
    expect(road.texts('ani')).toEqual(['1: a'])
  })
})

describe('a line whose sends all hang', () => {
  it('leaves places for the other lines', async () => {
    const road = openOne({
      send: async (message) => (message.channel === 'terminal' ? hang(message) : { externalId: message.id }),
    })
    await road.pipeline.chats.receive(many(road, 200, 'terminal'))
    await breathe(road)
    expect(hanging).toHaveLength(LIMITS.sendsOfOneLine)
    await road.pipeline.chats.receive(many(road, 1, 'web'))
    await breathe(road)
    expect(road.texts('web0')).toEqual(['1: a'])
  })

  it('sends what waited for a place once one is free', async () => {
    const road = openOne({ send: hang })
    const count = 2 * LIMITS.sendsOfOneLine
    await road.pipeline.chats.receive(many(road, count, 'terminal'))
    await breathe(road)
    for (const answer of hanging) answer()
    await breathe(road)
    road.clock.now += LIMITS.fullLineMs
    road.pipeline.wake()
    await breathe(road)
    expect(hanging).toHaveLength(count)
  })
})

it('does not ask to be woken at once, again and again, while no place is free', async () => {
  const road = openOne({ send: hang })
  // More lines than there are here would be needed to fill all places.
  for (const channel of ['terminal', 'web'] as const) {
    await road.pipeline.chats.receive(many(road, 200, channel))
    await breathe(road)
  }
  let wakes = 0
  for (; wakes < 50; wakes++) {
    const at = road.clock.wakeAt
    if (at === undefined || at > road.clock.now) break
    road.clock.wakeAt = undefined
    road.pipeline.wake()
    await breathe(road, 5)
  }
  expect(wakes).toBeLessThan(5)
})
