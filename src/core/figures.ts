/** @module The port to what the dashboard shows: counts and times, never a person. */

import type { CaseKind, CaseState, ChannelId, HandOverReason } from './lists.ts'

/** Days of Asia/Jakarta, both included, "2026-11-25". */
export type Period = { from: string; to: string }

/** Of a list of times, in ms: how many, the middle one and the one that nine of ten stay below. */
export type Times = { n: number; medianMs: number; p90Ms: number }

export type FiguresView = {
  period: Period
  /** Every day of the period, also those without a chat. */
  days: { day: string; channels: Partial<Record<ChannelId, number>>; byStaff: number }[]
  /**
   * Chats a day, summed: somebody who wrote on two days counts twice. `byStaff` are those in which staff spoke,
   * `misunderstood` those with a message that was not understood.
   */
  visits: { n: number; byStaff: number; misunderstood: number }
  /** Messages that were not understood: as many as the office keeps, at most a hundred a chat and day. */
  misunderstood: number
  /** What residents said when asked whether staff had helped. */
  ratings: { helped: number; notHelped: number }
  /** Times somebody asked, or was handed over, for a person. */
  handOvers: { reason: HandOverReason; n: number }[]
  /** From asking to being taken; `waiting` wait still, `gone` left or went back without a person. */
  waits: Times & { waiting: number; gone: number }
  /** From being taken to the first word of staff. */
  answers: Times
  /** Of cases filed in the period, as they stand now. */
  cases: { n: number; states: { state: CaseState; n: number }[]; kinds: { kind: CaseKind; n: number }[] }
  /** Cases by kecamatan, most first; `name` is absent where no place is known. */
  places: { name?: string; n: number }[]
}

export type Figures = {
  /**
   * At most 400 days.
   * @throws RangeError when the period is no period
   */
  read(period: Period): Promise<FiguresView>
}
