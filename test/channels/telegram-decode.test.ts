/** @module Every kind of update of Telegram, as our side knows it. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/channels/telegram/decode.ts'
import updates from './telegram/updates.json' with { type: 'json' }

const HERE = { account: '7001', now: 1_795_600_500_123 }

describe('an update of Telegram', () => {
  it.each(updates)('is read: $label', ({ update, decoded }) => {
    expect(decode(update, HERE)).toEqual(decoded)
  })

  it('is never known by its update_id, which begins anew at random', () => {
    for (const { update } of updates) {
      const again = decode({ ...update, update_id: 1 }, HERE)
      expect(again).toEqual(decode(update, HERE))
      expect(JSON.stringify(again)).not.toContain(String(update.update_id))
    }
  })

  it('holds a text of any length', () => {
    const [{ update } = { update: {} }] = updates
    const text = 'panjang '.repeat(50_000)
    const giant = JSON.parse(JSON.stringify(update), (key, value) => (key === 'text' ? text : value))
    expect(decode(giant, HERE).incoming).toMatchObject({ content: { type: 'text', text } })
  })

  it('never makes the reader throw, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(decode(value, HERE)).toEqual({})
      }),
    )
  })

  it('never makes the reader throw when any of its fields is something else', () => {
    const odd = fc.constantFrom(null, 0, -1, 1.5, 2 ** 60, '', 'x', [], [null], {}, [[]], true)
    const anyUpdate = fc.constantFrom(...updates)
    fc.assert(
      fc.property(anyUpdate, fc.nat(), odd, ({ update }, at, value) => {
        let seen = 0
        let count = 0
        JSON.stringify(update, (_, one) => {
          count += 1
          return one
        })
        const spoilt = JSON.parse(JSON.stringify(update), (_, one) => {
          seen += 1
          return seen === (at % count) + 1 ? value : one
        })
        const { incoming } = decode(spoilt, HERE)
        if (incoming === undefined) return
        expect(incoming.address).toMatch(/^\d+$/)
        expect(Number.isSafeInteger(incoming.at)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
