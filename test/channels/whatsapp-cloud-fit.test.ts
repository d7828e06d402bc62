/** @module What we send fits: the limits of Meta's pages, as the emulator keeps them, against any words. */

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode } from '../../src/channels/whatsapp-cloud/encode.ts'
import { limits } from '../../src/channels/whatsapp-cloud/limits.ts'
import { partsOf } from '../../src/text/render.ts'
import { refusalOf } from '../support/emulators/whatsapp/limits.ts'
import { outgoing, PHONE } from './whatsapp-cloud/cloud.ts'

const word = fc.string({ unit: 'grapheme', minLength: 0, maxLength: 90 })
const replies = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 1_500 }).map((text) => `Tanya ${text}`),
  choices: fc.uniqueArray(fc.record({ id: fc.string({ maxLength: 210 }), label: word }), {
    maxLength: 13,
    selector: ({ id }) => id,
  }),
  ask: fc.constantFrom('location' as const, 'photo' as const),
})

describe('Meta takes what we send', () => {
  it('whatever the words, choices and their ids', () => {
    fc.assert(
      fc.property(replies, word, (reply, more) => {
        for (const part of partsOf(reply, limits)) {
          const body = encode(outgoing(part), { listButton: `Pilih ${more}` })
          expect(refusalOf(body)).toBeUndefined()
        }
      }),
      { numRuns: 300 },
    )
  })

  it('and refuses what is over a limit, or the property above would hold for anything', () => {
    const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } })
    const frame = { messaging_product: 'whatsapp', to: PHONE }
    const buttons = (...all: object[]) => ({
      ...frame,
      type: 'interactive',
      interactive: { type: 'button', body: { text: 'a' }, action: { buttons: all } },
    })
    const list = (rows: object[], text = 'a') => ({
      ...frame,
      type: 'interactive',
      interactive: { type: 'list', body: { text }, action: { button: 'b', sections: [{ rows }] } },
    })
    const wrong = [
      { ...frame, type: 'text', text: { body: 'a'.repeat(4097) } },
      { ...frame, type: 'text', text: { body: ' ' } },
      { messaging_product: 'whatsapp', type: 'text', text: { body: 'a' } },
      { ...frame, to: 'bsuid:ID.1', type: 'text', text: { body: 'a' } },
      { ...frame, biz_opaque_callback_data: 'a'.repeat(513), type: 'text', text: { body: 'a' } },
      { ...frame, type: 'text', text: { body: 'a' }, typo: 1 },
      buttons(button('a', 'x'.repeat(21))),
      buttons(button('a'.repeat(257), 'x')),
      buttons(button('a', 'x'), button('a', 'y')),
      buttons(button('a', 'x'), button('b', 'x')),
      buttons(...['a', 'b', 'c', 'd'].map((id) => button(id, id))),
      list(Array.from({ length: 11 }, (_, n) => ({ id: `${n}`, title: `${n}` }))),
      list([{ id: 'a', title: 'x'.repeat(25) }]),
      list([{ id: 'a', title: 'x', description: 'y'.repeat(73) }]),
      list([{ id: 'a'.repeat(201), title: 'x' }]),
      list([{ id: 'a', title: 'x' }], 'a'.repeat(4097)),
    ]
    expect(wrong.map(refusalOf).filter((refusal) => refusal === undefined)).toEqual([])
  })
})

it('is written as the example beside it says', () => {
  const source = new URL('../../src/channels/whatsapp-cloud/encode.ts', import.meta.url)
  const example = /@example (\{.*\})$/m.exec(readFileSync(source, 'utf8'))?.[1] ?? ''
  const message = outgoing({ id: 'c1.3.0', text: 'Halo', address: '6281200000001' })
  expect(encode(message, { listButton: 'Pilih' })).toEqual(JSON.parse(example))
})
