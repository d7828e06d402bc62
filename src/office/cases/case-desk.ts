/** @module The desk of those who work cases: the port in one place, each change one transaction. */

import type { CaseDesk } from '../../core/case-desk.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { carryOutWithdrawal } from '../erasure/withdrawal.ts'
import { editCase } from './edit.ts'
import { OK, writeHistory } from './hand.ts'
import { joinCase, partCase } from './join.ts'
import { countOf, pageOf, rowsOf } from './list.ts'
import { openCase } from './open.ts'
import { takeStep, undoStep } from './steps.ts'
import { atWork } from './stopped.ts'

/**
 * @param commit one transaction; throws StoreUnavailable when nothing can be written
 * @param wake called after each change
 */
export function makeCaseDesk(desk: Desk, commit: <T>(work: () => T) => T, wake: () => void): CaseDesk {
  const changed = <T>(work: () => T): T => {
    const outcome = commit(work)
    wake()
    return outcome
  }
  return {
    list: async (filter, order, page) => pageOf(desk, filter, order, page),
    open: async (number) => openCase(desk, number),
    count: async (filter) => countOf(desk, filter),
    rows: (filter) => rowsOf(desk, filter),
    move: async (hand, state, note) => changed(() => takeStep(desk, hand, state, note)),
    undo: async (hand) => changed(() => undoStep(desk, hand)),
    edit: async (hand, texts) => changed(() => editCase(desk, hand, texts)),
    asked: async (hand, fields) =>
      changed(() =>
        atWork(desk, hand, (found) => {
          const changes = fields.map((field) => ({ field }))
          writeHistory(desk, found, { key: hand.key, by: hand.by, what: 'asked' }, { changes })
          return OK
        }),
      ),
    join: async (hand, other) => changed(() => joinCase(desk, hand, other)),
    part: async (hand) => changed(() => partCase(desk, hand)),
    carryOutWithdrawal: async (hand) => changed(() => carryOutWithdrawal(desk, hand)),
    form: async (number) => {
      const file = openCase(desk, number)
      return file?.kind === 'accident' && file.stoppedBy === undefined
        ? await desk.deps.printForm(file)
        : undefined
    },
    places: () =>
      desk.deps.rules().places.districts.map(({ id, name, villages }) => ({
        code: id,
        name,
        villages: villages.map((one) => ({ code: one.id, name: one.name })),
      })),
    limits: { noteChars: LIMITS.noteChars, fieldChars: LIMITS.fieldChars, undoSeconds: LIMITS.undoMs / 1000 },
  }
}
