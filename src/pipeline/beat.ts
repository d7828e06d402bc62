/** @module Commits of one kind in a busy moment come in beats: an fsync each would cost more than what it keeps. */

import type { Instant } from '../core/chat.ts'
import type { Deps } from './deps.ts'

/** Resolves at once after a quiet moment, and a beat after the last time at most; what came meanwhile goes together. */
export function makeBeat(deps: Pick<Deps, 'beat' | 'breathe' | 'now'>): () => Promise<void> {
  const { beat } = deps
  if (beat === undefined) return () => deps.breathe()
  let last: Instant = Number.NEGATIVE_INFINITY
  return async () => {
    const left = last + beat.ms - deps.now()
    // Longer than a beat: the clock was set back meanwhile.
    await (left > 0 && left <= beat.ms ? beat.wait(left) : deps.breathe())
    last = deps.now()
  }
}
