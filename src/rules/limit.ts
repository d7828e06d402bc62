/** @module When a limit that a fact states runs out. Pure; a fact that may not be told as true sets no limit. */

import { DAY_MS, isoDay, startOfDay } from '../core/jakarta.ts'
import { afterWorkingDays } from './calendar.ts'
import type { Edition } from './edition.ts'
import { tell } from './tell.ts'

const HOUR_MS = 60 * 60 * 1000

/**
 * `from` plus what the fact says: hours to the minute, days and working days to the end of the last one.
 * Undefined when the fact is missing, unsure, past its dates, or no such length of time at `from`.
 */
export function limitAfter(edition: Edition, id: string, from: Date): Date | undefined {
  const told = tell(edition, id, from, 'id')
  if (!told.ok || typeof told.fact.value !== 'number') return undefined
  const { value, unit } = told.fact
  if (unit === 'hours') return new Date(from.getTime() + value * HOUR_MS)
  if (unit === 'working_days') return afterWorkingDays(edition, from, value)
  if (unit === 'days') return new Date(startOfDay(isoDay(from)).getTime() + (value + 1) * DAY_MS)
  return undefined
}
