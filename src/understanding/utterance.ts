/** @module What understanding says about one message. Types only; nothing here decides what to answer. */

import type { Intent, Language } from '../core/lists.ts'

/** One word of the message; `start` and `end` are offsets into `raw`, `normal` may be several words or empty. */
export type Token = { raw: string; normal: string; start: number; end: number }

/** Words that mean the same at every question. `aid_or_help` is a bare "bantuan": help here, or social aid? */
export type Reserved =
  | 'menu'
  | 'cancel'
  | 'back'
  | 'repeat'
  | 'staff'
  | 'help'
  | 'aid_or_help'
  | 'resume'
  | 'skip'
  | 'clear_screen'
  | 'clear_chat'
  | 'switch_language'

export type IntentGuess = { intent: Intent; confidence: number }

/** One ask among several: its own words, what they mean and about which topic. */
export type Ask = IntentGuess & { text: string; topic?: string }

/**
 * A message as understood without its dialogue.
 * @example {"raw":"tlg pak","normal":"tolong bapak","tokens":[],"intents":[{"intent":"greet","confidence":0.4}],
 * "emergency":false,"accident":false,"death":false,"correction":false,"negated":false,"language":"id","about":"unknown"}
 */
export type Utterance = {
  /** As written, cut to 2,000 characters. */
  raw: string
  /** Standard Indonesian, lower case, spelling repaired; numbers and names are never altered. */
  normal: string
  tokens: Token[]
  /** Best first, calibrated 0..1; never empty. */
  intents: IntentGuess[]
  /** What else it asks, where clauses of it ask different things: surest readings in the order written. */
  asks?: Ask[]
  /** The sub-topic of a question where a keyword names one, see `topic.ts`. */
  topic?: string
  /** Only when the whole message is the reserved word; politeness around it is allowed. */
  reserved?: Reserved
  /** Somebody needs help now; not an accident of last week. */
  emergency: boolean
  /** The model alone sees that danger, no rule names it: inside a report that has begun with 112 it is the story. */
  sensed?: true
  /** News of an accident or injury, told in words or sure to the model: 112 stands in the first reply. */
  accident: boolean
  /** News that somebody died. */
  death: boolean
  /** The message takes an earlier answer back ("eh salah", "ralat", "bukan X tapi Y"). */
  correction: boolean
  negated: boolean
  language: Language
  /** Who is meant: the writer, or somebody else ("suami saya", "temen gw"). */
  about: 'self' | 'other' | 'unknown'
}
