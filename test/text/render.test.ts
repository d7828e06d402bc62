/** @module A reply as one bubble: numbered always, buttons and lists where they fit, parts where it is too long. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/core/message.ts'
import { fits, size } from '../../src/text/fit.ts'
import { partsOf, type RenderLimits, render, wordsOf } from '../../src/text/render.ts'

const limits: RenderLimits = {
  maxTextChars: 400,
  maxChoiceTextChars: 300,
  maxButtons: 3,
  maxButtonChars: 20,
  maxListRows: 10,
  maxListRowChars: 24,
  maxListDescriptionChars: 72,
  maxChoiceIdBytes: 32,
}
const choices = (...labels: string[]) => labels.map((label, n) => ({ id: `c.${n}`, label }))

describe('the choices of a bubble', () => {
  it('stand numbered in the text, and on buttons where those are enough', () => {
    expect(render({ text: 'Benar?', choices: choices('Ya', 'Tidak') }, limits)).toEqual({
      text: 'Benar?\n1. Ya\n2. Tidak',
      buttons: choices('Ya', 'Tidak'),
      rows: [],
    })
  })

  it('become a list where buttons are too few, with the whole label under a title that was cut', () => {
    const { buttons, rows } = render(
      { text: 'Yang mana?', choices: choices('Ojek', 'Kurir', 'Sopir', 'Pedagang keliling di pasar Kranji') },
      limits,
    )
    expect(buttons).toEqual([])
    expect(rows[0]).toEqual({ id: 'c.0', title: 'Ojek' })
    expect(rows[3]).toMatchObject({ description: 'Pedagang keliling di pasar Kranji' })
    expect(rows[3]?.title.length).toBeLessThanOrEqual(24)
  })

  it('stay apart when they are cut: then they carry their numbers', () => {
    const { buttons } = render(
      { text: 'Di mana?', choices: choices('Kecelakaan kerja di jalan', 'Kecelakaan kerja di rumah') },
      limits,
    )
    const labels = buttons.map(({ label }) => label)
    expect(new Set(labels).size).toBe(2)
    expect(labels[0]).toMatch(/^1\. /)
    expect(labels.every((label) => label.length <= 20)).toBe(true)
  })

  it.each([
    { label: 'there are more than a list holds', reply: { text: 'a', choices: choices(...'abcdefghijk') } },
    {
      label: 'the words are too long for them',
      reply: { text: 'x'.repeat(290), choices: choices('Ya', 'Tidak') },
    },
    {
      label: 'an id is too long to come back',
      reply: { text: 'a', choices: [{ id: 'i'.repeat(33), label: 'Ya' }] },
    },
  ])('are numbers alone when $label', ({ reply }) => {
    const shown = render(reply, limits)
    expect(shown).toEqual({ text: wordsOf(reply), buttons: [], rows: [] })
  })
})

describe('a reply that is too long', () => {
  const word = fc.constantFrom(
    'saya',
    'Rp16.800',
    'https://www.lapor.go.id/a',
    '👨‍👩‍👧‍👦',
    'kelurahan.',
    '\n',
  )
  const prose = fc.array(word, { minLength: 1, maxLength: 300 }).map((words) => words.join(' '))
  const label = fc
    .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
    .filter((text) => text.trim() !== '')
  const reply = fc.record(
    {
      text: prose,
      choices: fc.array(label, { maxLength: 14 }).map((labels) => choices(...labels)),
      link: fc.constant({ url: 'https://sigap.example/f', label: 'Buka' }),
    },
    { requiredKeys: ['text'] },
  )

  it('becomes parts that each fit, with nothing lost and the choices with the last', () => {
    fc.assert(
      fc.property(reply, (one: Reply) => {
        const parts = partsOf(one, limits)
        const squeeze = (text: string) => text.replace(/\s+/g, '')
        for (const part of parts) expect(fits(render(part, limits).text, limits.maxTextChars)).toBe(true)
        expect(squeeze(parts.map((part) => wordsOf(part)).join(''))).toBe(squeeze(wordsOf(one)))
        for (const part of parts.slice(0, -1)) expect(part.choices).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  it('keeps its buttons on the last part', () => {
    const parts = partsOf(
      { text: 'Kalimat yang panjang. '.repeat(40), choices: choices('Ya', 'Tidak') },
      limits,
    )
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.at(-1)?.choices).toHaveLength(2)
  })
})

it('never shows two labels alike, nor one over its limit', () => {
  const labels = fc.uniqueArray(
    fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== ''),
    {
      minLength: 1,
      maxLength: 10,
      selector: (text) => text.replace(/\s+/g, ' ').trim().toLowerCase(),
    },
  )
  fc.assert(
    fc.property(labels, (all) => {
      const { buttons, rows } = render(
        { text: 'Pilih', choices: choices(...all) },
        { ...limits, maxChoiceTextChars: 9_999 },
      )
      const shown = [...buttons.map((one) => one.label), ...rows.map(({ title }) => title)]
      expect(shown).toHaveLength(all.length)
      expect(new Set(shown).size).toBe(all.length)
      expect(shown.every((text) => size(text) <= 24)).toBe(true)
    }),
  )
})
