/** @module The port to a conversation that is only tried: nothing of it is kept, and no case, queue or figure learns of it. */

import type { OfficeRequest } from './chat.ts'
import type { Choice } from './message.ts'

/** `did`: what would have gone to the office. */
export type TriedLine =
  | { from: 'resident' | 'bot' | 'system'; text: string; choices?: Choice[] }
  | { from: 'did'; what: OfficeRequest['type'] }

export type Rehearsal = {
  /** Of this member alone; gone when the process ends, or when many others try meanwhile. */
  lines(staffId: string): TriedLine[]
  /** A choice by its id, as a resident taps it. */
  say(staffId: string, said: { text: string } | { choice: string }): void
  restart(staffId: string): void
}
