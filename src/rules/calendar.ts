/** @module Opening hours and holidays of the service, and days as they are said. Pure; all in Asia/Jakarta. */

import {
  DAY_MS,
  formatWeekdayDate,
  formatWeekdayHour,
  fromJakarta,
  isoDay,
  startOfDay,
  toJakarta,
} from '../core/jakarta.ts'
import type { Language } from '../core/lists.ts'
import type { Edition } from './edition.ts'
import { HOURS_LINE } from './fact.ts'
import { tell } from './tell.ts'

export const OPENING_HOURS = 'jam_layanan'
export const HOLIDAYS = 'hari_libur'

/** How far ahead an opening is looked for: longer than any run of holidays. */
const MAX_DAYS_AHEAD = 30
const MAX_WORKING_DAYS_AHEAD = 400

/** "Rabu, 5 November 2025". */
export function formatDay(at: Date, language: Language): string {
  return formatWeekdayDate(at, language)
}

/** "Jumat 7 November pukul 14.30 WIB". */
export function formatDayHour(at: Date, language: Language): string {
  return formatWeekdayHour(at, language)
}

/** Whether anybody has told the opening hours; without them no promise of a day can be made. */
export function hasHours(edition: Edition, now: Date): boolean {
  return openings(edition, now) !== undefined
}

/** False also when the hours are not known. The closing minute itself is closed. */
export function isOpen(edition: Edition, now: Date): boolean {
  const spans = openings(edition, now)
  return spans !== undefined && spansOf(spans, edition, now).some(([from, to]) => from <= now && now < to)
}

/** Since when the service is open; undefined while it is closed and when the hours are not known. */
export function openSince(edition: Edition, now: Date): Date | undefined {
  const hours = openings(edition, now) ?? []
  return spansOf(hours, edition, now).find(([from, to]) => from <= now && now < to)?.[0]
}

/** The next moment the service opens after `now`, `now` itself while it is open; undefined when the hours are not known. */
export function nextOpening(edition: Edition, now: Date): Date | undefined {
  const hours = openings(edition, now)
  if (!hours) return undefined
  if (isOpen(edition, now)) return now
  for (let ahead = 0; ahead <= MAX_DAYS_AHEAD; ahead += 1) {
    const day = new Date(now.getTime() + ahead * DAY_MS)
    const starts = spansOf(hours, edition, day).map(([from]) => from)
    const next = starts.filter((from) => from > now).sort((a, b) => a.getTime() - b.getTime())[0]
    if (next) return next
  }
  return undefined
}

/**
 * The end of the `days`th working day after `from`, 24.00 in Jakarta: Monday to Friday without the holidays that
 * were told. The day itself does not count.
 */
export function afterWorkingDays(edition: Edition, from: Date, days: number): Date {
  let left = Math.max(0, Math.trunc(days))
  let day = from
  // A year of holidays would be a fault in the list; it ends all the same.
  for (let ahead = 0; left > 0 && ahead < MAX_WORKING_DAYS_AHEAD; ahead += 1) {
    day = new Date(day.getTime() + DAY_MS)
    if (isWorkingDay(edition, day)) left -= 1
  }
  return new Date(startOfDay(isoDay(day)).getTime() + DAY_MS)
}

function isWorkingDay(edition: Edition, day: Date): boolean {
  const { weekday } = toJakarta(day)
  return weekday !== 0 && weekday !== 6 && !isHoliday(edition, day)
}

function isHoliday(edition: Edition, day: Date): boolean {
  const holidays = tell(edition, HOLIDAYS, day, 'id')
  return holidays.ok && Array.isArray(holidays.fact.value) && holidays.fact.value.includes(isoDay(day))
}

function openings(edition: Edition, now: Date): string[] | undefined {
  const told = tell(edition, OPENING_HOURS, now, 'id')
  return told.ok && Array.isArray(told.fact.value) ? told.fact.value : undefined
}

/** The hours of one day, none on a holiday. Holidays nobody has told are no holidays. */
function spansOf(hours: string[], edition: Edition, day: Date): [Date, Date][] {
  if (isHoliday(edition, day)) return []
  const { year, month, day: date, weekday } = toJakarta(day)
  return hours.flatMap((line): [Date, Date][] => {
    const [, first = '', last = first, h1, m1, h2, m2] = HOURS_LINE.exec(line) ?? []
    if (!isWithin(weekday, first, last)) return []
    const at = (hour: string | undefined, minute: string | undefined) =>
      fromJakarta({ year, month, day: date, hour: Number(hour), minute: Number(minute) })
    return [[at(h1, m1), at(h2, m2)]]
  })
}

const SHORT_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

function isWithin(weekday: number, first: string, last: string): boolean {
  const from = SHORT_DAYS.indexOf(first)
  const length = (SHORT_DAYS.indexOf(last) - from + 7) % 7
  return from >= 0 && (weekday - from + 7) % 7 <= length
}
