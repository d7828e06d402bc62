/** @module Reads a day: "kemarin", "tanggal 3", "senin lalu", "malam jumat", "2 minggu lalu", "3/11". */

import { DAY_MS, fromJakarta, isoDay, startOfDay, toJakarta } from '../../core/jakarta.ts'
import { monthNumber } from './age.ts'
import type { Part } from './moment-hour.ts'
import { UNITS } from './number-words.ts'

/** `from` is midnight of the first day that is meant, `days` how many days it may be, `likely` the likeliest. */
export type ToldDay = {
  from: number
  days: number
  likely?: number
  part?: Part
  vague?: boolean
  /** The small hours belong to this very day: no day was told. */
  fixedNight?: boolean
}

const WEEKDAYS: [RegExp, number][] = [
  [/\b(?:senin|monday)\b/, 1],
  [/\b(?:selasa|tuesday)\b/, 2],
  [/\b(?:rabu|wednesday)\b/, 3],
  [/\b(?:kamis|thursday)\b/, 4],
  [/\b(?:jumat|friday)\b/, 5],
  [/\b(?:sabtu|saturday)\b/, 6],
  [
    /\b(?:ahad|sunday|hari minggu|malam minggu|minggu (?:pagi|siang|sore|malam|jam|subuh)|minggu kemarin (?:pagi|siang|sore|malam|jam))\b/,
    0,
  ],
]
const COUNTS: Readonly<Record<string, number>> = { ...UNITS, se: 1, beberapa: 3 }
const AGO =
  /(?:(?<![\d/.])(\d{1,3}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|beberapa) ?|\b(se))(hari|minggu|pekan|bulan|tahun|days?|weeks?|months?)(?:an)? (?:yang )?(?:lalu|kemarin|silam|lewat|ago)\b/

type Read = (text: string, raw: string, today: number, at: Date) => ToldDay | undefined

const single = (from: number): ToldDay => ({ from, days: 1 })

/** A count of weeks or more is a guess: the span widens with it. */
const readAgo: Read = (text, _raw, today) => {
  const told = AGO.exec(text)
  if (!told) return undefined
  const count = Number(told[1]) || COUNTS[told[1] ?? told[2] ?? ''] || 1
  const unit = told[3] ?? ''
  if (/^(?:hari|day)/.test(unit)) {
    const likely = today - count * DAY_MS
    return told[1] === 'beberapa'
      ? { from: likely - 4 * DAY_MS, days: 6, likely, vague: true }
      : single(likely)
  }
  const unitDays = /^(?:minggu|pekan|week)/.test(unit) ? 7 : /^(?:bulan|month)/.test(unit) ? 30 : 365
  const slack = unitDays === 7 ? 3 : unitDays === 30 ? 15 : 182
  const likely = today - count * unitDays * DAY_MS
  return {
    from: likely - slack * DAY_MS,
    days: Math.min(2 * slack + 1, slack + count * unitDays),
    likely,
    vague: true,
  }
}

/** "Minggu lalu" is the week before, "bulan kemarin" the month before. */
const readPeriod: Read = (text, _raw, today, at) => {
  if (/\b(?:hari|malam) minggu\b/.test(text)) return undefined
  if (/\b(?:minggu|pekan) (?:yang )?(?:lalu|kemarin|silam)\b|\blast week\b/.test(text)) {
    const weekday = WEEKDAYS.slice(0, 6).find(([pattern]) => pattern.test(text))
    const monday = today - ((toJakarta(at).weekday + 6) % 7) * DAY_MS
    if (weekday) return single(monday - 7 * DAY_MS + (weekday[1] - 1) * DAY_MS)
    return { from: monday - 7 * DAY_MS, days: 7, likely: today - 7 * DAY_MS, vague: true }
  }
  if (!/\bbulan (?:yang )?(?:lalu|kemarin|silam)\b|\blast month\b/.test(text)) return undefined
  const { year, month } = toJakarta(at)
  const from = fromJakarta({ year, month: month - 1, day: 1 }).getTime()
  const end = fromJakarta({ year, month, day: 1 }).getTime()
  const day = /(?:tanggal|hari) (\d{1,2})(?!\d)/.exec(text)?.[1]
  if (day) return single(from + (Number(day) - 1) * DAY_MS)
  return { from, days: Math.round((end - from) / DAY_MS), likely: from + 14 * DAY_MS, vague: true }
}

