/** @module A menu or an offer of next steps: open, but nothing to come back to. */

import type { Frame } from '../core/session.ts'
import { nodeOf, type Run, topOf } from './run.ts'

/** A menu or an offer of next steps is no question to come back to. */
export function isIdle(run: Run, frame: Frame): boolean {
  const node = nodeOf(run, frame)
  return frame.flow === 'menu' || (node?.kind === 'choose' && node.onlyAlone === true)
}

export function dropIdle(run: Run): void {
  for (let frame = topOf(run); frame && isIdle(run, frame); frame = topOf(run)) run.session.stack.pop()
}
