/** @module How long each class of data is kept, and what happens then: one table, executed daily. */

import type { Instant } from './chat.ts'
import { fromJakarta, toJakarta } from './jakarta.ts'

/** Whole months that a chat's lines stay beside the conversation; older ones lie in the archive of their month. */
const ARCHIVE_AFTER_MONTHS = 3

/** The daily round moves what was written before then. It is kept as long as its chat, and erased with it. */
export function archiveBefore(now: Instant): Instant {
  const { year, month } = toJakarta(new Date(now))
  return fromJakarta({ year, month: month - ARCHIVE_AFTER_MONTHS, day: 1 }).getTime()
}

/**
 * `fact` names the fact of `rules/` that residents are told: its value goes before `keepDays`, so that what is said and
 * what is done are one. Everything marked `proposal` waits for the city's archive schedule (JRA) and its legal unit.
 */
export type Keep = {
  what: string
  keepDays: number
  from: string
  fact?: string
  action: 'erase' | 'delete' | 'by_hand' | 'by_itself'
  why: string
  status: 'proposal' | 'law'
}

const CLASSES = {
  chat: {
    what: 'chat: journal, session, addresses, mask, files, replies on their way',
    keepDays: 180,
    from: 'the last message; not while a case of the chat is open, or is kept with files that lie in the chat',
    fact: 'simpan_percakapan',
    action: 'erase',
    why: 'told to residents; UU 27/2022 art. 16(2), 42-44',
    status: 'proposal',
  },
  case: {
    what: 'case: what was told, notes, look-up code, words of names',
    keepDays: 730,
    from: 'done or closed',
    fact: 'simpan_laporan',
    action: 'erase',
    why: 'told to residents; claims have to be answered for; then the archive schedule',
    status: 'proposal',
  },
  child_case: {
    what: 'case that tells of a child',
    keepDays: 365,
    from: 'done or closed',
    action: 'erase',
    why: "UU 27/2022 art. 4 and 25: a child's data is specific data; the shortest",
    status: 'proposal',
  },
  misunderstood: {
    what: 'messages that were not understood, sealed under their chat',
    keepDays: 90,
    from: 'written',
    action: 'delete',
    why: 'only to teach the service; the masked examples that were exported stay',
    status: 'proposal',
  },
  look_up: {
    what: 'tries to look up a case: keyed hash of the number',
    keepDays: 30,
    from: 'tried',
    action: 'delete',
    why: 'limits count one day; a month shows a pattern',
    status: 'proposal',
  },
  dead_letter: {
    what: 'messages that could not be given to their chat, sealed',
    keepDays: 14,
    from: 'received',
    action: 'delete',
    why: 'longer than any platform tries again (7 days)',
    status: 'proposal',
  },
  shift_note: {
    what: 'notes of staff for the next shift, sealed',
    keepDays: 90,
    from: 'written',
    action: 'delete',
    why: 'may name people; of no use after',
    status: 'proposal',
  },
  consent: {
    what: 'which text of the purposes was shown and answered, and when',
    keepDays: 1825,
    from: 'withdrawn, or the chat erased',
    action: 'delete',
    why: 'burden of proof, UU 27/2022 art. 24',
    status: 'proposal',
  },
  access_log: {
    what: 'audit log of staff: chained, ids alone',
    keepDays: 730,
    from: 'written',
    action: 'by_hand',
    why: 'art. 31 and 46; a chain is cut only with its anchor, so no timer does it',
    status: 'proposal',
  },
  line_keys: {
    what: 'WhatsApp Web: what was sent and received, kept to answer other phones',
    keepDays: 14,
    from: 'sent or received',
    action: 'by_itself',
    why: 'the longest age the library allows for',
    status: 'proposal',
  },
  backup: {
    what: 'encrypted copies',
    keepDays: 35,
    from: 'made',
    action: 'by_hand',
    why: 'what was erased is unreadable in them once the keys of that day are gone',
    status: 'proposal',
  },
} as const satisfies Record<string, Keep>

/** What one class holds now, and what the next round would take. */
export type RetentionView = Keep & {
  class: RetentionClass
  /** Undefined where no timer does it. */
  wouldGo?: number
  last?: { at: number; n: number }
}

export type RetentionDesk = {
  /** A dry run: counts alone, nothing is taken. */
  view(): Promise<{ nextAt: number | undefined; classes: RetentionView[] }>
}

export type RetentionClass = keyof typeof CLASSES
export const RETENTION: Readonly<Record<RetentionClass, Keep>> = CLASSES
export const RETENTION_CLASSES = Object.keys(CLASSES) as RetentionClass[]
