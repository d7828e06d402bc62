/** @module Decisions on proposals: approved by a second person, rejected by one, withdrawn by who proposed. One at a time. */

import type { Decided } from '../../core/editions.ts'
import type { ChangeRow } from '../../store/office/editions.ts'
import { commitTo } from '../commit.ts'
import type { Books } from './books.ts'
import type { EditionDeps } from './deps.ts'
import { beginsAt, newFaults } from './look.ts'

const MAX_WHY_CHARS = 500

export function makeDecisions(deps: EditionDeps, books: Books) {
  const serial = inTurn()
  /** Four eyes: the second pair is another person's. */
  const openTo = (n: number, by: string): { change: ChangeRow } | { no: Decided } => {
    const change = books.rows.change(n)
    if (change === undefined) return { no: { ok: false, why: 'unknown' } }
    if (change.state !== 'proposed') return { no: { ok: false, why: 'decided' } }
    if (change.by === by) return { no: { ok: false, why: 'own' } }
    return { change }
  }
  const close = (n: number, state: 'rejected' | 'withdrawn', by: string, why: string | null): Decided => {
    const decision = { state, by, at: deps.now().getTime(), why, effectiveAt: null }
    const isDone = commitTo(deps.db, () => books.rows.decide(n, decision))
    books.forget()
    return isDone ? { ok: true } : { ok: false, why: 'decided' }
  }

  const approve = async (n: number, by: string): Promise<Decided> => {
    const open = openTo(n, by)
    if ('no' in open) return open.no
    const { faults } = await newFaults(deps, books, open.change, beginsAt(open.change, deps.now()))
    if (faults.length > 0) return { ok: false, why: 'faults', faults }
    const now = deps.now()
    const effectiveAt = beginsAt(open.change, now)
    try {
      const isDone = commitTo(deps.db, () => {
        const at = now.getTime()
        const decision = { state: 'approved', by, at, why: null, effectiveAt } as const
        if (!books.rows.decide(n, decision)) return false
        books.publish()
        return true
      })
      return isDone ? { ok: true, edition: books.at(effectiveAt).id } : { ok: false, why: 'decided' }
    } finally {
      books.forget()
    }
  }

  return {
    approve: (n: number, by: string) => serial(() => approve(n, by)),
    reject: (n: number, by: string, why: string) =>
      serial(async () => {
        const open = openTo(n, by)
        return 'no' in open ? open.no : close(n, 'rejected', by, why.trim().slice(0, MAX_WHY_CHARS))
      }),
    withdraw: (n: number, by: string) =>
      serial(async (): Promise<Decided> => {
        const change = books.rows.change(n)
        if (change === undefined) return { ok: false, why: 'unknown' }
        if (change.by !== by) return { ok: false, why: 'not_yours' }
        return close(n, 'withdrawn', by, null)
      }),
  }
}

/** What was checked must still be so when it is written: the next decision waits for this one. */
function inTurn() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine.catch(() => {})
    return mine
  }
}
