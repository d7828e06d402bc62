/** @module Days, opening hours and the limit for reports, all in Jakarta. */

import { describe, expect, it } from 'vitest'
import { formatDay, formatDayHour, hasHours, isOpen, nextOpening } from '../../src/rules/calendar.ts'
import { isLate, reportDeadline } from '../../src/rules/deadline.ts'
import { demoEdition, editionOf, realEdition } from './edition.ts'

const at = (jakarta: string) => new Date(`${jakarta}:00+07:00`)

describe('days in words', () => {
  it('are those of Jakarta, whatever the clock of the machine', () => {
    expect(formatDay(at('2025-11-05T00:00'), 'id')).toBe('Rabu, 5 November 2025')
    expect(formatDay(at('2025-11-05T23:59'), 'en')).toBe('Wednesday, 5 November 2025')
    expect(formatDayHour(at('2025-11-07T14:30'), 'id')).toBe('Jumat 7 November pukul 14.30 WIB')
    expect(formatDayHour(at('2025-11-07T06:05'), 'en')).toBe('Friday 7 November at 06.05 WIB')
  })
})

describe('the opening hours', () => {
  it.each([
    ['2026-11-23T08:00', true],
    ['2026-11-23T15:59', true],
    ['2026-11-23T16:00', false],
    ['2026-11-23T07:59', false],
    ['2026-11-22T10:00', false],
    ['2026-12-25T10:00', false],
  ])('%s is open: %s', (moment, open) => {
    expect(isOpen(demoEdition, at(moment))).toBe(open)
  })

  it.each([
    ['while open, now', '2026-11-23T10:00', '2026-11-23T10:00'],
    ['early in the morning, the same day', '2026-11-23T05:00', '2026-11-23T08:00'],
    ['in the evening, the next day', '2026-11-23T20:00', '2026-11-24T08:00'],
    ['on Friday evening, Monday', '2026-11-27T16:00', '2026-11-30T08:00'],
    ['before Christmas on a Friday, Monday', '2026-12-24T18:00', '2026-12-28T08:00'],
    ['before New Year on a Friday, Monday', '2026-12-31T18:00', '2027-01-04T08:00'],
  ])('open next: %s', (_, moment, next) => {
    expect(nextOpening(demoEdition, at(moment))).toEqual(at(next))
  })

  it('promise nothing while nobody has told them', () => {
    expect(hasHours(realEdition, at('2026-11-23T10:00'))).toBe(false)
    expect(isOpen(realEdition, at('2026-11-23T10:00'))).toBe(false)
    expect(nextOpening(realEdition, at('2026-11-23T10:00'))).toBeUndefined()
  })

  it('may have a break at noon and a week that runs over Sunday', () => {
    const edition = editionOf({
      id: 'jam_layanan',
      unit: 'hours_of_week',
      value: ['sat-mon 08:00-12:00', 'sat-mon 13:00-15:00'],
    })
    expect(isOpen(edition, at('2026-11-22T09:00'))).toBe(true)
    expect(isOpen(edition, at('2026-11-22T12:30'))).toBe(false)
    expect(nextOpening(edition, at('2026-11-22T12:30'))).toEqual(at('2026-11-22T13:00'))
    expect(nextOpening(edition, at('2026-11-24T09:00'))).toEqual(at('2026-11-28T08:00'))
  })

  it('give up after a month of holidays', () => {
    const days = Array.from({ length: 40 }, (_, day) =>
      new Date(Date.UTC(2026, 10, 20 + day)).toISOString().slice(0, 10),
    )
    const edition = editionOf(
      { id: 'jam_layanan', unit: 'hours_of_week', value: ['mon-sun 08:00-16:00'] },
      { id: 'hari_libur', unit: 'dates', value: days },
    )
    expect(nextOpening(edition, at('2026-11-22T09:00'))).toBeUndefined()
  })
})

describe('the limit for a report', () => {
  it('is two times 24 hours after the earliest moment', () => {
    expect(formatDayHour(reportDeadline(at('2025-11-05T14:30')), 'id')).toBe(
      'Jumat 7 November pukul 14.30 WIB',
    )
    expect(reportDeadline(at('2025-12-31T23:00'), realEdition)).toEqual(at('2026-01-02T23:00'))
  })

  it('follows the edition when the rule changes', () => {
    const edition = editionOf({ id: 'batas_lapor_kecelakaan', unit: 'hours', value: 72 })
    expect(reportDeadline(at('2025-11-05T14:30'), edition)).toEqual(at('2025-11-08T14:30'))
  })

  it('is kept at the last moment and missed right after it', () => {
    const happened = at('2025-11-05T14:30')
    expect(isLate(happened, at('2025-11-07T14:30'))).toBe(false)
    expect(isLate(happened, at('2025-11-07T14:31'))).toBe(true)
  })
})
