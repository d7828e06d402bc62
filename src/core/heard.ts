/** @module What residents wrote and the service did not get, and what staff say was meant. Data only. */

import type { Instant } from './chat.ts'
import { INTENTS, type Intent, type Language } from './lists.ts'

/** What a message was about: one of the intents, nothing of ours, or nobody can tell. */
export const HEARD_LABELS = [...INTENTS, 'not_ours', 'unclear'] as const
export type HeardLabel = (typeof HEARD_LABELS)[number]

export type HeardMessage = {
  id: string
  at: Instant
  language: Language
  /** Masked: identity numbers, phone numbers, addresses of mail. */
  text: string
  /** The question that was open, if any. */
  flow?: string
  node?: string
  /** The likeliest first; `confidence` 0 to 1. */
  guesses: { intent: Intent; confidence: number }[]
}

/** Messages that say about the same, the newest first; never empty. */
export type HeardGroup = { guess?: Intent; messages: HeardMessage[] }

/** One act of labelling: undone as a whole. */
export type HeardBatch = {
  id: string
  label: HeardLabel
  by: string
  at: Instant
  messages: HeardMessage[]
}

export type HeardFilter = { guess?: Intent | 'none'; language?: Language; search?: string }

export type HeardDesk = {
  /** The largest groups first; looks at the newest `LIMITS.heardSeen` messages that wait for a label. */
  open(filter?: HeardFilter): Promise<{ groups: HeardGroup[]; messages: number }>
  /** Acts of labelling, the newest first. */
  labelled(limit?: number): Promise<HeardBatch[]>
  /** Labels those that still wait; undefined when none of them does. */
  label(
    ids: readonly string[],
    label: HeardLabel,
    by: string,
  ): Promise<{ batch: string; count: number } | undefined>
  /** Takes a label back; returns how many messages wait again. */
  undo(batch: string): Promise<number>
  /** Training examples, `intent<TAB>text` a line, each once; what is unclear is left out, what is not ours is `off_topic`. */
  examples(): Promise<{ lines: number; tsv: string }>
}