const readRelative: Read = (text, _raw, today, at) => {
  if (/\b(?:kemarin lusa|lusa kemarin|kemarin dulu|kemarinnya lagi|dua hari kemarin)\b/.test(text))
    return single(today - 2 * DAY_MS)
  if (/\b(?:semalam|tadi malam|last night)\b/.test(text)) {
    // Said before dawn it is the night still going on.
    const night = toJakarta(at).hour >= 20 ? today : today - DAY_MS
    return { ...single(night), part: 'night' }
  }
  if (/\b(?:kemarin|yesterday)\b/.test(text)) return single(today - DAY_MS)
  if (/\b(?:besok|tomorrow)\b/.test(text)) return single(today + DAY_MS)
  if (/\blusa\b/.test(text)) return single(today + 2 * DAY_MS)
  if (/\b(?:hari ini|tadi|today|this morning|this afternoon|nanti|barusan)\b/.test(text)) return single(today)
  return undefined
}

const readWeekday: Read = (text, _raw, today, at) => {
  const found = WEEKDAYS.find(([pattern]) => pattern.test(text))
  if (!found) return undefined
  const [, weekday] = found
  const back = (toJakarta(at).weekday - weekday + 7) % 7
  const past = /\b(?:lalu|kemarin|yang lalu|last)\b/.test(text)
  const day = today - (back === 0 && past ? 7 : back) * DAY_MS
  // "Malam jumat" is the evening before Friday, "jumat malam" is Friday's.
  const eve = /\bmalam (?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad)\b/.test(text)
  return eve ? { ...single(day - DAY_MS), part: 'night' } : single(day)
}

function dated(year: number | undefined, month: number, day: number, at: Date): ToldDay | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  const now = toJakarta(at)
  const candidate = (y: number) => fromJakarta({ year: y, month, day })
  let date = candidate(year ?? now.year)
  if (year === undefined && date.getTime() > at.getTime() + 45 * DAY_MS) date = candidate(now.year - 1)
  return toJakarta(date).month === month ? single(date.getTime()) : undefined
}

function fullYear(text: string | undefined): number | undefined {
  if (!text) return undefined
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

const readDate: Read = (text, raw, _today, at) => {
  const iso = /(?<!\d)(20\d{2})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(raw)
  if (iso) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3]), at)
  const full = /(?<![\d.])(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(20\d{2}|\d{2})(?!\d)/.exec(raw)
  if (full) return dated(fullYear(full[3]), Number(full[2]), Number(full[1]), at)
  const short = /(?<![\d./-])(\d{1,2})\/(\d{1,2})(?![\d/])/.exec(raw)
  if (short) return dated(undefined, Number(short[2]), Number(short[1]), at)
  const named =
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th)? (?:bulan )?([a-z]{3,})(?: (?:tahun )?(20\d{2}|\d{2})(?!\d|[.:]))?/g
  for (const match of text.matchAll(named)) {
    const month = monthNumber(match[2] ?? '')
    if (month) return dated(fullYear(match[3]), month, Number(match[1]), at)
  }
  return undefined
}

/** "Tanggal 3" is the latest third that has been. */
const readDayOfMonth: Read = (text, _raw, _today, at) => {
  const told = /\b(?:tanggal|tgl) (\d{1,2})(?!\d)(?! ?(?:ribu|rb|juta))/.exec(text)
  if (!told) return undefined
  const day = Number(told[1])
  const { year, month, day: now } = toJakarta(at)
  if (day < 1 || day > 31) return undefined
  return single(fromJakarta({ year, month: day > now ? month - 1 : month, day }).getTime())
}

const readMonth: Read = (text, _raw, _today, at) => {
  const word = (/\b(?:bulan|awal|akhir|pertengahan) ([a-z]{3,})\b/.exec(text) ??
    /\b([a-z]{3,}) (?:yang )?(?:lalu|kemarin|tahun lalu|tahun ini)\b/.exec(text))?.[1]
  const month = word ? monthNumber(word) : undefined
  if (!month) return undefined
  const now = toJakarta(at)
  const year = month > now.month ? now.year - 1 : now.year
  const from = fromJakarta({ year, month, day: 1 }).getTime()
  const end = fromJakarta({ year, month: month + 1, day: 1 }).getTime()
  return { from, days: Math.round((end - from) / DAY_MS), likely: from + 14 * DAY_MS, vague: true }
}

// What names a date outright comes before what may only mark the past ("tanggal 3 kemarin", "senin kemarin").
const READERS: readonly Read[] = [
  readDate,
  readAgo,
  readPeriod,
  readDayOfMonth,
  readWeekday,
  readMonth,
  readRelative,
]

/** The day told, or undefined when only an hour or nothing is. */
export function readDay(text: string, raw: string, at: Date): ToldDay | undefined {
  const today = startOfDay(isoDay(at)).getTime()
  for (const read of READERS) {
    const day = read(text, raw, today, at)
    if (day) return day
  }
  return undefined
}
