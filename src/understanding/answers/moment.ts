/** @module Reads when something happened, in Asia/Jakarta, counted from when it was written. */

import { DAY_MS, isoDay, startOfDay, toJakarta } from '../../core/jakarta.ts'
import type { Utterance } from '../utterance.ts'
import { readDay, type ToldDay } from './moment-day.ts'
import { type Part, readHour, type ToldHour } from './moment-hour.ts'
import { UNITS } from './number-words.ts'

export type { Part } from './moment-hour.ts'

/**
 * `day` is the likeliest day in Jakarta; `earliest` and `latest` bound what was told, in epoch milliseconds.
 * @example {"day":"2026-11-21","part":"afternoon","earliest":1795248000000,"latest":1795258799999,"vague":true,"future":false}
 */
export type Moment = {
  day: string
  /** HH:MM, 24 hours; the likelier reading where morning or evening was not said. */
  time?: string
  part?: Part
  earliest: number
  latest: number
  vague: boolean
  future: boolean
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** In hours from midnight of the day; the night runs into the next morning. */
const SPANS: Record<Part, readonly [number, number]> = {
  dawn: [3.5, 6],
  morning: [5, 11],
  noon: [10.5, 15],
  afternoon: [14.5, 18.5],
  evening: [17.5, 19.5],
  night: [18, 28],
}

/** The moment told, or undefined when none is. A future one is marked, not refused. */
export function parseMoment(utterance: Utterance, at: Date): Moment | undefined {
  const text = utterance.normal
  const since = readSince(text, at)
  if (since) return since
  const day = readDay(text, utterance.raw, at)
  const hour = readHour(text, utterance.raw, day !== undefined)
  if (!day && !hour) return undefined
  return combine(day ?? guessDay(hour, at), hour, at)
}

const UNIT_WORDS: Readonly<Record<string, number>> = { ...UNITS, se: 1 }

/** "2 jam lalu", "setengah jam yang lalu", "barusan". */
function readSince(text: string, at: Date): Moment | undefined {
  const told =
    /(?:(\d+|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|beberapa|setengah) ?|\b(se))(jam|menit|hours?|minutes?)(?:an)? (?:yang )?(?:lalu|tadi|ago)\b/.exec(
      text,
    )
  const now = at.getTime()
  if (told) {
    const word = told[1] ?? told[2] ?? ''
    const count = word === 'setengah' ? 0.5 : (UNIT_WORDS[word] ?? (Number(word) || 3))
    const unit = /^(?:jam|hour)/.test(told[3] ?? '') ? HOUR_MS : MINUTE_MS
    const middle = now - count * unit
    const slack = Math.max(5 * MINUTE_MS, count * unit * (word === 'beberapa' ? 0.7 : 0.25))
    const time = clock(new Date(middle))
    return {
      day: isoDay(new Date(middle)),
      time,
      earliest: middle - slack,
      latest: Math.min(now, middle + slack),
      vague: true,
      future: false,
    }
  }
  if (!/\b(barusan|baru saja|just now|detik ini|sekarang(?! sudah)(?! di))\b/.test(text)) return undefined
  if (/\b(?:kemarin|lalu|tanggal|jam \d)/.test(text)) return undefined
  return {
    day: isoDay(at),
    time: clock(at),
    earliest: now - HOUR_MS,
    latest: now,
    vague: true,
    future: false,
  }
}

function clock(at: Date): string {
  const { hour, minute } = toJakarta(at)
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** An hour without a day was today if that has begun, else yesterday. */
function guessDay(hour: ToldHour | undefined, at: Date): ToldDay {
  const today = startOfDay(isoDay(at)).getTime()
  const from =
    today +
    (hour?.minutes !== undefined
      ? earliestMinutes(hour) * MINUTE_MS
      : (SPANS[hour?.part ?? 'dawn'][0] ?? 0) * HOUR_MS)
  const begun = from <= at.getTime()
  return { from: begun ? today : today - DAY_MS, days: 1, vague: !begun, fixedNight: true }
}

/** Without "pagi" or "sore" the earlier reading counts for deadlines. */
function earliestMinutes(hour: ToldHour): number {
  return (hour.minutes ?? 0) - (hour.open && (hour.minutes ?? 0) >= 12 * 60 ? 12 * 60 : 0)
}

function combine(day: ToldDay, hour: ToldHour | undefined, at: Date): Moment {
  const now = at.getTime()
  const dayEnd = day.from + day.days * DAY_MS - 1
  const label = isoDay(new Date(day.likely ?? day.from))
  const minutes = hour?.minutes
  if (hour && minutes !== undefined && day.days === 1) return atHour(day, { ...hour, minutes }, now)
  const part = day.part ?? hour?.part
  const [begin, end] = part && day.days === 1 ? SPANS[part] : [0, 24 * day.days]
  const earliest = day.from + begin * HOUR_MS
  const future = earliest > now
  const last = part ? day.from + end * HOUR_MS - 1 : dayEnd
  const latest = future ? last : Math.min(last, now)
  return { day: label, ...(part ? { part } : {}), earliest, latest, vague: true, future }
}

function atHour(day: ToldDay, hour: ToldHour & { minutes: number }, now: number): Moment {
  const { minutes, open, about, part } = hour
  // "Jam 12 malam" and "jam 1 malam" of a day are the small hours that follow it.
  const moved = part === 'night' && minutes < 4 * 60 && !day.fixedNight ? DAY_MS : 0
  const middle = day.from + moved + minutes * MINUTE_MS
  const before = about ? 30 * MINUTE_MS : 0
  const after = about ? 59 * MINUTE_MS : 0
  const other = middle - 12 * HOUR_MS
  const early = open && minutes >= 12 * 60 ? other : middle
  const late = open && minutes < 12 * 60 && middle + 12 * HOUR_MS <= now ? middle + 12 * HOUR_MS : middle
  const likely = open && middle > now ? early : middle
  const earliest = early - before
  const future = earliest > now
  return {
    day: isoDay(new Date(likely)),
    time: clock(new Date(likely)),
    ...(part ? { part } : {}),
    earliest,
    latest: future ? late + after : Math.min(now, Math.max(late, likely) + after),
    vague: about || open || day.vague === true,
    future,
  }
}
