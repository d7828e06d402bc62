/** @module What the digits of a NIK or KK say, and what they do not. */

import { expect, it } from 'vitest'
import { hintedBirthYear, isPlausibleNik, kindOf, readDigits } from '../../src/vault/nik.ts'

it.each([
  { label: 'a man', number: '3275011503850000', kind: 'nik_or_kk' },
  { label: 'a woman: 40 on the day', number: '3275015503850000', kind: 'nik' },
  { label: 'a region code of before a city was split', number: '9901011503850000', kind: 'nik_or_kk' },
  { label: 'the last day of a leap February', number: '3275012902880000', kind: 'nik_or_kk' },
  { label: 'day 52 of March', number: '3275015203850000', kind: 'nik' },
  { label: 'day 32', number: '3275013203850000', kind: 'neither' },
  { label: 'day 99', number: '3275019903850000', kind: 'neither' },
  { label: 'month 13', number: '3275011513850000', kind: 'neither' },
  { label: '30 February', number: '3275013002850000', kind: 'neither' },
  { label: 'day 0', number: '3275010003850000', kind: 'neither' },
  { label: 'fifteen digits', number: '327501150385000', kind: 'neither' },
  { label: 'a phone number', number: '0812345678901234', kind: 'neither' },
  { label: 'letters', number: '327501150385000x', kind: 'neither' },
] as const)('takes $label as $kind', ({ number, kind }) => {
  expect(kindOf(number)).toBe(kind)
  expect(isPlausibleNik(number)).toBe(kind !== 'neither')
})

it('reads the day of a woman without the forty', () => {
  expect(readDigits('3275015203850000')).toEqual({
    region: '327501',
    day: 12,
    month: 3,
    year2: 85,
    serial: '0000',
    womanDay: true,
  })
  expect(readDigits('3275')).toBeUndefined()
})

it('guesses the century as the latest that is not in the future', () => {
  const year = (number: string) => {
    const digits = readDigits(number)
    return digits && hintedBirthYear(digits, 2026)
  }
  expect(year('3275011503850000')).toBe(1985)
  expect(year('3275011503050000')).toBe(2005)
  expect(year('3275011503260000')).toBe(2026)
  expect(year('3275011503270000')).toBe(1927)
})
