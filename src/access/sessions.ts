/** @module Sessions: opened at login, touched by what people do, locked after a quarter of an hour, over after twelve hours. */

import type { Instant } from '../core/chat.ts'
import { STAFF_IDLE_MS } from '../core/staff.ts'
import type { SessionRow } from '../store/access/sessions.ts'
import type { SessionView } from './access.ts'
import type { Rooms } from './deps.ts'
import { deviceOf } from './device.ts'
import { isToken, newToken } from './secrets.ts'

/**
 * Absolute; the number is our own choice. That there be idle and absolute limits by risk: 7.3.1 and 7.3.2 of ASVS 5.0
 * (https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md, read in the released table 2026-11-30).
 */
export const LONGEST_MS = 12 * 60 * 60_000
/** Open at once for one account: with one more the oldest ends, so that a forgotten browser is not open for ever beside others. */
export const MOST_SESSIONS = 5
/** A touch is written at most this often; what is newer stands in memory, and a restart may lock that much earlier. */
const WRITE_EVERY_MS = 30_000

export type Sessions = ReturnType<typeof makeSessions>

type Needed = Pick<Rooms, 'rows' | 'vault' | 'now' | 'newId' | 'random'>

export function makeSessions({ rows, vault, now, newId, random }: Needed) {
  const touched = new Map<string, Instant>()
  const hashOf = (token: string) => vault.hash('staff_session', token)
  const lock = (row: SessionRow, at: Instant): SessionRow => {
    touched.delete(row.id)
    rows.sessions.set(row.id, { lockedAt: at })
    return { ...row, lockedAt: at }
  }
  const touch = (row: SessionRow, at: Instant): void => {
    touched.set(row.id, at)
    if (at - row.seenAt >= WRITE_EVERY_MS) rows.sessions.set(row.id, { seenAt: at })
  }
  const find = (token: string, isQuiet: boolean): SessionRow | undefined => {
    const row = isToken(token) ? rows.sessions.byToken(hashOf(token)) : undefined
    if (row === undefined) return undefined
    const at = now()
    if (at >= row.endsAt) {
      touched.delete(row.id)
      rows.sessions.end(row.staffId, row.id)
      return undefined
    }
    if (row.lockedAt !== null) return row
    const seenAt = Math.max(row.seenAt, touched.get(row.id) ?? 0)
    if (at - seenAt >= STAFF_IDLE_MS) return lock(row, at)
    if (!isQuiet) touch(row, at)
    return row
  }
  return {
    find,
    /** The token of a new session; it stands nowhere else. */
    open: (staffId: string, userAgent: string | undefined): string => {
      const at = now()
      rows.sessions.tidy(at)
      // Only what is newer than its row is of use.
      for (const [id, seenAt] of touched) if (at - seenAt >= STAFF_IDLE_MS) touched.delete(id)
      const token = newToken(random)
      const others = rows.sessions.of(staffId, at)
      for (const { id } of others.slice(MOST_SESSIONS - 1)) rows.sessions.end(staffId, id)
      rows.sessions.add({
        id: newId(),
        tokenHash: hashOf(token),
        staffId,
        device: deviceOf(userAgent),
        createdAt: at,
        seenAt: at,
        endsAt: at + LONGEST_MS,
        lockedAt: null,
        wrongCodes: 0,
      })
      return token
    },
    /** The same session under a new token; its twelve hours go on. */
    unlock: (row: SessionRow): string => {
      const token = newToken(random)
      touched.delete(row.id)
      rows.sessions.set(row.id, { tokenHash: hashOf(token), seenAt: now(), lockedAt: null, wrongCodes: 0 })
      return token
    },
    lock: (row: SessionRow) => void lock(row, now()),
    end: (row: SessionRow) => void rows.sessions.end(row.staffId, row.id),
  }
}

export function sessionViews({ rows, now }: Pick<Rooms, 'rows' | 'now'>, staffId: string): SessionView[] {
  const at = now()
  return rows.sessions.of(staffId, at).map(({ id, device, createdAt, seenAt, endsAt, lockedAt }) => ({
    id,
    device,
    startedAt: createdAt,
    seenAt,
    endsAt,
    isLocked: lockedAt !== null || at - seenAt >= STAFF_IDLE_MS + WRITE_EVERY_MS,
  }))
}
