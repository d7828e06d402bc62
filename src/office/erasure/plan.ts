/** @module What an erasure would take and what stays, and why: by what stands in clear alone. Decides. */

import { isOver } from '../../core/case-ladder.ts'
import type { ErasureCase, ErasurePlan, ErasureScope, ErasureStanding, Hold } from '../../core/erasure.ts'
import { ERASURE_SCOPES } from '../../core/erasure.ts'
import { isDataKind } from '../../core/lists.ts'
import { RETENTION } from '../../core/retention.ts'
import type { CaseRow } from '../../store/office/cases.ts'
import type { ErasureRow } from '../../store/office/erasures.ts'
import { openFields, standing } from '../cases/change.ts'
import type { Desk } from '../desk.ts'

/** Undefined for a case of another kind; a request that is itself erased asks for nothing any more. */
export function planOf(desk: Desk, row: CaseRow): ErasurePlan | undefined {
  if (row.kind !== 'erasure') return undefined
  const found = desk.erasures.get(row.number)
  const scope = found?.scope ?? scopeOf(openFields(desk, row)?.scope)
  const all = scope === 'chat' ? [] : desk.caseLists.ofChat(row.chatId)
  const cases = all
    .filter(({ number }) => number !== row.number && !desk.erasures.isBlank(number))
    .map(({ number, kind, state }): ErasureCase => {
      const hold = holdOf(desk, number)
      return { number, kind, state, ...(hold === undefined ? {} : { hold }) }
    })
  const chatHold = scope === 'report' ? undefined : holdOfChat(desk, row)
  const known = found && standingOf(found)
  return {
    number: row.number,
    scope,
    ...(scope === 'report' ? {} : { chat: chatHold === undefined ? {} : { hold: chatHold } }),
    cases,
    ...(known === undefined ? {} : { standing: known }),
  }
}

/** Nothing would be taken. */
export const isEmpty = ({ chat, cases }: ErasurePlan): boolean =>
  (chat === undefined || chat.hold !== undefined) && cases.every(({ hold }) => hold !== undefined)

function scopeOf(value: unknown): ErasureScope {
  return ERASURE_SCOPES.find((one) => one === value) ?? 'everything'
}

function holdOf(desk: Desk, number: string): Hold | undefined {
  const row = desk.cases.get(number)
  if (row === undefined) return undefined
  if (!isOver(row.state)) return 'open_case'
  const isClaim = row.kind === 'accident' || row.kind === 'death'
  const wasForwarded = standing(desk.cases.history(number)).some(({ state }) => state === 'forwarded')
  const keptUntil = row.changedAt + RETENTION.case.keepDays * DAY_MS
  return isClaim && wasForwarded && desk.now() < keptUntil ? 'forwarded_claim' : undefined
}

/** While a report is worked on, its news reach the person through the chat and staff need what was written there. */
function holdOfChat(desk: Desk, own: CaseRow): Hold | undefined {
  const open = desk.caseLists
    .ofChat(own.chatId)
    .some(({ number, kind, state }) => number !== own.number && !isDataKind(kind) && !isOver(state))
  return open ? 'open_case' : undefined
}

function standingOf(row: ErasureRow): ErasureStanding {
  const base = { by: row.proposedBy, at: row.proposedAt }
  if (row.state === 'done' && row.counts !== null)
    return {
      state: 'done',
      ...base,
      approvedBy: row.approvedBy ?? '',
      doneAt: row.doneAt ?? 0,
      counts: row.counts,
    }
  if (row.state === 'approved')
    return { state: 'approved', ...base, approvedBy: row.approvedBy ?? '', runAt: row.runAt ?? 0 }
  return { state: 'proposed', ...base }
}

const DAY_MS = 24 * 60 * 60 * 1000
