/** @module T13. A planned stop at any moment: it ends well and in time, and nothing is lost or done twice. */

import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { newDataDir } from '../support/learned.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { figure, isShort, scale } from '../support/torture/figures.ts'
import { judge, WHOLE } from '../support/torture/judge.ts'
import { makeRandom, makeVisitors, write } from '../support/torture/visitors.ts'

const data = newDataDir('drain')
let server: ServerProcess | undefined
afterAll(async () => {
  await server?.kill()
  rmSync(data, { recursive: true })
})

const STOPS = scale({ short: 3, full: 100 })
const [PEOPLE, SHIFT] = [8, 20]
const MOST_MS = 15_000

it(
  `ends in good order ${STOPS} times under load, told once or twice, and keeps what it acknowledged`,
  async () => {
    const random = makeRandom(20261201)
    const all = makeVisitors(PEOPLE * Math.ceil(STOPS / SHIFT), 'henti')
    const took: number[] = []
    for (let stop = 0; stop < STOPS; stop++) {
      const started = await startServer(data)
      server = started
      const { address, pid } = started
      const from = Math.floor(stop / SHIFT) * PEOPLE
      const people = all.slice(from, from + PEOPLE)
      let toldAt = 0
      const onAcknowledged = () => {
        if (toldAt !== 0) return
        toldAt = -1
        setTimeout(() => {
          toldAt = performance.now()
          process.kill(pid, 'SIGTERM')
          // Somebody who cannot wait presses again.
          if (stop % 2 === 1) setTimeout(() => process.kill(pid, 'SIGTERM'), random() * 50)
        }, random() * 150)
      }
      await Promise.all(people.map((one) => write(one, { address, random, twice: 0.1, onAcknowledged })))
      expect(await started.gone).toEqual({ code: 0, signal: null })
      took.push(performance.now() - toldAt)
    }
    const account = await judge(data, all)
    figure('T13', 'SIGTERM of the server under load', {
      stops: STOPS,
      acknowledged: account.acknowledged,
      lost: account.lost,
      twice: account.twice,
      stopped_after_ms_at_most: Math.round(Math.max(...took)),
    })
    expect(account).toMatchObject(WHOLE)
    expect(Math.max(...took)).toBeLessThan(MOST_MS)
  },
  isShort ? 300_000 : 60 * 60_000,
)
