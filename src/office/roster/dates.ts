/** @module Days as people and spreadsheets write them: the day first, ISO, month names, serial numbers. Pure; never throws. */

import { MONTHS } from '../../core/jakarta.ts'

export type ReadDay = { day: string } | { fault: 'date_unreadable' | 'date_month_first' }

/** What a date may mean: somebody was born in the past, cover runs in this century. */
export type DateSense = { kind: 'born' | 'span'; thisYear: number; isDate1904: boolean }

/** Between these a serial number is a day that a list can mean: 1 January 1900 to 31 December 2100. */
const SERIALS = { first: 1, last: 73_415 }
/** Excel counts a 29 February 1900 that never was, so days after it start one earlier. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
const DAYS_TO_1904 = 1_462

const MONTH_NUMBERS = new Map<string, number>()
const SHORT = [
  'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' '),
  'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'.split(' '),
  'Jan Peb Mar Apr Mei Jun Jul Agt Sep Okt Nop Des'.split(' '),
]
for (const names of [...Object.values(MONTHS), ...SHORT])
  for (const [index, name] of names.entries()) MONTH_NUMBERS.set(name.toLowerCase(), index + 1)

/** @param text one cell, trimmed and not empty */
export function readDay(text: string, sense: DateSense): ReadDay {
  // A time of day comes along from databases: it says nothing here.
  const day = text
    .replace(/[T ]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?( ?[AP]M)?(Z|[+-]\d{2}:?\d{2})?$/i, '')
    .trim()
  if (/^\d{1,5}([.,]\d+)?$/.test(day)) return ofSerial(Number.parseInt(day, 10), sense)
  if (/^\d{8}$/.test(day)) return ofEight(day, sense)
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day)
  if (iso) return of(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(day)
  if (dayFirst) return ofDayFirst(Number(dayFirst[1]), Number(dayFirst[2]), yearOf(dayFirst[3] ?? '', sense))
  const named = /^(?:\p{L}+, *)?(\d{1,2})[-/. ]+(\p{L}+)[-/., ]+(\d{4}|\d{2})$/u.exec(day)
  const month = MONTH_NUMBERS.get((named?.[2] ?? '').toLowerCase())
  if (named && month !== undefined) return of(yearOf(named[3] ?? '', sense), month, Number(named[1]))
  return { fault: 'date_unreadable' }
}

function ofSerial(serial: number, { isDate1904 }: DateSense): ReadDay {
  const counted = isDate1904 ? serial + DAYS_TO_1904 : serial
  if (counted < SERIALS.first || counted > SERIALS.last || counted === 60) return { fault: 'date_unreadable' }
  const at = SERIAL_ZERO + (counted < 60 ? counted + 1 : counted) * DAY_MS
  return { day: new Date(at).toISOString().slice(0, 10) }
}

/** 31121990, or 19901231 where that is a day. */
function ofEight(digits: string, sense: DateSense): ReadDay {
  const part = (from: number, to: number) => Number(digits.slice(from, to))
  const dayFirst = ofDayFirst(part(0, 2), part(2, 4), part(4, 8))
  const yearFirst = of(part(0, 4), part(4, 6), part(6, 8))
  if (!('day' in dayFirst)) return yearFirst
  // Both can be days only for years such as 2012: then the one that can be meant at all.
  const isLikely = Math.abs(part(4, 8) - sense.thisYear) <= 120
  return 'day' in yearFirst && !isLikely ? yearFirst : dayFirst
}

function ofDayFirst(day: number, month: number, year: number): ReadDay {
  const read = of(year, month, day)
  const isMonthFirst = month > 12 && 'day' in of(year, day, month)
  return isMonthFirst ? { fault: 'date_month_first' } : read
}

function of(year: number, month: number, day: number): ReadDay {
  const at = new Date(Date.UTC(year, month - 1, day))
  const isReal = year >= 1900 && year <= 2100 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return isReal ? { day: at.toISOString().slice(0, 10) } : { fault: 'date_unreadable' }
}

/** Of two digits: nobody is born later than now; cover is of this century. */
function yearOf(digits: string, { kind, thisYear }: DateSense): number {
  const year = Number(digits)
  if (digits.length === 4) return year
  const century = thisYear - (thisYear % 100)
  return kind === 'born' && century + year > thisYear ? century - 100 + year : century + year
}
