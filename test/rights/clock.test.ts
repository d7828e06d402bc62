/** @module The law's clock: three days and nights for a request about somebody's data. At 48 hours the team is told, once; not earlier, and not of what is done. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filedFor } from '../console/cases-world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
let world: ConsoleWorld
let chatId = ''

beforeEach(async () => {
  world = await consoleWorld()
  chatId = await world.writes('warga', 'halo')
})
afterEach(() => world.stop())

const file = async (kind: 'erasure' | 'correction' | 'withdrawal', fields: Record<string, string>) =>
  await filedFor(world, { chatId, channel: 'web' }, { kind, fields })
const told = async () =>
  (await world.service.office.alarms({ limit: 100 }))
    .filter(({ reason }) => reason === 'data_request_due')
    .map(({ topic }) => topic)

/** From the filing until it must be answered. */
async function dueIn(number: string): Promise<number> {
  const found = await world.service.web.console.cases.open(number)
  return (found?.dueAt ?? 0) - (found?.filedAt ?? 0)
}

describe.each([
  ['erasure', { scope: 'everything' }],
  ['correction', { story: 'nama saya salah' }],
  ['withdrawal', { what: 'everything' }],
] as const)('a request for %s', (kind, fields) => {
  it('has 72 hours, and an alarm after 48 of them, once, also when the clock jumps over it', async () => {
    const number = await file(kind, fields)
    expect(await dueIn(number)).toBe(72 * HOUR)
    await world.pass(48 * HOUR - MINUTE)
    expect(await told()).toEqual([])
    // Whoever wakes the service by its own word wakes it for this.
    expect(world.service.nextAt()).toBeLessThanOrEqual(world.now() + MINUTE)
    await world.pass(MINUTE)
    expect(await told()).toEqual([number])
    for (let hour = 0; hour < 30; hour += 1) await world.pass(HOUR)
    expect(await told()).toEqual([number])
  })

  it('has none once it is done, and none for what was never asked', async () => {
    const number = await file(kind, fields)
    await world.service.office.changeCase('k1', number, 'done', undefined, 'ani')
    await world.pass(72 * HOUR)
    expect(await told()).toEqual([])
  })
})

it('tells of each request on its own day', async () => {
  const first = await file('erasure', { scope: 'everything' })
  await world.pass(10 * HOUR)
  const second = await file('correction', { story: 'alamat saya salah' })
  await world.pass(38 * HOUR)
  expect(await told()).toEqual([first])
  await world.pass(10 * HOUR)
  expect((await told()).sort()).toEqual([first, second].sort())
})
