/** @module A no to the question whether something may be sent on. Nothing was filed; that it was asked and refused is kept. */

import type { Purpose } from '../core/consent.ts'
import { type Run, request } from './run.ts'

export function refused(run: Run, purpose: Purpose): void {
  // Walked again after a correction it is no second answer.
  if (run.quiet) return
  request(run, { type: 'consent', purpose, answer: 'refused', language: run.session.lang })
}
