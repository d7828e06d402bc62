/** @module Limits of what staff keep beside the chats. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export const QUEUE_LIMITS = {
  /** Chats one member may hold, unless a supervisor gave another number; emergencies and deaths come on top. */
  chatsEach: 8,
  /** Being seen is written down this often, not at every click. */
  seenEveryMs: MINUTE_MS,
  labelChars: 30,
  titleChars: 80,
  bodyChars: 2_000,
  shiftNoteChars: 1_000,
  shiftNotes: 20,
  /** A note for the next shift is old news after this. */
  shiftNoteMs: 36 * HOUR_MS,
} as const
