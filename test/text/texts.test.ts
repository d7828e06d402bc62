/** @module Texts by key and language. */

import { describe, expect, it } from 'vitest'
import { makeTexts, textFaults } from '../../src/text/texts.ts'

const raw = {
  id: {
    'menu.hello': 'Halo, saya bot {slot_name}.',
    'menu.only': "Jum'at <b>tebal</b> {fact_telepon_darurat}",
    'queue.position': '{position, plural, other {Ada # orang di depan Anda}}',
    'case.deadline': 'Batas lapor {at}.',
    'case.late': '{late, select, true {Terlambat} other {Tepat waktu}}',
  },
  en: {
    'menu.hello': 'Hello, I am the bot {slot_name}.',
    'queue.position': '{position, plural, one {# person is} other {# people are}} before you',
    'case.deadline': 'Report by {at}.',
    'case.late': '{late, select, true {Late} other {In time}}',
  },
}
const texts = makeTexts(raw)

describe('a text', () => {
  it('is filled in its language', () => {
    expect(texts.format('menu.hello', 'id', { slot_name: 'SIGAP' })).toBe('Halo, saya bot SIGAP.')
    expect(texts.format('menu.hello', 'en', { slot_name: 'SIGAP' })).toBe('Hello, I am the bot SIGAP.')
  })

  it('knows one and many, and true and false', () => {
    expect(texts.format('queue.position', 'en', { position: 1 })).toBe('1 person is before you')
    expect(texts.format('queue.position', 'en', { position: 3 })).toBe('3 people are before you')
    expect(texts.format('queue.position', 'id', { position: 3 })).toBe('Ada 3 orang di depan Anda')
    expect(texts.format('case.late', 'id', { late: true })).toBe('Terlambat')
    expect(texts.format('case.late', 'id', { late: false })).toBe('Tepat waktu')
  })

  it('says a moment as day and hour in Jakarta', () => {
    const at = new Date('2025-11-07T07:30:00Z')
    expect(texts.format('case.deadline', 'id', { at })).toBe('Batas lapor Jumat 7 November pukul 14.30 WIB.')
    expect(texts.format('case.deadline', 'en', { at })).toBe('Report by Friday 7 November at 14.30 WIB.')
  })

  it('takes what a resident wrote as it is, braces and all', () => {
    expect(texts.format('menu.hello', 'id', { slot_name: "{x} <i> '{' #" })).toBe(
      "Halo, saya bot {x} <i> '{' #.",
    )
  })

  it('falls back to Indonesian, then to the key, and never throws', () => {
    expect(texts.format('menu.only', 'en', { fact_telepon_darurat: '112' })).toBe("Jum'at <b>tebal</b> 112")
    expect(texts.format('menu.hello', 'en', {})).toBe('menu.hello')
    expect(texts.format('no.such', 'en', {})).toBe('no.such')
    expect(texts.format('constructor', 'id', {})).toBe('constructor')
    expect(texts.format('case.deadline', 'id', { at: new Date(Number.NaN) })).toBe('Batas lapor .')
  })

  it('tells its placeholders, nested ones too, and which language has it', () => {
    expect(texts.placeholders('menu.only')).toEqual(['fact_telepon_darurat'])
    expect(texts.placeholders('queue.position')).toEqual(['position'])
    expect(texts.placeholders('no.such')).toEqual([])
    expect(texts.has('menu.only', 'id')).toBe(true)
    expect(texts.has('menu.only', 'en')).toBe(false)
    expect(texts.keys()).toContain('menu.only')
  })
})

describe('faults of texts', () => {
  it('are all told at once when a key or value cannot be one', () => {
    const broken = { id: { 'a b': 'x', 'menu.empty': '' }, en: {} }
    expect(() => makeTexts(broken)).toThrow(/a b: is no dotted key[\s\S]*menu\.empty: is no text/)
  })

  it('are found inside messages before start', () => {
    const faults = textFaults({
      id: { 'a.open': '{x', 'a.same': '{x} {y}', 'a.date': '{at, date, long}', 'a.well': 'ya' },
      en: { 'a.open': 'x', 'a.same': '{x}', 'a.date': '{at, date, long}', 'a.extra': 'x' },
    }).join('\n')
    expect(faults).toMatch(/id a\.open: /)
    expect(faults).toMatch(/a\.same: placeholders differ/)
    expect(faults).toMatch(/id a\.date: date and time forms are not allowed/)
    expect(faults).toMatch(/en a\.well: is missing/)
    expect(faults).toMatch(/id a\.extra: is missing/)
    expect(textFaults({ id: { a: '{x}' }, en: { a: '{x}' } })).toEqual([])
  })

  it('leave a broken message to the other language at run time', () => {
    const broken = makeTexts({ id: { 'a.b': 'Halo' }, en: { 'a.b': '{x' } })
    expect(broken.format('a.b', 'en', {})).toBe('Halo')
  })
})
