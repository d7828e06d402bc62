/** @module Limits of the streams of the staff pages, and when one must end. */

import type { StaffVisit } from './deps.ts'

export const LIVE = {
  /** A stream ends by itself after this; the browser comes back and resumes. */
  streamMs: 5 * 60_000,
  /** Between two sendings. */
  restMs: 200,
  /** How long nothing is sent where nothing happens: waits are said in minutes. */
  lookMs: 15_000,
  /** Newest alarms that are looked at for an emergency. */
  alarms: 20,
  /** Who is logged out, or locked, sees nothing more. */
  mayGoOn: (visit: StaffVisit): Promise<boolean> => visit.stillIn(),
} as const
