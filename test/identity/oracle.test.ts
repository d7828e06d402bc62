/** @module Somebody counts numbers up from many chats: nothing is learned. Ten thousand numbers run with `npm run torture`. */

import { describe, expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { attack, bitsIn } from './oracle.ts'

describe('six hundred numbers from forty chats, with a restart in between', () => {
  it('teach nothing: the same bytes and the same tick for those on the list and those that are not', async () => {
    const { seen, mostOfOne, admitted, alarms } = await attack({ chats: 40, rounds: 15 })
    expect(seen).toHaveLength(600)
    expect(seen.filter(({ isListed }) => isListed)).toHaveLength(300)
    expect(new Set(seen.map(({ page }) => page)).size).toBe(1)
    expect(new Set(seen.map(({ chat }) => chat)).size).toBe(1)
    expect(seen[0]?.chat).toContain(messages['identity.answer.counter'].slice(0, 40))
    expect(new Set(seen.map(({ afterMs }) => afterMs))).toEqual(new Set([10_000]))
    expect(bitsIn(seen)).toBe(0)
    // Three people a chat in thirty days, also across the restart; and staff know.
    expect(mostOfOne).toBeLessThanOrEqual(3)
    expect(admitted).toBeLessThanOrEqual(120)
    expect(alarms).toContain('identity_counted_up')
  })

  it('would be noticed: a form that told members apart gives a whole bit', () => {
    const told = [true, false].map((isListed) => ({ isListed, page: '', chat: String(isListed), afterMs: 0 }))
    expect(bitsIn(told)).toBe(1)
  })
})
