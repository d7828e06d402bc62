/** @module What staff do with a proposal: approve, reject, withdraw, take back. Each answers with the page of the proposal. */

import type { AuditVerb } from '../../core/audit-actions.ts'
import type { Decided, Proposed } from '../../core/editions.ts'
import type { StaffVisit } from '../deps.ts'
import { formOf } from './fields.ts'

const numberOf = ({ c }: StaffVisit) => Number(c.req.param('n'))

/** The audit log names the proposal; what it says stands in its own row, for good. */
const audited = (action: AuditVerb<'facts'>) => (visit: StaffVisit) => ({
  action: `facts.${action}` as const,
  subject: `change ${numberOf(visit)}`,
})

export const approve = {
  audit: audited('approve'),
  run: async (visit: StaffVisit) =>
    answer(visit, 'approved', await visit.deps.editions.approve(numberOf(visit), visit.staff.id)),
}

export const reject = {
  audit: audited('reject'),
  run: async (visit: StaffVisit) => {
    const why = (await formOf(visit.c)).of('why')
    if (why.trim() === '') return to(visit, numberOf(visit), 'salah=no_reason')
    return answer(visit, 'rejected', await visit.deps.editions.reject(numberOf(visit), visit.staff.id, why))
  },
}

export const withdraw = {
  audit: audited('withdraw'),
  run: async (visit: StaffVisit) =>
    answer(visit, 'withdrawn', await visit.deps.editions.withdraw(numberOf(visit), visit.staff.id)),
}

export const undo = {
  audit: audited('undo'),
  run: async (visit: StaffVisit) => {
    const key = (await formOf(visit.c)).of('key') || visit.requestId
    return proposed(visit, 'undoing', await visit.deps.editions.undo(key, numberOf(visit), visit.staff.id))
  },
}

function answer(visit: StaffVisit, done: string, decided: Decided): Response {
  if (decided.ok) return to(visit, numberOf(visit), `selesai=${done}`)
  if (decided.why === 'unknown') return visit.c.notFound() as Response
  return to(visit, numberOf(visit), `salah=${decided.why}`)
}

function proposed(visit: StaffVisit, done: string, result: Proposed): Response {
  return result.ok ? to(visit, result.n, `selesai=${done}`) : to(visit, numberOf(visit), 'salah=decided')
}

function to({ c }: StaffVisit, n: number, query: string): Response {
  return c.redirect(`/console/fakta/usulan/${n}?${query}`, 303)
}
