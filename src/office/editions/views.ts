/** @module Facts and their changes as staff see them. Pure. */

import type { Instant } from '../../core/chat.ts'
import type { ChangeState, FactChange, FactVersion, FactView } from '../../core/editions.ts'
import type { Edition } from '../../rules/edition.ts'
import type { Fact } from '../../rules/fact.ts'
import { checkDue, standingOf } from '../../rules/standing.ts'
import { factText } from '../../rules/tell.ts'
import type { ChangeRow } from '../../store/office/editions.ts'
import { approvedOf, recordOf } from './timeline.ts'

export function versionOf(fact: Fact | undefined): FactVersion {
  if (fact === undefined)
    return { text: { id: '', en: '' }, status: 'missing', source: { title: '' }, checkedOn: '' }
  const { title, url, date } = fact.source
  return {
    text: { id: factText(fact, 'id'), en: factText(fact, 'en') },
    status: fact.status,
    source: { title, ...(url === undefined ? {} : { url }), ...(date === undefined ? {} : { date }) },
    checkedOn: fact.checked_on,
    ...(fact.valid_from === undefined ? {} : { validFrom: fact.valid_from }),
    ...(fact.valid_to === undefined ? {} : { validTo: fact.valid_to }),
  }
}

export function factView(edition: Edition, fact: Fact, changes: readonly ChangeRow[], now: Date): FactView {
  const own = changes.filter((one) => one.fact === fact.id)
  const standing = standingOf(edition, fact.id, now)
  const isChecked = standing === 'true' || standing === 'due'
  return {
    ...versionOf(fact),
    id: fact.id,
    unit: fact.unit,
    standing,
    ...(isChecked ? { checkDue: checkDue(fact).getTime() } : {}),
    ...(fact.giver === undefined ? {} : { giver: fact.giver }),
    ...(fact.note === undefined ? {} : { note: fact.note }),
    proposed: own.filter(({ state }) => state === 'proposed').length,
    scheduled: own.filter((one) => isScheduled(one, now.getTime())).length,
  }
}

const isScheduled = ({ state, effectiveAt }: ChangeRow, now: Instant) =>
  state === 'approved' && effectiveAt !== null && effectiveAt > now

export function changeView(
  first: Edition,
  row: ChangeRow,
  changes: readonly ChangeRow[],
  now: Instant,
): FactChange {
  const record = recordOf(row) ?? undefined
  const { n, fact, reason, by, at } = row
  return {
    n,
    fact,
    state: stateOf(first, row, changes, now),
    isFirst: row.record === null,
    version: versionOf(record ?? first.facts.get(fact)),
    reason,
    ...(row.undoes === null ? {} : { undoes: row.undoes }),
    by,
    at,
    ...(row.decidedBy === null ? {} : { decidedBy: row.decidedBy }),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt }),
    ...(row.decidedWhy === null ? {} : { decidedWhy: row.decidedWhy }),
    ...(row.effectiveAt === null ? {} : { effectiveAt: row.effectiveAt }),
  }
}

function stateOf(first: Edition, row: ChangeRow, changes: readonly ChangeRow[], now: Instant): ChangeState {
  if (row.state !== 'approved') return row.state
  if (isScheduled(row, now)) return 'scheduled'
  const inForce = approvedOf(first, changes).findLast(({ fact, at }) => fact === row.fact && at <= now)
  return inForce?.n === row.n ? 'in_force' : 'superseded'
}

/** The newest approved version of a fact, in force or still to come: the one that may be taken back. */
export function newestOf(first: Edition, fact: string, changes: readonly ChangeRow[]): number | undefined {
  return approvedOf(first, changes).findLast((one) => one.fact === fact)?.n
}
