/** @module When the store cannot write, all is left alone for a moment; nothing is lost by it. */

import { StoreUnavailable } from '../core/errors.ts'
import { isBroken } from '../store/db.ts'
import { type Deps, LIMITS } from './deps.ts'
import { report } from './report.ts'
import type { State } from './state.ts'

export function pause(deps: Deps, state: State, error: unknown): void {
  report(deps, error instanceof StoreUnavailable ? 'store_unavailable' : 'pipeline_failed', error)
  state.pausedUntil = deps.now() + LIMITS.pauseMs
  if (isBroken(error)) deps.onBroken?.()
}

export function canWork(deps: Deps, state: State): boolean {
  return !state.stopping && !isResting(deps, state)
}

/** A pause is never longer than its limit, also when the clock was set back meanwhile. */
export function isResting(deps: Pick<Deps, 'now'>, state: State): boolean {
  const left = state.pausedUntil - deps.now()
  return left > 0 && left <= LIMITS.pauseMs
}
