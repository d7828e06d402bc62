/** @module Moments, ages and birth dates as people tell them. */

import { describe, expect, it } from 'vitest'
import { parseAgeOrBirth } from '../../src/understanding/answers/age.ts'
import { parseMoment } from '../../src/understanding/answers/moment.ts'
import { understand } from './texts.ts'

/** A Sunday morning. */
const AT = new Date('2026-11-22T10:00:00+07:00')
const jakarta = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 16)

describe('a moment', () => {
  it.each([
    ['kmrn sore', '2026-11-21', undefined, 'afternoon'],
    ['tgl 3 kmrn', '2026-11-03', undefined, undefined],
    ['tgl 30', '2026-10-30', undefined, undefined],
    ['senin jam 7an', '2026-11-16', '07:00', undefined],
    ['abis subuh', '2026-11-22', undefined, 'dawn'],
    ['barusan', '2026-11-22', '10:00', undefined],
    ['tadi pg', '2026-11-22', undefined, 'morning'],
    ['2 minggu lalu', '2026-11-08', undefined, undefined],
    ['malem jumat', '2026-11-19', undefined, 'night'],
    ['3/11', '2026-11-03', undefined, undefined],
    ['3 nov 2026 jam 14.30', '2026-11-03', '14:30', undefined],
    ['semalem jam 11', '2026-11-21', '23:00', 'night'],
    ['jam 12 malem', '2026-11-22', '00:00', 'night'],
    ['rebo malem jam stngah 8', '2026-11-18', '19:30', 'night'],
    ['kemaren lusa', '2026-11-20', undefined, undefined],
    ['kemarin siang jam 1 lewat 15', '2026-11-21', '13:15', 'noon'],
    ['hari minggu kemaren', '2026-11-15', undefined, undefined],
    ['bulan lalu tgl 5', '2026-10-05', undefined, undefined],
    ['wingi sore', '2026-11-21', undefined, 'afternoon'],
    ['19.30', '2026-11-21', '19:30', undefined],
  ])('%s', (text, day, time, part) => {
    const moment = parseMoment(understand(text), AT)
    expect([moment?.day, moment?.time, moment?.part, moment?.future]).toEqual([day, time, part, false])
    expect(moment && moment.earliest <= moment.latest && moment.latest <= AT.getTime()).toBe(true)
  })

  it('that is vague is bounded by its earliest plausible moment', () => {
    const seven = parseMoment(understand('kmrn jam 7'), AT)
    expect(seven && [jakarta(seven.earliest), jakarta(seven.latest), seven.vague]).toEqual([
      '2026-11-21T07:00',
      '2026-11-21T19:00',
      true,
    ])
    const week = parseMoment(understand('seminggu lalu'), AT)
    expect(week && [jakarta(week.earliest), week.vague]).toEqual(['2026-11-12T00:00', true])
  })

  it('that is to come is marked', () => {
    expect(
      ['besok', 'besok pagi', '25 november'].map((text) => parseMoment(understand(text), AT)?.future),
    ).toEqual([true, true, true])
  })

  it.each(['lupa', 'di pasar', '081234567890'])('is not told by "%s"', (text) => {
    expect(parseMoment(understand(text), AT)).toBeUndefined()
  })
})

describe('age and birth', () => {
  it.each([
    ['41', { age: 41 }],
    ['41 thn', { age: 41 }],
    ['41taun', { age: 41 }],
    ['umur bapak sy 66 msh dagang', { age: 66 }],
    ['empat puluh satu', { age: 41 }],
    ['64 mau 65', { age: 64 }],
    ['eh salah, umur saya 41', { age: 41 }],
    ['lahir 85', { birth: { year: 1985 } }],
    ['17 agustus 1985', { birth: { year: 1985, month: 8, day: 17 } }],
    ['17-08-1985', { birth: { year: 1985, month: 8, day: 17 } }],
    ['agustus 85', { birth: { year: 1985, month: 8 } }],
    ['1/2/99', { birth: { year: 1999, month: 2, day: 1 } }],
    ['150', undefined],
    ['31-02-1985', undefined],
    ['kerja 10 tahun', undefined],
    ['lahir 2030', undefined],
  ])('%s', (text, told) => expect(parseAgeOrBirth(understand(text), AT)).toEqual(told))
})
