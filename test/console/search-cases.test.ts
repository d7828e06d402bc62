/** @module Search in the queue for a case that the bot filed alone. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { filed } from './cases-world.ts'

let world: ConsoleWorld

beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(() => world.stop())

it('leads from a number without a chat to the case', async () => {
  const number = await filed(world, 'warga')
  const agent = world.as('agent')
  const found = await agent.text(`/console/cari?q=${number.toLowerCase().replace(/-/g, ' ')}`)
  const [, path = ''] = /<a href="(\/console\/laporan\?[^"]+)"/.exec(found) ?? []
  expect(await agent.text(path.replaceAll('&amp;', '&'))).toContain(`href="/console/laporan/${number}"`)
})

it('does not do so for a name', async () => {
  expect(await world.as('agent').text('/console/cari?q=siapa+saja')).not.toContain('/console/laporan?')
})
