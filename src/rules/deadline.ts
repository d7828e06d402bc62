/** @module When a work accident must be reported. Pure; tells a time, never refuses a late report. */

import type { Edition } from './edition.ts'

export const REPORT_LIMIT = 'batas_lapor_kecelakaan'

// Permenaker 1/2025 art. 8 (2 x 24 hours, employers), the same limit for members who are no employees:
// https://pasal.id/en/peraturan/permen/permenaker-no-1-tahun-2025/koreksi/9439634, 2025-02-24
const REPORT_LIMIT_HOURS = 48

/** Two times 24 hours after the earliest plausible moment (of a disease: its diagnosis), or what the edition says instead. */
export function reportDeadline(earliest: Date, edition?: Edition): Date {
  const value = edition?.facts.get(REPORT_LIMIT)?.value
  const hours = typeof value === 'number' ? value : REPORT_LIMIT_HOURS
  return new Date(earliest.getTime() + hours * 60 * 60 * 1000)
}

/** Whether the limit has passed; the last moment itself is in time. */
export function isLate(earliest: Date, now: Date, edition?: Edition): boolean {
  return now > reportDeadline(earliest, edition)
}
