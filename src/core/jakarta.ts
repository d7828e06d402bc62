/** @module Days and hours of Asia/Jakarta (WIB, UTC+7, no summer time) and how they are said. Pure; own tables, so that every runtime says the same. */

import type { Language } from './lists.ts'

const OFFSET_MS = 7 * 60 * 60 * 1000
export const DAY_MS = 24 * 60 * 60 * 1000

/** `month` 1 to 12, `weekday` 0 Sunday to 6 Saturday. */
export type JakartaTime = {
  year: number
  month: number
  day: number
  weekday: number
  hour: number
  minute: number
}

export function toJakarta(at: Date): JakartaTime {
  const moved = new Date(at.getTime() + OFFSET_MS)
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
    weekday: moved.getUTCDay(),
    hour: moved.getUTCHours(),
    minute: moved.getUTCMinutes(),
  }
}

/** The moment a clock in Jakarta shows this; a day or hour beyond its month or day runs on into the next. */
export function fromJakarta(time: {
  year: number
  month: number
  day: number
  hour?: number
  minute?: number
}): Date {
  return new Date(Date.UTC(time.year, time.month - 1, time.day, time.hour ?? 0, time.minute ?? 0) - OFFSET_MS)
}

/** "2025-11-05", the day in Jakarta. */
export function isoDay(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10)
}

/** Whether a calendar in Jakarta shows the same day for both, in epoch ms. */
export function isSameDay(one: number, other: number): boolean {
  return Math.floor((one + OFFSET_MS) / DAY_MS) === Math.floor((other + OFFSET_MS) / DAY_MS)
}

/** 00.00 in Jakarta of an ISO day. */
export function startOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS)
}

export const WEEKDAYS: Record<Language, readonly string[]> = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

export const MONTHS: Record<Language, readonly string[]> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
}

/** "5 November 2025". */
export function formatDate(at: Date, language: Language): string {
  const { year, month, day } = toJakarta(at)
  return `${day} ${MONTHS[language][month - 1]} ${year}`
}

/** "Rabu, 5 November 2025". */
export function formatWeekdayDate(at: Date, language: Language): string {
  return `${WEEKDAYS[language][toJakarta(at).weekday]}, ${formatDate(at, language)}`
}

/** "Jumat 7 November pukul 14.30 WIB"; a day of two years is not told apart, so it suits only near moments. */
export function formatWeekdayHour(at: Date, language: Language): string {
  const { month, day, weekday } = toJakarta(at)
  const on = `${WEEKDAYS[language][weekday]} ${day} ${MONTHS[language][month - 1]}`
  return language === 'id' ? `${on} pukul ${formatHour(at)} WIB` : `${on} at ${formatHour(at)} WIB`
}

/** "14.30", as clocks are written in Indonesia. */
export function formatHour(at: Date): string {
  const { hour, minute } = toJakarta(at)
  return `${String(hour).padStart(2, '0')}.${String(minute).padStart(2, '0')}`
}
