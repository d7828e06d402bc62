/** @module The daily round: what is past its time goes, what a duty keeps stays, and the page counts before it takes. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { RETENTION } from '../../src/core/retention.ts'
import { filed, filedFor, pathOf } from '../console/cases-world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

const DAY = 24 * 60 * 60 * 1000
let world: ConsoleWorld
let old = ''
let withOpenCase = ''
let closedCase = ''
let childCase = ''
let fresh = ''

const cellsOf = (html: string, name: string): string[] => {
  const row = html.slice(html.indexOf(`<th scope="row">${name}`))
  return [...row.slice(0, row.indexOf('</tr>')).matchAll(/<td>([^<]*)<\/td>/g)].map(([, text = '']) => text)
}
const close = async (number: string) => {
  await world.service.office.changeCase(`c.${number}`, number, 'closed', undefined, 'ani')
  await world.service.quiet()
}

beforeAll(async () => {
  world = await consoleWorld()
  old = await world.writes('lama', 'halo')
  withOpenCase = await world.writes('berjalan', 'halo')
  await filedFor(
    world,
    { chatId: withOpenCase, channel: 'web' },
    { kind: 'complaint', fields: { story: 'a' } },
  )
  closedCase = await filed(world, 'selesai')
  childCase = await filed(world, 'anak', { fields: { who: 'self', adult: false } })
  for (const number of [closedCase, childCase]) await close(number)
  await world.pass(179 * DAY)
  fresh = await world.writes('baru', 'halo')
})
afterAll(() => world.stop())

it('counts on the page what would go, and opening it takes nothing', async () => {
  const before = cellsOf(await world.as('admin').text('/console/simpan'), 'Percakapan')
  expect(before.slice(0, 3)).toEqual(['180 hari', 'dihapus beserta kuncinya', '0'])
  expect(await world.service.chats.read(old)).toBeDefined()
})

it('takes chats that are silent for longer than residents are told, and none with an open report', async () => {
  await world.pass(2 * DAY)
  expect(await world.service.chats.read(old)).toBeUndefined()
  expect(await world.service.chats.read(withOpenCase)).toBeDefined()
  expect(await world.service.chats.read(fresh)).toBeDefined()
  const [, , wouldGo, last] = cellsOf(await world.as('admin').text('/console/simpan'), 'Percakapan')
  expect(wouldGo).toBe('0')
  // Those of the two closed reports went with it: no file of theirs lies in the chat.
  expect(last).toMatch(/^3, /)
  expect(world.audited.map(({ action }) => action)).toContain('retention.run')
})

it("keeps what a report tells until its own time is over, a child's the shortest", async () => {
  const isGone = async (number: string) =>
    (await world.as('supervisor').text(pathOf(number))).includes('sudah dihapus')
  expect(await isGone(childCase)).toBe(false)
  await world.pass((RETENTION.child_case.keepDays - 180) * DAY)
  expect([await isGone(childCase), await isGone(closedCase)]).toEqual([true, false])
  await world.pass(366 * DAY)
  expect(await isGone(closedCase)).toBe(true)
})
