/** @module Who of staff opened a chat or a case: for the person it is about. Roles and times alone. */

import type { AuditRows } from '../store/access/audit.ts'
import type { StaffRows } from '../store/access/staff.ts'

/** Acts that show what somebody told. */
const OPENING: readonly string[] = [
  'cases.edit',
  'cases.open',
  'cases.print',
  'cases.view_file',
  'chat.file',
  'chat.open',
  'chat.reply',
  'chat.take',
]
const HOUR_MS = 60 * 60 * 1000
/** Rows of one subject that are looked through. */
const SEEN = 500

export function makeOpenings({ audit, staff }: { audit: AuditRows; staff: StaffRows }) {
  return (subjects: readonly string[], most: number): { role: string; at: number }[] => {
    const rows = subjects.flatMap((subject) => audit.list({ subject }, Number.MAX_SAFE_INTEGER, SEEN))
    const looks = new Map<string, { role: string; at: number }>()
    for (const { by, action, at } of rows.sort((a, b) => b.at - a.at)) {
      if (!OPENING.includes(action)) continue
      const role = staff.get(by)?.role ?? 'other'
      const hour = `${role} ${Math.floor(at / HOUR_MS)}`
      if (!looks.has(hour)) looks.set(hour, { role, at })
    }
    return [...looks.values()].slice(0, most)
  }
}
