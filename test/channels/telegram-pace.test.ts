/** @module How fast the bot writes to one chat, against the limit that the emulated platform counts by. */

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pace } from '../../src/channels/telegram/limits.ts'
import { makePacing } from '../../src/store/account/pacing.ts'
import { openStore, type Store } from '../../src/store/sqlite.ts'
import { LIMITS, overLimit } from '../support/emulators/telegram/throttle.ts'
import type { ChatState } from '../support/emulators/telegram/world.ts'
import { newWorld } from '../support/emulators/telegram/world.ts'

let store: Store
beforeEach(() => {
  store = openStore(':memory:', 'account')
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
  store.close()
})

/** How often Telegram refuses 200 messages to one chat, each on its way for 2 to 42 ms. */
function refusals(chatPace: typeof pace.chat): number {
  const pacing = makePacing(store.db)
  const world = newWorld({ seed: 1, token: '7001:Kata-Sandi_Bot', limits: { ...LIMITS, chatBurst: 1 } })
  const chat: ChatState = {
    chat: { id: 5012, type: 'private' },
    nextMessageId: 1,
    messages: [],
    state: 'open',
    sentAt: [],
    standing: [],
  }
  const of = { accountId: 'telegram:7001', channel: 'telegram', chatId: 'c1', isNotice: false } as const
  let now = 1_000_000
  let refused = 0
  for (let n = 0; n < 200; n += 1) {
    for (
      let at = pacing.take({ ...of, ...pace, chat: chatPace }, now);
      at !== undefined;
      at = pacing.take({ ...of, ...pace, chat: chatPace }, now)
    )
      now = at
    vi.setSystemTime(now + 2 + ((n * 7) % 41))
    if (overLimit(world, chat) !== undefined) refused += 1
  }
  return refused
}

it('is never told that it writes too much, though messages take different times to arrive', () => {
  expect(refusals(pace.chat)).toBe(0)
})

it('would be told so at exactly one a second', () => {
  expect(refusals({ everyMs: 1_000, burst: 1 })).toBeGreaterThan(10)
})
