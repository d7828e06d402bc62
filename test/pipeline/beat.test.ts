/** @module Many who write at once share commits, and nobody's receipt waits for the turns of all others. */

import { describe, expect, it } from 'vitest'
import { parrot, type Road, roadsOfTest } from './road.ts'

const { open } = roadsOfTest()
const BEAT_MS = 40

/** From now on: by commit, how many arrivals and how many turns it keeps. */
function watch(road: Road) {
  const kept: { arrivals: number; turns: number }[] = []
  const { store } = road.deps
  const [commit, add, save] = [store.commit, store.inbox.add, store.chats.save]
  let [arrivals, turns] = [0, 0]
  store.inbox.add = (row) => {
    arrivals += 1
    return add(row)
  }
  store.chats.save = (turn) => {
    turns += 1
    save(turn)
  }
  store.commit = (work, how) => {
    ;[arrivals, turns] = [0, 0]
    const result = commit(work, how)
    kept.push({ arrivals, turns })
    return result
  }
  return {
    commits: () => kept,
    arrivals: () => kept.flatMap((one) => (one.arrivals > 0 ? [one.arrivals] : [])),
    turns: () => kept.flatMap((one) => (one.turns > 0 ? [one.turns] : [])),
  }
}

const people = (count: number) => Array.from({ length: count }, (_, n) => `warga ${n}`)

describe('within a beat of the last commit', () => {
  it('what several posts bring is kept in one commit, and acknowledged after it', async () => {
    const road = open({ beatMs: BEAT_MS })
    const seen = watch(road)
    const order: string[] = []
    const post = async (who: string) => {
      await road.pipeline.chats.receive([road.message(who, 'halo')])
      order.push(`${who} after ${seen.arrivals().length}`)
    }
    await post('budi')
    const later = [post('siti')]
    await new Promise((resolve) => setImmediate(resolve))
    later.push(post('agus'), post('dewi'))
    await Promise.all(later)
    expect(seen.arrivals()).toEqual([1, 3])
    expect(order).toEqual(['budi after 1', 'siti after 2', 'agus after 2', 'dewi after 2'])
    await road.pipeline.idle()
    expect(road.texts().toSorted()).toEqual(['1: halo', '1: halo', '1: halo', '1: halo'])
  })

  it('whose wait for order has ended is counted by the commit of who comes then', async () => {
    const road = open({ beatMs: BEAT_MS, channel: { isUnordered: true } })
    await road.write('budi', 'satu')
    const seen = watch(road)
    road.clock.now += 700
    await road.write('siti', 'dua')
    // Her arrival and his count, his turn; then what was sent is marked.
    expect(seen.commits().slice(0, 2)).toEqual([
      { arrivals: 1, turns: 0 },
      { arrivals: 0, turns: 1 },
    ])
    await road.advance(1_000)
    expect([...road.texts('budi'), ...road.texts('siti')]).toEqual(['1: satu', '1: dua'])
  })
})

it('one who writes alone waits for nobody', async () => {
  const road = open({ beatMs: BEAT_MS })
  // A start is a beat, too.
  await road.pipeline.idle()
  road.clock.now += BEAT_MS
  await road.write('budi', 'satu')
  road.clock.now += BEAT_MS
  await road.write('budi', 'dua')
  expect(road.texts('budi')).toEqual(['1: satu', '2: dua'])
  expect(road.waits).toEqual([])
})

it('a clock that is set back makes nobody wait longer than a beat', async () => {
  const road = open({ beatMs: BEAT_MS })
  await road.write('budi', 'satu')
  road.clock.now -= 3_600_000
  await road.write('budi', 'dua')
  expect(road.waits.every((ms) => ms <= BEAT_MS)).toBe(true)
  expect(road.texts('budi')).toHaveLength(2)
})

it('a batch begins no turn after its time, and the next one goes on with those that are counted, each once', async () => {
  const turns: string[] = []
  const road = open({
    engine: {
      ...parrot,
      takeTurn: (...asked) => {
        // A slow machine: two of them are more than a batch may last.
        road.clock.now += 15
        turns.push(asked[2].id)
        return parrot.takeTurn(...asked)
      },
    },
  })
  const seen = watch(road)
  await road.pipeline.chats.receive(people(5).map((who) => road.message(who, 'halo')))
  await road.pipeline.idle()
  expect(seen.turns()).toEqual([2, 2, 1])
  expect(new Set(turns).size).toBe(turns.length)
  expect(road.texts()).toHaveLength(5)
})

it('one that fails among many that are slow is tried alone, and all others are answered', async () => {
  const road = open({
    engine: {
      ...parrot,
      takeTurn: (...asked) => {
        road.clock.now += 15
        return parrot.takeTurn(...asked)
      },
    },
  })
  const said = people(7).map((who, n) => road.message(who, n === 3 ? 'poison' : 'halo'))
  await road.pipeline.chats.receive(said)
  await road.pipeline.idle()
  expect(road.texts()).toHaveLength(6)
  await road.advance(120_000)
  expect(road.requests.map(({ request }) => request.type)).toEqual(['alarm'])
})
