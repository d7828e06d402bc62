/** @module Two members of staff decide on an erasure; the person is told before anything goes. Carries out nothing. */

import { isOver } from '../../core/case-ladder.ts'
import type { ErasureDesk, ErasureOutcome } from '../../core/erasure.ts'
import { readCaseNumber } from '../cases/code.ts'
import { caseSubject } from '../cases/filing.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { isEmpty, planOf } from './plan.ts'

const OK: ErasureOutcome = { ok: true }
const refuse = (why: Extract<ErasureOutcome, { ok: false }>['why']): ErasureOutcome => ({ ok: false, why })

export function makeErasureDesk(desk: Desk, commit: <T>(work: () => T) => T, wake: () => void): ErasureDesk {
  const changed = (work: () => ErasureOutcome): ErasureOutcome => {
    const outcome = commit(work)
    if (outcome.ok) wake()
    return outcome
  }
  return {
    plan: async (number) => {
      const row = desk.cases.get(readCaseNumber(number))
      return row && planOf(desk, row)
    },
    propose: async (number, by) => changed(() => propose(desk, number, by)),
    approve: async (number, by) => changed(() => approve(desk, number, by)),
    withdraw: async (number) => changed(() => withdraw(desk, number)),
  }
}

function propose(desk: Desk, number: string, by: string): ErasureOutcome {
  const row = desk.cases.get(readCaseNumber(number))
  const plan = row && planOf(desk, row)
  if (row === undefined || plan === undefined || desk.deps.eraser === undefined) return refuse('unknown')
  if (isOver(row.state)) return refuse('over')
  if (isEmpty(plan)) return refuse('nothing')
  const { chatId } = row
  const isNew = desk.erasures.add({
    number: row.number,
    chatId,
    scope: plan.scope,
    proposedBy: by,
    proposedAt: desk.now(),
  })
  return isNew ? OK : refuse('decided')
}

function approve(desk: Desk, number: string, by: string): ErasureOutcome {
  const row = desk.cases.get(readCaseNumber(number))
  const plan = row && planOf(desk, row)
  const found = row && desk.erasures.get(row.number)
  if (row === undefined || plan === undefined || found === undefined) return refuse('unknown')
  if (found.state !== 'proposed') return refuse('decided')
  if (found.proposedBy === by) return refuse('own')
  if (isEmpty(plan)) return refuse('nothing')
  const now = desk.now()
  // Never later than the law's clock, which runs from the request.
  const limit = row.dueAt ?? Number.MAX_SAFE_INTEGER
  const runAt = Math.min(now + LIMITS.eraseAfterMs, Math.max(now, limit - LIMITS.eraseMarginMs))
  const mustAt = Math.max(runAt, Math.min(now + LIMITS.eraseWaitMs, limit - LIMITS.eraseMarginMs))
  desk.erasures.change(row.number, { state: 'approved', approvedBy: by, approvedAt: now, runAt, mustAt })
  const kept = plan.cases.filter(({ hold }) => hold !== undefined).length
  const notice = {
    type: 'erasure_planned',
    number: row.number,
    at: runAt,
    scope: plan.scope,
    kept,
    chatStays: plan.chat?.hold !== undefined,
  } as const
  desk.notify(`erasure.${row.number}.${now}`, row.chatId, notice, caseSubject(row.id))
  return OK
}

function withdraw(desk: Desk, number: string): ErasureOutcome {
  const found = desk.erasures.get(readCaseNumber(number))
  if (found === undefined) return refuse('unknown')
  if (found.state === 'done') return refuse('too_late')
  desk.erasures.drop(found.number)
  if (found.state === 'approved') {
    const row = desk.cases.get(found.number)
    const notice = { type: 'erasure_stopped', number: found.number } as const
    if (row)
      desk.notify(`erasure.${found.number}.stop.${desk.now()}`, row.chatId, notice, caseSubject(row.id))
  }
  return OK
}
