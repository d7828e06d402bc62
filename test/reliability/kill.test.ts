/** @module T01. The server under kill -9: what a page was told is kept is kept, and nothing is done twice. */

import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { newDataDir } from '../support/learned.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { figure, isShort, scale } from '../support/torture/figures.ts'
import { judge, WHOLE } from '../support/torture/judge.ts'
import { makeRandom, makeVisitors, write } from '../support/torture/visitors.ts'

const data = newDataDir('kill')
let server: ServerProcess | undefined
afterAll(async () => {
  await server?.kill()
  rmSync(data, { recursive: true })
})

const KILLS = scale({ short: 6, full: 60, nightly: 500 })
/** So many people write at once; others after so many kills, or the reading of one chat would be all there is. */
const [PEOPLE, SHIFT] = [8, 20]
const READY_MS = 2_000

it(
  `keeps every message it acknowledged, each once and in order, over ${KILLS} kills`,
  async () => {
    const random = makeRandom(20261130)
    const all = makeVisitors(PEOPLE * Math.ceil(KILLS / SHIFT))
    const ready: number[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const started = await startServer(data)
      server = started
      if (kill > 0) ready.push(started.readyMs)
      const from = Math.floor(kill / SHIFT) * PEOPLE
      const people = all.slice(from, from + PEOPLE)
      let isDoomed = false
      // From the first word on: a server that was killed before it kept anything shows nothing.
      const onAcknowledged = () => {
        if (!isDoomed) setTimeout(() => void started.kill(), 5 + random() * 145)
        isDoomed = true
      }
      const { address } = started
      await Promise.all(people.map((one) => write(one, { address, random, twice: 0.1, onAcknowledged })))
      await started.gone
    }
    const account = await judge(data, all)
    ready.sort((a, b) => a - b)
    const median = ready[Math.floor(ready.length / 2)] ?? 0
    figure('T01', 'kill -9 of the server under load', {
      kills: KILLS,
      acknowledged: account.acknowledged,
      posts_cut: all.reduce((sum, { unanswered }) => sum + unanswered, 0),
      repeats: all.reduce((sum, { repeated }) => sum + repeated, 0),
      lost: account.lost,
      twice: account.twice,
      out_of_order: account.out_of_order,
      corrupt: account.corrupt.length,
      ready_ms_median: Math.round(median),
      ready_ms_worst: Math.round(ready.at(-1) ?? 0),
    })
    expect(account).toMatchObject(WHOLE)
    expect(account.acknowledged).toBeGreaterThanOrEqual(KILLS)
    // A busy machine would fail it in the short form.
    if (!isShort) expect(median).toBeLessThanOrEqual(READY_MS)
  },
  isShort ? 300_000 : 3 * 60 * 60_000,
)
