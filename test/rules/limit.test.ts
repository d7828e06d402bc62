/** @module When a limit runs out: hours to the minute, working days by the calendar, and none where a fact may not be told. */

import { describe, expect, it } from 'vitest'
import { makeEdition } from '../../src/rules/edition.ts'
import { limitAfter } from '../../src/rules/limit.ts'
import { editionOf } from './edition.ts'

const at = (day: string, hour = '09:30') => new Date(`${day}T${hour}:00+07:00`)
const said = (date: Date | undefined) => date?.toLocaleString('sv-SE', { timeZone: 'Asia/Jakarta' })

const days = (value: number, unit: 'working_days' | 'days' | 'hours') =>
  editionOf({ id: 'batas', value, unit })

describe('a limit', () => {
  it.each([
    { unit: 'working_days', value: 7, from: '2026-11-25', end: '2026-12-04 23:59:00' },
    { unit: 'working_days', value: 1, from: '2026-11-27', end: '2026-11-30 23:59:00' },
    { unit: 'working_days', value: 1, from: '2026-11-28', end: '2026-11-30 23:59:00' },
    { unit: 'working_days', value: 0, from: '2026-11-25', end: '2026-11-25 23:59:00' },
    { unit: 'days', value: 14, from: '2026-11-25', end: '2026-12-09 23:59:00' },
    { unit: 'hours', value: 48, from: '2026-11-25', end: '2026-11-27 09:30:00' },
  ] as const)('of $unit, $value from $from, runs out at $end', ({ unit, value, from, end }) => {
    expect(said(limitAfter(days(value, unit), 'batas', at(from)))).toBe(end)
  })

  it('counts from the day in Jakarta, not in UTC', () => {
    expect(said(limitAfter(days(1, 'working_days'), 'batas', at('2026-11-26', '00:10')))).toBe(
      '2026-11-27 23:59:00',
    )
  })

  it('is not set by a fact that is unsure, unknown or no length of time', () => {
    const unsure = editionOf({ id: 'batas', value: 7, unit: 'working_days', status: 'unsure' })
    const words = editionOf({ id: 'batas', value: 'segera', unit: 'text' })
    expect([
      limitAfter(unsure, 'batas', at('2026-11-25')),
      limitAfter(words, 'batas', at('2026-11-25')),
    ]).toEqual([undefined, undefined])
    expect(limitAfter(words, 'lain', at('2026-11-25'))).toBeUndefined()
  })
})

it('leaves out the holidays that were told', () => {
  const fact = (id: string, value: number | string[], unit: string) => ({
    [id]: { value, unit, source: { title: 'uji' }, checked_on: '2026-11-22', status: 'verified' },
  })
  const edition = makeEdition({
    id: 'uji',
    facts: {
      ...fact('batas', 7, 'working_days'),
      ...fact('hari_libur', ['2026-12-01', '2026-12-05'], 'dates'),
    },
    tables: [],
    places: { districts: [], landmarks: [], others: [] },
  })
  expect(said(limitAfter(edition, 'batas', at('2026-11-25')))).toBe('2026-12-07 23:59:00')
})
