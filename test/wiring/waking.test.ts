/** @module What wakes the service: a clock that jumps is noticed, a database that broke is told. */

import { afterEach, expect, it, vi } from 'vitest'
import { makeAlarm, makeOfficeRound } from '../../src/wiring/waking.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('looks again within a minute, so that a clock set forward delays nothing by more', () => {
  vi.useFakeTimers()
  let rung = 0
  const alarm = makeAlarm(
    () => 0,
    () => {
      rung += 1
    },
  )
  alarm.set(24 * 3_600_000)
  vi.advanceTimersByTime(60_000)
  expect(rung).toBe(1)
})

it('tells of what failed in the office, so that a broken file ends the process', async () => {
  const broken = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
  const told: unknown[] = []
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const office = {
    fireTimers: () => 0,
    deliver: () => Promise.reject(broken),
  }
  const round = makeOfficeRound(
    office,
    log,
    () => {},
    (error) => told.push(error),
  )
  round.run()
  await round.idle()
  expect(told).toEqual([broken])
})
