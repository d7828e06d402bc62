/** @module The state of one chat between two turns: JSON, versioned, sealed at rest. */

import type { Content, Instant, Owner, Value } from './chat.ts'
import type { CaseKind, CaseState, HandOverReason, Language } from './lists.ts'

export const SESSION_VERSION = 1

/** One running flow. The top of the stack is the one that talks; those below wait for it to end. */
export type Frame = {
  flow: string
  /** Content hash of the flow when this frame last moved: another hash means the flow was edited meanwhile. */
  hash: string
  node: string
  slots: Record<string, Value>
  /** Nodes passed so far, in order, without the present one; corrections walk it again. */
  trail: string[]
  /** Answers to the present question that were not understood. */
  tries: number
  /** An answer that is half given: what is known, until the question asked back is answered. */
  partial?: Value
  /** A call (not a digression): its end goes on at this node of the frame below. */
  returnTo?: string
  /** Walking again after a correction: what was passed before is not said again until this node is reached. */
  again?: { until: string; passed: string[] }
  /** The one reminder of an abandoned flow was said. */
  reminded?: boolean
  /** Waiting for the office: the id of the request and what the resident wrote meanwhile. */
  waiting?: { re: string; since: Instant; kept: Content[] }
}

/** What a choice of an interposed question does when taken. */
export type OfferAction =
  | { do: 'start'; flow: string; node?: string }
  | { do: 'resume' }
  | { do: 'restart' }
  | { do: 'answer'; text: string }
  | { do: 'help' }
  | { do: 'staff'; reason: HandOverReason }
  | { do: 'rate'; helped: boolean; staffId: string }
  | { do: 'dismiss' }

/** A question the engine puts between (did you mean, go on or start anew); the next message answers or drops it. */
export type Offer = {
  kind: 'did_you_mean' | 'resume' | 'help_which' | 'next_step' | 'staff' | 'helped' | 'also'
  at: Instant
  /** What the resident had written when this was asked; taken up by the choice that begins anew. */
  heard?: string
  choices: { id: string; label: string; action: OfferAction }[]
}

/** A case filed from this chat, as last heard of from the office. */
export type OwnCase = {
  number: string
  kind: CaseKind
  state: CaseState
  changedAt: Instant
  code?: string
  deadlineAt?: Instant
  note?: string
  /** Filed from a chat that is locked: files sent here do not go with it. */
  isBack?: true
}

/**
 * All the engine knows of a chat. `owner` and `epoch` also stand in clear columns of the chat row; the store
 * fills them from there, so that deliver and the session never disagree.
 * @example {"v":1,"lang":"id","owner":"bot","epoch":0,"turn":0,"stack":[],"cases":[],"misses":0,"lastAt":0,"langSet":false}
 */
export type Session = {
  v: number
  lang: Language
  /** The resident asked for this language: detection no longer changes it. */
  langSet: boolean
  owner: Owner
  /** Raised by every change of owner. */
  epoch: number
  /** Turns taken so far; the first turn is 1. */
  turn: number
  stack: Frame[]
  offer?: Offer
  /** The question last put (`flow.node`) and since when: what came before that was written without it. */
  asked?: { question: string; at: Instant }
  /** What the same message asked besides: offered once the first ask is answered. */
  later?: { flow: string; node?: string; heard: string; at: Instant }
  /** They were told that English is spoken here. */
  englishTold?: true
  /** News of a case stands after what was last asked: a yes to it is no answer. Until they write or are asked. */
  news?: true
  /** The last flow that came to its end: thanks and stickers after it restart nothing. */
  ended?: { flow: string; at: Instant }
  cases: OwnCase[]
  /** What "batal" put aside, so that "lanjut" brings it back. */
  shelf?: { stack: Frame[]; at: Instant }
  /** When they were last told that their message came late to us. */
  lateTold?: Instant
  /** Not answered until then. Whoever calls for help is heard all the same, and for a while after. */
  muted?: { until: Instant; heardUntil?: Instant }
  /** Messages in a row that were not understood anywhere. */
  misses: number
  /** When the resident last wrote; 0 before the first message. */
  lastAt: Instant
  /** In the queue or with staff: why, and what stands open for the way back. */
  hand?: {
    reason: HandOverReason
    topic: string
    since: Instant
    returnTo?: string
    position?: number
    /** The newest request for a person: the timer of its wait stands under this id. */
    re?: string
    told?: Instant
  }
}

/** A chat nobody has written in yet. */
export function newSession(lang: Language): Session {
  return {
    v: SESSION_VERSION,
    lang,
    langSet: false,
    owner: 'bot',
    epoch: 0,
    turn: 0,
    stack: [],
    cases: [],
    misses: 0,
    lastAt: 0,
  }
}
