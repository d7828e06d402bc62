/** @module Tries to get past the guards leave a trace in the log, and no word of whoever tried. */

import { afterEach, beforeEach, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { CONSOLE_ORIGIN, type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

let world: ConsoleWorld
let lines: Record<string, unknown>[]

beforeEach(async () => {
  lines = []
  const note = (entry: object) => void lines.push({ ...entry })
  world = await consoleWorld({ log: { info: note, warn: note, error: note } })
})
afterEach(() => world.stop())

const refusals = () => lines.filter(({ event }) => String(event).startsWith('refused_'))

async function tries(path: string, init: RequestInit = {}, peer = '203.0.113.7'): Promise<number> {
  const answer = await app.request(`${CONSOLE_ORIGIN}${path}`, init, { ...world.service.web, peer })
  return answer.status
}
const fromElsewhere = {
  method: 'POST',
  headers: { 'sec-fetch-site': 'cross-site' },
  body: 'text=kanaritolak',
}

it('a write of another site, a body too large, a report that is none and a page of another role are told by their kind', async () => {
  expect(await tries('/pesan', fromElsewhere)).toBe(403)
  expect(await tries('/laporan-aturan', { method: 'POST', body: 'x' })).toBe(415)
  const large = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: 'x'.repeat(70_000) }
  expect(await tries('/pesan', large)).toBe(413)
  expect(refusals()).toEqual([403, 415, 413].map((status) => ({ event: `refused_${status}`, count: 1 })))
  await world.pass(60_000)
  expect((await world.as('agent').request('/console/jejak')).status).toBe(403)
  expect(refusals().at(-1)).toEqual({ event: 'refused_403', count: 1 })
  expect(JSON.stringify(lines)).not.toMatch(/kanaritolak|203\.0\.113/)
})

it('a flood of them is one line a minute, which says how many there were', async () => {
  for (let n = 0; n < 100; n += 1) await tries('/pesan', fromElsewhere)
  expect(refusals()).toEqual([{ event: 'refused_403', count: 1 }])
  await world.pass(60_000)
  await tries('/pesan', fromElsewhere)
  expect(refusals()).toEqual([
    { event: 'refused_403', count: 1 },
    { event: 'refused_403', count: 100 },
  ])
})

it('what is allowed is told by no such line', async () => {
  expect(await tries('/tentang')).toBe(200)
  expect(await tries('/tidak-ada')).toBe(404)
  expect(refusals()).toEqual([])
})
