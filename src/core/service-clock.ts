/** @module How long somebody may wait for a person, and how a wait stands against that. Pure. */

import type { Instant } from './chat.ts'
import type { HandOverReason } from './lists.ts'

const MINUTE_MS = 60_000

/** Of a date on, "2026-11-25" in UTC: a change is a new line, so that figures of earlier months stay what they were. */
export type Targets = { from: string; graveMs: number; otherMs: number }

/** Set by the project on 2026-11-25; the city has told none of its own yet. Deaths and emergencies are answered at once. */
export const TARGETS: readonly [Targets, ...Targets[]] = [
  { from: '2026-01-01', graveMs: MINUTE_MS, otherMs: 15 * MINUTE_MS },
]

/** The last part of the time in which a wait is already worth a look. */
const SOON_SHARE = 1 / 3

const GRAVE: readonly HandOverReason[] = ['emergency', 'death']

/**
 * `now` must be answered at once, `good` has time, `soon` has little, `late` is over its time by `-leftMs`;
 * `closed`: nobody is on duty and the time does not count.
 */
export type ServiceClock =
  | { type: 'now' | 'good' | 'soon' | 'late'; waitedMs: number; leftMs: number }
  | { type: 'closed'; waitedMs: number }

export type Waiting = { reason?: HandOverReason; urgent: boolean; waitingSince: Instant }

/** Whether anybody is on duty now; `openSince` is unknown where nobody has told the hours. */
export type Duty = { isOpen: boolean; hoursKnown: boolean; openSince?: Instant }

export function targetsAt(now: Instant, all: readonly [Targets, ...Targets[]] = TARGETS): Targets {
  return all.findLast(({ from }) => Date.parse(`${from}T00:00:00Z`) <= now) ?? all[0]
}

export function isGrave({ reason, urgent }: Pick<Waiting, 'reason' | 'urgent'>): boolean {
  return urgent || (reason !== undefined && GRAVE.includes(reason))
}

export function clockOf(waiting: Waiting, duty: Duty, now: Instant): ServiceClock {
  const targets = targetsAt(now)
  const waitedMs = Math.max(0, now - waiting.waitingSince)
  if (isGrave(waiting)) {
    const leftMs = targets.graveMs - waitedMs
    return { type: leftMs < 0 ? 'late' : 'now', waitedMs, leftMs }
  }
  if (duty.hoursKnown && !duty.isOpen) return { type: 'closed', waitedMs }
  const from = Math.max(waiting.waitingSince, duty.openSince ?? waiting.waitingSince)
  const leftMs = targets.otherMs - Math.max(0, now - from)
  const type = leftMs < 0 ? 'late' : leftMs < targets.otherMs * SOON_SHARE ? 'soon' : 'good'
  return { type, waitedMs, leftMs }
}
