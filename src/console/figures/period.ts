/** @module The period of a page of figures: what was asked for if it is one, else the last thirty days. Pure. */

import type { Period } from '../../core/figures.ts'
import { DAY_MS, isoDay, startOfDay } from '../../core/jakarta.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
/** Of a page; the port takes a little more. */
export const DAYS_MOST = 366
const DAYS_FIRST = 30

/** Presets by the name in `?masa=`; in days back from today, today included. */
export const PRESETS = { hari: 1, pekan: 7, bulan: 30, triwulan: 91 } as const

export type Asked = { dari?: string | undefined; sampai?: string | undefined; masa?: string | undefined }

/** `isAsIs` is false where what was asked for is no period, or too long, and another one is shown. */
export function periodOf(asked: Asked, now: Date): { period: Period; isAsIs: boolean } {
  const today = isoDay(now)
  const preset = Object.entries(PRESETS).find(([name]) => name === asked.masa)?.[1]
  if (preset !== undefined) return { period: back(today, preset), isAsIs: true }
  if (asked.dari === undefined && asked.sampai === undefined)
    return { period: back(today, DAYS_FIRST), isAsIs: true }
  const [from, to] = [dayOf(asked.dari), dayOf(asked.sampai) ?? today]
  const length = from === undefined ? 0 : (startOfDay(to).getTime() - startOfDay(from).getTime()) / DAY_MS + 1
  if (from === undefined || length < 1 || length > DAYS_MOST)
    return { period: back(today, DAYS_FIRST), isAsIs: false }
  return { period: { from, to }, isAsIs: true }
}

/** All days of "2026-11"; undefined for what is no month. */
export function monthOf(text: string): Period | undefined {
  if (!MONTH.test(text)) return undefined
  const from = `${text}-01`
  // Day 32 lies in the next month, whichever it is.
  const next = isoDay(new Date(startOfDay(from).getTime() + 31 * DAY_MS)).slice(0, 7)
  return { from, to: isoDay(new Date(startOfDay(`${next}-01`).getTime() - DAY_MS)) }
}

function back(today: string, days: number): Period {
  return { from: isoDay(new Date(startOfDay(today).getTime() - (days - 1) * DAY_MS)), to: today }
}

/** A day that the calendar has; 30 February is none. */
function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || !DAY.test(text)) return undefined
  const at = startOfDay(text)
  return !Number.isNaN(at.getTime()) && isoDay(at) === text ? text : undefined
}
