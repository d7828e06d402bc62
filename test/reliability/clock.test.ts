/** @module T06. A clock that jumps an hour back, a day ahead and back again: each timer fires once, nobody is held up, order stays. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { roadsOfTest, T0 } from '../pipeline/road.ts'
import { figure, isShort, scale } from '../support/torture/figures.ts'

const { open } = roadsOfTest()
const RUNS = scale({ short: 60, full: 2_000 })
const [SECOND, HOUR] = [1_000, 3_600_000]
const DAY = 24 * HOUR
const PACE = { account: { everyMs: 40, burst: 25 }, chat: { everyMs: SECOND, burst: 1 } }

const jump = fc.constantFrom(-DAY, -HOUR, -SECOND, 0, SECOND, HOUR, DAY)
const step = fc.record({
  jump,
  timerMs: fc.option(fc.integer({ min: 1, max: 2 * HOUR })),
  isHeard: fc.boolean(),
})

it(
  `fires each timer once and answers every message in order, in ${RUNS} runs of jumps`,
  async () => {
    const seen = { jumps: 0, timers: 0, messages: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const road = open({ channel: { pace: PACE }, from: T0 + 30 * DAY })
        const set: string[] = []
        const heard: string[] = []
        let [latest, n] = [road.clock.now, 0]
        for (const { jump, timerMs, isHeard } of steps) {
          road.clock.now += jump
          latest = Math.max(latest, road.clock.now + (timerMs ?? 0))
          n += 1
          if (timerMs !== null) {
            set.push(`k${n}`)
            await road.write('ani', `timer k${n} ${timerMs}`)
          }
          if (isHeard) {
            heard.push(`pesan ${n}`)
            await road.write('ani', `pesan ${n}`)
          }
          // A bucket that is full of a later time would hold this up for as long as the clock went back.
          await road.advance(5 * SECOND)
        }
        // A day ahead all timers are due at once, before what was said last, and this chat is told one thing a second.
        await road.advance(set.length * SECOND)
        const told = () => road.texts('ani').filter((text) => text !== 'limit.too_fast')
        const answers = told().filter((text) => /^\d+: /.test(text))
        expect(answers.map((text) => text.replace(/^\d+: /, ''))).toEqual(heard)
        // Whatever the clock says in the end, the time of each timer has come then.
        await road.advance(Math.max(0, latest - road.clock.now) + SECOND)
        await road.advance(HOUR)
        const fired = told().flatMap((text) => /^timer (\w+) at/.exec(text)?.[1] ?? [])
        expect([...fired].sort()).toEqual([...set].sort())
        seen.jumps += steps.filter((one) => one.jump !== 0).length
        seen.timers += set.length
        seen.messages += heard.length
      }),
      { numRuns: RUNS, ...(isShort ? { seed: 20261130 } : {}) },
    )
    figure('T06', 'clock jumps, timers and buckets', { runs: RUNS, ...seen, fired_twice_or_never: 0 })
  },
  isShort ? 120_000 : 30 * 60_000,
)
