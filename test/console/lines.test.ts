/** @module The page of the lines: how each stands, its alarms, and the code to pair a number, which an admin alone sees. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { webChannel } from '../../src/channels/web/web.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

let world: ConsoleWorld

/** A line that asks to be paired. */
const unpaired: Channel = {
  ...webChannel(),
  id: 'whatsapp_web',
  check: async () => ({ set: true, missing: [], link: 'down', why: 'not_paired', show: 'CODE-TO-SCAN' }),
}

beforeAll(async () => {
  world = await consoleWorld({ channels: { whatsapp_web: unpaired } })
  await world.service.office.raise('line.1', 'token_refused', 'telegram')
})
afterAll(() => world.stop())

it('shows an admin the code to scan, looks again before it is too old, and writes down who saw it', async () => {
  const answer = await world.as('admin', 'rina').request('/console/saluran')
  const html = await answer.text()
  expect(html).toContain('<figure class="qr"><svg')
  expect(html).toContain('belum dipasangkan')
  const [, seconds, where] = /^(\d+);url=(.*)$/.exec(answer.headers.get('refresh') ?? '') ?? []
  expect(Number(seconds)).toBeLessThan(20)
  // Marked: a page that loads itself again keeps nobody logged in.
  expect(where).toBe('/console/saluran?lagi=1')
  expect(world.audited.at(-1)).toMatchObject({ by: 'rina', action: 'lines.view_with_code' })
})

it('tells a supervisor that there is a code, and shows none', async () => {
  const html = await world.as('supervisor').text('/console/saluran')
  expect(html).toContain('Yang memasangkan admin')
  expect(html).not.toContain('class="qr"')
})

it('lists the alarms of lines in words', async () => {
  const html = await world.as('supervisor').text('/console/saluran')
  expect(html).toContain('Telegram')
  expect(html).toContain('Token ditolak platform')
})

it('is not for agents', async () => {
  expect((await world.as('agent').request('/console/saluran')).status).toBe(403)
})
