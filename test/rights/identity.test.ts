/** @module S6: somebody else behind a number learns nothing of who had it before, and news of before do not reach them. */

import { afterEach, beforeEach, expect, it } from 'vitest'
import { filedFor } from '../console/cases-world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

const DAY = 24 * 60 * 60 * 1000
const SECRET = 'Rahasiabudi'
const line = { channel: 'web', account: 'web', address: 'hp-bekas' } as const
let world: ConsoleWorld
let old = ''
let number = ''

beforeEach(async () => {
  world = await consoleWorld()
  old = await world.writes(line.address, 'halo', `saya ${SECRET}`)
  number = await filedFor(world, { chatId: old, channel: 'web' }, { fields: { name: SECRET } })
})
afterEach(() => world.stop())

const allSaid = async (chatId: string) =>
  JSON.stringify((await world.service.chats.read(chatId))?.lines.filter(({ from }) => from !== 'resident'))

const changed = () =>
  world.service.chats.receive([
    { type: 'line', ...line, externalId: 'news', at: world.now(), fact: 'identity_changed' },
  ])

it.each([
  ['the platform tells of another identity', changed],
  ['nobody wrote for half a year', () => world.pass(181 * DAY)],
])('begins anew and shows nothing of before when %s', async (_label, happens) => {
  await happens()
  await world.service.quiet()
  const fresh = await world.writes(line.address, 'status', 'data saya', 'laporan saya sampai mana')
  expect(fresh).not.toBe(old)
  const said = await allSaid(fresh)
  expect(said).toContain('laporan sebelumnya dikunci')
  for (const secret of [SECRET, number]) expect(said).not.toContain(secret)
})

it('keeps news of the old reports from whoever has the number now', async () => {
  await changed()
  await world.service.quiet()
  const fresh = await world.writes(line.address, 'halo')
  await world.service.office.changeCase('k', number, 'checked', `untuk ${SECRET}`, 'ani')
  await world.service.quiet()
  expect(await allSaid(fresh)).not.toContain(number)
  const kept = (await world.service.chats.read(old, { forStaff: true }))?.lines.at(-1)
  expect(kept?.status).toBe('parked')
})

it('leaves everybody else as they are', async () => {
  const other = await world.writes('tetangga', 'halo')
  await changed()
  expect(await world.writes('tetangga', 'lagi')).toBe(other)
})
