/** @module Which backups stay: a table, and who goes by it. Pure. */

import { isoDay } from '../../core/jakarta.ts'
import { madeAt } from './names.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Every one of the last two days, one a day after that, none older than 35 days: what somebody had erased must be
 * unreadable everywhere after that time (docs/operating.md).
 */
export const RETENTION = { allDays: 2, dailyDays: 35 } as const

/** Names of backups that go, of all names in the folder; the newest always stays. */
export function outdated(files: readonly string[], now: Date, table = RETENTION): string[] {
  const backups = files
    .flatMap((file) => {
      const at = madeAt(file)
      return at === undefined ? [] : [{ file, at }]
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime())
  const days = new Set<string>()
  return backups
    .filter(({ at }, n) => {
      const age = (now.getTime() - at.getTime()) / DAY_MS
      const isFirstOfDay = !days.has(isoDay(at))
      days.add(isoDay(at))
      if (n === 0 || age <= table.allDays) return false
      return age > table.dailyDays || !isFirstOfDay
    })
    .map(({ file }) => file)
}
