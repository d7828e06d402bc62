/** @module Two reports of one accident: suggested, joined, moved together, parted. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { filed, handOn, newsIn, pathOf, peopleOf, step, TOLD, where } from './cases-world.ts'

let world: ConsoleWorld
const { someone, ani } = peopleOf(() => world)

beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(() => world.stop())

describe('two reports of one accident', () => {
  const place = { ...TOLD, place: { words: 'simpang contoh', code: '3275031003' } }
  const both = async () => {
    const [first, second] = [someone(), someone()]
    const [leader, follower] = [
      await filed(world, first, { fields: place }),
      await filed(world, second, { fields: place }),
    ]
    return { first, second, leader, follower }
  }
  const join = async (follower: string, leader: string) => {
    const action = pathOf(follower, '/gabung')
    const { dengan: _, ...hand } = await handOn(ani(), pathOf(follower), action)
    return await ani().post(action, { ...hand, dengan: leader })
  }

  it('are put beside each other by place, day and kind', async () => {
    const { leader, follower } = await both()
    const html = await ani().text(pathOf(follower))
    expect(html).toContain(`Gabungkan ke ${leader}`)
    const elsewhere = await filed(world, someone(), {
      fields: { ...TOLD, place: { words: 'y', code: '3275071004' } },
    })
    expect(await ani().text(pathOf(elsewhere))).not.toContain('Gabungkan ke')
  })

  it('are joined: one step moves both, and both residents are told under their own numbers', async () => {
    const { first, second, leader, follower } = await both()
    expect(where(await join(follower, leader))).toContain('kabar=digabung')
    expect(await ani().text(pathOf(follower))).toContain(`mengikuti ${leader}`)
    await step(ani(), leader, 'checked')
    await world.pass(61_000)
    expect((await newsIn(world, first)).at(-1)).toContain(leader)
    expect((await newsIn(world, second)).at(-1)).toContain(follower)
    expect((await world.service.office.case(follower))?.state).toBe('checked')
  })

  it('are both taken back when the step is taken back', async () => {
    const { second, leader, follower } = await both()
    await join(follower, leader)
    const before = await newsIn(world, second)
    await step(ani(), leader, 'closed')
    const undo = pathOf(leader, '/batal')
    await ani().post(undo, await handOn(ani(), pathOf(leader), undo))
    await world.pass(61_000)
    expect((await world.service.office.case(follower))?.state).toBe('received')
    expect(await newsIn(world, second)).toEqual(before)
  })

  it('are parted again', async () => {
    const { leader, follower } = await both()
    await join(follower, leader)
    const action = pathOf(follower, '/pisah')
    expect(where(await ani().post(action, await handOn(ani(), pathOf(follower), action)))).toContain(
      'kabar=dipisah',
    )
    expect(await ani().text(pathOf(follower))).not.toContain(`mengikuti ${leader}`)
    expect(await ani().text(pathOf(leader))).toContain(`Dilepas dari ${follower}`)
  })

  it('are not joined to themselves, to another kind, or when they lead already', async () => {
    const { leader, follower } = await both()
    const complaint = await filed(world, someone(), { kind: 'complaint', fields: {} })
    expect(where(await join(follower, follower))).toContain('kabar=unknown')
    expect(where(await join(follower, complaint))).toContain('kabar=unknown')
    const action = pathOf(leader, '/gabung')
    const hand = await handOn(ani(), pathOf(leader), action)
    await join(follower, leader)
    const version = String(Number(hand.versi) + 1)
    expect(where(await ani().post(action, { ...hand, versi: version, dengan: follower }))).toContain(
      'kabar=unknown',
    )
  })
})
