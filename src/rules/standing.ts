/** @module How a fact stands today: true, due for a check, or why it is not told; and what only its owner can supply. Pure. */

import { FACT_STANDINGS, type FactStanding } from '../core/editions.ts'
import { DAY_MS, startOfDay } from '../core/jakarta.ts'
import type { Edition } from './edition.ts'
import type { Fact } from './fact.ts'
import { tell } from './tell.ts'

// Our own choice: what a newspaper said is looked at twice a year, what a law or its owner says once.
const CHECK_DAYS: Partial<Record<Fact['status'], number>> = { press_only: 180, verified: 365 }

export function standingOf(edition: Edition, id: string, now: Date): FactStanding {
  const told = tell(edition, id, now, 'id')
  if (!told.ok) return told.why === 'unknown' ? 'missing' : told.why
  if (told.demo) return 'demo'
  return now >= checkDue(told.fact) ? 'due' : 'true'
}

/** When it has to be compared with its source again. */
export function checkDue({ status, checked_on }: Fact): Date {
  const days = CHECK_DAYS[status] ?? 0
  return new Date(startOfDay(checked_on).getTime() + days * DAY_MS)
}

/** Told still, and to be compared with their sources again; who waits longest first. */
export function dueFacts(edition: Edition, now: Date): Fact[] {
  return [...edition.facts.values()]
    .filter(({ id }) => standingOf(edition, id, now) === 'due')
    .sort((a, b) => checkDue(a).getTime() - checkDue(b).getTime())
}

/** In the order of FACT_STANDINGS: everything that cannot be told as true today. */
export function wantedFacts(edition: Edition, now: Date): { fact: Fact; why: FactStanding }[] {
  const gaps = [...edition.facts.values()].flatMap((fact) => {
    const why = standingOf(edition, fact.id, now)
    return why === 'true' || why === 'due' ? [] : [{ fact, why }]
  })
  return gaps.sort((a, b) => FACT_STANDINGS.indexOf(a.why) - FACT_STANDINGS.indexOf(b.why))
}
