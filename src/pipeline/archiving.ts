/** @module Old lines leave the journal for the archive of their month, a few at a time, beside all other work. */

import type { Instant } from '../core/chat.ts'
import { PARTED } from './arriving/part.ts'
import type { Deps } from './deps.ts'
import type { State } from './state.ts'

/** About five milliseconds of work: nobody waits longer for it. */
const AT_ONCE = 200
/** Of one day; the rest goes on the next. */
const MOST = 500_000

/**
 * Takes what was written before `before`; gives how many lines. Each few are on the disk of the archive before they
 * leave the journal, so that a kill between the two leaves them in both: the next round finds them, and the archive
 * keeps each line once. What is still to be handled or sent, or may be sent again, stays.
 * @throws StoreUnavailable
 */
export async function archiveOld(
  { store, archive, breathe }: Pick<Deps, 'store' | 'archive' | 'breathe'>,
  state: Pick<State, 'stopping'>,
  before: Instant,
): Promise<number> {
  if (archive === undefined) return 0
  let moved = 0
  let after = 0
  while (!state.stopping && moved < MOST) {
    const rows = store.journal.oldest(after, AT_ONCE)
    const last = rows.at(-1)
    // Rows stand as they came; some tell an older time. Where a whole batch is young, so is what follows.
    if (last === undefined || rows.every(({ line }) => line.at >= before)) break
    after = last.row
    const old = rows.filter(
      ({ line, isNeeded }) => line.at < before && isNeeded === 0 && line.kind !== PARTED,
    )
    if (old.length > 0) {
      const lines = old.map(({ line }) => line)
      store.guard(() => archive.keep(lines))
      store.commit(() => {
        for (const { chatId, seq } of lines) store.journal.drop(chatId, seq)
      })
      moved += lines.length
    }
    await breathe()
  }
  return moved
}
