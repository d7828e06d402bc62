/** @module Splitting, shortening and numbering of texts. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fits, shorten, size } from '../../src/text/fit.ts'
import { numbered } from '../../src/text/numbered.ts'
import { split } from '../../src/text/split.ts'

const squeeze = (text: string) => text.replace(/\s+/g, '')
const word = fc.constantFrom(
  'saya',
  'Rp16.800',
  'https://www.lapor.go.id/a',
  '2 × 24 jam',
  '👨‍👩‍👧‍👦',
  '0813 8007 0175',
  'kelurahan.',
  'é',
  '\n',
  'x'.repeat(40),
)
const prose = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '))

describe('splitting a text', () => {
  it('leaves a text that fits as it is, and gives one empty part for an empty one', () => {
    expect(split('Halo Bapak/Ibu', 320)).toEqual(['Halo Bapak/Ibu'])
    expect(split('', 320)).toEqual([''])
    expect(split('   ', 320)).toEqual([''])
  })

  it('never exceeds the limit and loses nothing but white space', () => {
    fc.assert(
      fc.property(
        prose,
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom('utf16', 'graphemes', 'utf8'),
        (text, max, measure) => {
          const parts = split(text, max, measure)
          expect(squeeze(parts.join(''))).toBe(squeeze(text))
          // A single emoji longer than the limit is cut between code points; one code point is the least there is.
          for (const part of parts) expect(size(part, measure)).toBeLessThanOrEqual(Math.max(max, 4))
        },
      ),
      { seed: 1, numRuns: 500 },
    )
  })

  it('keeps numbers, links and emoji whole when each fits a part', () => {
    const whole = [
      'Rp16.800',
      'https://www.lapor.go.id/a',
      '2 × 24 jam',
      '👨‍👩‍👧‍👦',
      '0813 8007 0175',
      'Rp70 juta',
      '7 hari kerja',
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('dan', 'atau', ...whole), { minLength: 5, maxLength: 40 }),
        (words) => {
          const found = split(words.join(' lalu '), 40).join('|')
          for (const one of words) expect(found).toContain(one)
          const count = (text: string, one: string) => text.split(one).length
          for (const one of whole) expect(count(found, one)).toBe(count(words.join(' lalu '), one))
        },
      ),
      { seed: 2, numRuns: 300 },
    )
  })

  it('prefers the end of a paragraph, then of a line, then of a sentence', () => {
    expect(split('Satu dua tiga empat.\n\nLima enam. Tujuh delapan', 30)).toEqual([
      'Satu dua tiga empat.',
      'Lima enam. Tujuh delapan',
    ])
    expect(split('Satu dua tiga empat\nlima enam tujuh delapan', 30)).toEqual([
      'Satu dua tiga empat',
      'lima enam tujuh delapan',
    ])
    expect(split('Bawa KTP dan KK. Datang ke kelurahan pagi', 30)).toEqual([
      'Bawa KTP dan KK.',
      'Datang ke kelurahan pagi',
    ])
  })

  it('does not take an abbreviation for the end of a sentence', () => {
    expect(split('Kantornya ada di Jl. Pramuka dekat', 29)).toEqual(['Kantornya ada di Jl. Pramuka', 'dekat'])
    expect(split('Datanglah besok ke Jl. Pramukaraya', 30)).toEqual(['Datanglah besok ke Jl.', 'Pramukaraya'])
  })

  it('cuts a word that is longer than a part, an emoji last of all', () => {
    expect(split('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(split('aa👍🏽bb', 4)).toEqual(['aa', '👍🏽', 'bb'])
    expect(split(`a${'\u0301'.repeat(9)}`, 4).map((part) => part.length)).toEqual([4, 4, 2])
  })

  it('sees the same characters in a long text as in a short one', () => {
    const emoji = ['👨‍👩‍👧‍👦', '🇮🇩', '👍🏽', 'é', 'a', '\r\n', `e${'\u0301'.repeat(900)}`]
    const text = Array.from({ length: 700 }, (_, index) => emoji[(index * 7) % emoji.length]).join('')
    expect(size(text, 'graphemes')).toBe(700)
  })

  it('is quick for a message of a hundred thousand characters', () => {
    const began = performance.now()
    const parts = split('kata yang panjang sekali. '.repeat(4_000), 4_096)
    // About 150 ms when it was written; without windows 5,000.
    expect(performance.now() - began).toBeLessThan(1_500)
    expect(parts.length).toBeGreaterThan(24)
    expect(parts.length).toBeLessThan(28)
  })
})

describe('lengths', () => {
  it('are counted as the platform counts', () => {
    expect(size('👨‍👩‍👧‍👦é', 'graphemes')).toBe(2)
    expect(size('👍é', 'utf16')).toBe(3)
    expect(size('👍é€a', 'utf8')).toBe(4 + 2 + 3 + 1)
    expect(fits('Lapor kecelakaan', 16)).toBe(true)
    expect(fits('Lapor kecelakaan', 15)).toBe(false)
  })

  it('are kept by shortening at a word', () => {
    expect(shorten('Cek SIGAP', 20)).toBe('Cek SIGAP')
    expect(shorten('Lapor kecelakaan kerja', 20)).toBe('Lapor kecelakaan…')
    expect(shorten('Pertanggungjawaban', 10)).toBe('Pertanggu…')
    expect(shorten('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 12)).toBe('👨‍👩‍👧‍👦…')
    expect(shorten('abc', 0)).toBe('')
  })

  it('are never exceeded by shortening', () => {
    fc.assert(
      fc.property(prose, fc.nat(60), fc.constantFrom('utf16', 'graphemes', 'utf8'), (text, max, measure) => {
        expect(size(shorten(text, max, measure), measure)).toBeLessThanOrEqual(max)
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})

describe('numbered choices', () => {
  it('stand under the text, one a line', () => {
    expect(numbered('Apa pekerjaan Anda?', [{ label: 'Ojek' }, { label: 'Pedagang\nkeliling' }])).toBe(
      'Apa pekerjaan Anda?\n1. Ojek\n2. Pedagang keliling',
    )
  })

  it('leave the text alone when there are none, and stand alone without text', () => {
    expect(numbered('Halo', [])).toBe('Halo')
    expect(numbered('', [{ label: 'Ya' }])).toBe('1. Ya')
  })
})
