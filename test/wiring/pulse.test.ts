/** @module The service notices by itself that nothing leaves, or that a busy line has gone quiet, and says when it is over. */

import { expect, it } from 'vitest'
import type { Depth } from '../../src/core/observer.ts'
import { makePulse, PULSE } from '../../src/wiring/pulse.ts'

const MINUTE = 60_000
/** Ten in the morning in Bekasi. */
const MORNING = Date.UTC(2026, 10, 30, 3)

function watched() {
  const clock = { now: MORNING }
  const open = new Set<string>()
  const waits: { arriving: Depth[]; leaving: Depth[] } = { arriving: [], leaving: [] }
  const pulse = makePulse({
    now: () => clock.now,
    channels: () => ['telegram', 'web'],
    arriving: () => waits.arriving,
    leaving: () => waits.leaving,
    alarm: (channel, what) => void open.add(`${channel} ${what}`),
    over: (channel, whats) => {
      for (const what of whats) open.delete(`${channel} ${what}`)
    },
  })
  const pass = (minutes: number) => {
    clock.now += minutes * MINUTE
    pulse.look()
  }
  return { pulse, open, waits, clock, pass }
}

it('calls people when several write and nobody hears from us, until a word leaves again', () => {
  const { pulse, open, pass } = watched()
  for (const chat of ['a', 'b', 'c', 'a', 'b']) pulse.heard('telegram', chat, true)
  pass(5)
  expect([...open]).toEqual([])
  pass(6)
  expect([...open]).toEqual(['telegram silent_bot'])
  pulse.left('telegram', 'sent')
  pass(1)
  expect([...open]).toEqual([])
})

it('does not take for silence what is none: one person, a person who has an officer, a line that answers', () => {
  const { pulse, open, pass } = watched()
  for (let n = 0; n < 9; n++) pulse.heard('telegram', 'a', true)
  for (const chat of ['b', 'c', 'd', 'e', 'f']) pulse.heard('web', chat, false)
  pass(60)
  expect([...open]).toEqual([])
})

it('calls people when a single message, or a single reply, is stuck', () => {
  for (const where of ['arriving', 'leaving'] as const) {
    const { open, waits, clock, pass } = watched()
    waits[where] = [{ channel: 'web', waiting: 1, oldestAt: clock.now - PULSE.stuckMs }]
    pass(1)
    expect([...open]).toEqual(['web silent_bot'])
    waits[where] = []
    pass(1)
    expect([...open]).toEqual([])
  }
})

it('notices that a busy line has gone quiet by day, not by night, and that it talks again', () => {
  const { pulse, open, clock, pass } = watched()
  for (let n = 0; n < 40; n++) {
    pulse.heard('telegram', `chat ${n}`, false)
    clock.now += 2 * MINUTE
  }
  pass(30)
  expect([...open]).toEqual([])
  pass(40)
  expect([...open]).toEqual(['telegram quiet_line'])
  pulse.heard('telegram', 'chat', false)
  pass(1)
  expect([...open]).toEqual([])
  clock.now = Date.UTC(2026, 10, 30, 18)
  pass(1)
  expect([...open]).toEqual([])
})
