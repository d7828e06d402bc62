/** @module By when staff must have done something for a case, and which fact says so. Decides; the facts of `rules/` tell how long. */

import { isOver } from '../../core/case-ladder.ts'
import type { Instant, Value } from '../../core/chat.ts'
import { type CaseKind, type CaseState, isDataKind } from '../../core/lists.ts'
import { REPORT_LIMIT, reportDeadline } from '../../rules/deadline.ts'
import type { Edition } from '../../rules/edition.ts'
import { limitAfter } from '../../rules/limit.ts'

const PAID_ACCIDENT = 'waktu_bayar_jkk'
const PAID_DEATH = 'waktu_bayar_jkm'
const COMPLAINT_ANSWERED = 'pengaduan_jawaban'
const DATA_ANSWERED = 'batas_jawab_data'

export type Due = { dueAt: Instant | null; dueBy: string | null }

type Step = {
  kind: CaseKind
  state: CaseState
  /** When it came into this state. */
  since: Instant
  filedAt: Instant
  occurredAt: Instant | null
  fields: Readonly<Record<string, Value>>
  /** Whether it was ever forwarded: then its report is in, and only papers are missing. */
  wasForwarded: boolean
}

export const NOTHING_DUE: Due = { dueAt: null, dueBy: null }

/** Never throws; nothing due where no fact says so, where the case is over, or where the resident must do the next step. */
export function dueOf(step: Step, edition: Edition): Due {
  const { kind, state } = step
  if (isOver(state)) return NOTHING_DUE
  if (isDataKind(kind)) return after(edition, DATA_ANSWERED, step.filedAt)
  if (kind === 'complaint')
    return state === 'forwarded' ? NOTHING_DUE : after(edition, COMPLAINT_ANSWERED, step.filedAt)
  const byWork = kind === 'accident' || step.fields.cause === 'work'
  if (state === 'forwarded') return after(edition, byWork ? PAID_ACCIDENT : PAID_DEATH, step.since)
  if (!byWork || step.wasForwarded || step.occurredAt === null) return NOTHING_DUE
  const reported = reportDeadline(new Date(step.occurredAt), edition)
  return { dueAt: reported.getTime(), dueBy: REPORT_LIMIT }
}

function after(edition: Edition, fact: string, from: Instant): Due {
  const at = limitAfter(edition, fact, new Date(from))
  return at === undefined ? NOTHING_DUE : { dueAt: at.getTime(), dueBy: fact }
}
