/** @module Search in the queue for a case that the bot filed alone. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { filed, TOLD } from './cases-world.ts'

let world: ConsoleWorld

beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(() => world.stop())

const find = async (q: string) => await (await world.as('agent').post('/console/cari', { q })).text()

it('leads from its number to the case', async () => {
  const number = await filed(world, 'warga')
  const found = await find(number.toLowerCase().replace(/-/g, ' '))
  expect(found).toContain(`href="/console/laporan/${number}"`)
})

it('leads from a whole word of its name to the case, and from half a word or another name to nothing', async () => {
  const number = await filed(world, 'warga-lain')
  const [word = ''] = String(TOLD.name).split(' ')
  expect(await find(word.toUpperCase())).toContain(`href="/console/laporan/${number}"`)
  expect(await find(word.slice(0, -1))).not.toContain('/console/laporan/SGP')
  expect(await find('siapa saja')).not.toContain('/console/laporan/SGP')
})
