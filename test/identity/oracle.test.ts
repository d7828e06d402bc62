/** @module Somebody counts numbers up from many chats: nothing is learned. Ten thousand numbers run with `npm run torture`. */

import { describe, expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { attack, bitsIn, type Seen } from './oracle.ts'

const MINUTE_MS = 60_000

describe('six hundred numbers from forty chats, with a restart in between', () => {
  it('teach nothing: the same bytes and the same tick for those on the list and those that are not', async () => {
    const { seen, mostOfOne, mostAlike, admitted, alarmsAfterMs } = await attack({ chats: 40, rounds: 15 })
    expect(seen).toHaveLength(600)
    for (const [kind, count] of [
      ['hit', 150],
      ['mismatch', 150],
      ['miss', 300],
    ] as const)
      expect(seen.filter((one) => one.kind === kind)).toHaveLength(count)
    expect(new Set(seen.map(({ page }) => page)).size).toBe(1)
    expect(new Set(seen.map(({ chat }) => chat)).size).toBe(1)
    expect(seen[0]?.chat).toContain(messages['identity.answer.counter'].slice(0, 40))
    expect(new Set(seen.map(({ afterMs }) => afterMs))).toEqual(new Set([10_000]))
    expect(bitsIn(seen)).toBe(0)
    // Three people a chat in thirty days, also across the restart; ten that begin alike in an hour, and the one that is too many; and staff know.
    expect(mostOfOne).toBeLessThanOrEqual(3)
    expect(admitted).toBeLessThanOrEqual(120)
    expect(mostAlike).toBeLessThanOrEqual(11)
    expect(alarmsAfterMs.identity_counted_up).toBeLessThanOrEqual(MINUTE_MS)
  })

  it('would be noticed: a form that told members apart by one byte or one tick gives a whole bit', () => {
    const one = (kind: Seen['kind'], what: Partial<Seen>): Seen => ({
      kind,
      page: '',
      chat: '',
      afterMs: 0,
      ...what,
    })
    expect(bitsIn([one('hit', {}), one('miss', {})])).toBe(0)
    expect(bitsIn([one('hit', { chat: 'a' }), one('miss', { chat: 'b' })])).toBe(1)
    expect(bitsIn([one('hit', { page: 'a' }), one('miss', {})])).toBe(1)
    expect(bitsIn([one('hit', {}), one('miss', { afterMs: 5_000 })])).toBe(1)
  })
})
