/** @module T16. Ninety clients that hold the server's connections and only drip: cut within thirty seconds, and everybody else is answered meanwhile. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { DRIPS, drip } from '../support/torture/drips.ts'
import { figure } from '../support/torture/figures.ts'
import { makeVisitors, post } from '../support/torture/visitors.ts'

const data = mkdtempSync(join(tmpdir(), 'drips-'))
let server: ServerProcess | undefined
afterAll(async () => {
  await server?.kill()
  rmSync(data, { recursive: true })
})

const descriptors = (pid: number) => readdirSync(`/proc/${pid}/fd`).length

it('cuts clients that drip, answers the others, and keeps no socket', async () => {
  const started = await startServer(data)
  server = started
  const [one] = makeVisitors(1, 'tetes')
  if (one === undefined) throw new Error('nobody')
  await post(started.address, one, 0)
  const before = descriptors(started.pid)
  const port = Number(new URL(started.address).port)
  const held = DRIPS.flatMap((how) => Array.from({ length: 30 }, () => drip(port, how, 1_000, 31_000)))
  const waits: number[] = []
  for (let n = 1; n < 21; n++) {
    const at = performance.now()
    expect(await post(started.address, one, n)).toBe(204)
    waits.push(performance.now() - at)
  }
  const ms = await Promise.all(held)
  await expect.poll(() => descriptors(started.pid), { timeout: 20_000 }).toBeLessThanOrEqual(before + 2)
  figure('T16', 'ninety clients that drip, on the server', {
    cut_after_ms_at_most: Math.round(Math.max(...ms)),
    others_answered: waits.length,
    others_waited_ms_at_most: Math.round(Math.max(...waits)),
  })
})
