/** @module What a turn wants done. Data only: `pipeline/turning/commit.ts` turns it into rows, nobody else acts on it. */

import type { Instant, OfficeRequest, Owner, TimerName, Value } from './chat.ts'
import type { Author } from './lists.ts'
import type { Origin, Reply } from './message.ts'

/**
 * `part` tells what a bubble is for: a `question` waits for an answer, a `text` does not.
 * Each effect's id is made from (chat, turn, index) by whoever commits the turn.
 */
export type Effect =
  | ({
      type: 'say'
      author: Author
      part: 'text' | 'question'
      reply: Reply
      /** Who of staff, for colleagues alone. */
      by?: string
      /** Where it has to wait for the resident, nobody is asked to write for its sake. */
      waits?: true
    } & Origin)
  /** Was said already, elsewhere than here: it stands in the journal and does not leave. */
  | { type: 'said'; author: Author; reply: Reply; by?: string }
  /** `id` is `<turn>.o<n>`: with the chat id before it, the id of the outbox row and what the answer carries as `re`. */
  | { type: 'office'; id: string; request: OfficeRequest }
  | { type: 'set_timer'; name: TimerName; key: string; dueAt: Instant }
  | { type: 'cancel_timer'; key: string }
  /** The new epoch stands in the session; a takeover (owner becomes staff) cancels unclaimed bot rows. */
  | { type: 'own'; owner: Owner; epoch: number }
  /** For the journal alone: what an officer or an engineer wants to know later. */
  | { type: 'note'; kind: NoteKind; data?: Record<string, Value> }
  /** The outcome of a staff act, for the port that carried it. */
  | { type: 'act_result'; ok: true }
  | { type: 'act_result'; ok: false; why: 'owned' | 'not_yours' | 'bot_owns' | 'too_long'; owner: Owner }
  | { type: 'act_result'; ok: false; why: 'newer'; owner: Owner; heard: number }

export const NOTES = [
  'understood',
  'misunderstood',
  'corrected',
  'flow_changed',
  'unknown_state',
  'limit_reached',
  'broken_flow',
  'kept_for_staff',
  'staff_note',
  'stale_event',
  'verdict',
  'file_lost',
] as const
export type NoteKind = (typeof NOTES)[number]
