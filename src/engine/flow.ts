/** @module What a flow is: data, typed against its own nodes and slots and against a catalogue of texts, facts and tables. */

import type { Purpose } from '../core/consent.ts'
import type { CaseKind, HandOverReason, Intent } from '../core/lists.ts'

/** Kinds of answer; one file each in `answers/`. A list of words is a choice among them. */
export const ANSWER_TYPES = [
  'yes_no',
  'choice',
  'text',
  'name',
  'moment',
  'age',
  'place',
  'where',
  'phone',
  'money',
  'photo',
  'location',
  'case_number',
  'code',
] as const
export type AnswerType = (typeof ANSWER_TYPES)[number]
export type SlotType = Exclude<AnswerType, 'choice'> | readonly string[]

/**
 * `cues` are words beside which a volunteered value belongs to this slot (`ktp` for the place of the card);
 * `volunteer: false` never fills it from a message that answered something else.
 */
export type Slot =
  | SlotType
  | {
      type: SlotType
      cues?: readonly string[]
      volunteer?: boolean
      /** Of a place only the government matters: which kelurahan of the city it is, is not asked back. */
      coarse?: boolean
    }

/** How messages sent in a burst are taken; `each` is the default. */
export type Policy = 'each' | 'join' | 'last'

/** Names a catalogue gives; `flows/define.ts` binds them to the locales and the rules. */
export type Catalogue = { text: string; fact: string; table: string; verdict: string; flow: string }

export type Condition<S extends string> =
  | { slot: S; is: string | boolean | readonly (string | boolean)[] }
  | { slot: S; known: boolean }

export type SayNode<N, S extends string, C extends Catalogue> = {
  kind: 'say'
  text: C['text']
  /** Lines of a list below the text, each under its own condition. */
  items?: readonly { text: C['text']; when?: Condition<S> }[]
  /** A checklist of the rules: only the papers that this very case needs are listed, by its slots. */
  papers?: string
  /** A link fact shown as a button where the channel has one. */
  link?: { fact: C['fact']; label: C['text'] }
  /** Asks the office for what is written down about this chat; it is told by itself when it comes. */
  asks?: 'own_data'
  /** Their leave for this was asked and not given: the office writes it down. */
  refuses?: Purpose
  next: N
}

/** What every question has; absent fields come from the engine's defaults. */
export type Question<N, C extends Catalogue> = {
  text: C['text']
  /** Said after an answer that was not understood; says what is expected. */
  retry?: C['text']
  /** Said for "?" and "bingung". */
  help?: C['text']
  /** Said when a voice note, sticker, photo or document comes where it does not fit. */
  media?: C['text']
  /** Answers not understood before a person is offered. */
  tries?: number
  policy?: Policy
  /** Where to go after silence; `resume` (default) leaves the question open and offers to go on. */
  timeout?: N | 'resume'
}

export type AskNode<N, S extends string, C extends Catalogue> = Question<N, C> & {
  kind: 'ask'
  into: S
  next: N
  /** "lewati" and "tidak tahu" leave the slot empty (null) and go on. */
  skippable?: boolean
  /** Asked only when this holds; otherwise passed over. */
  when?: Condition<S>
  /** Asks again although the slot is filled (an edit on purpose). */
  again?: boolean
}

/** A question whose choices lead straight on; labels stand under `<text>.<choice>`. */
export type ChooseNode<N, C extends Catalogue> = Question<N, C> & {
  kind: 'choose'
  to: Readonly<Record<string, N>>
  /** Passed over to the end when this flow is a digression: the open question comes back instead. */
  onlyAlone?: boolean
}

/** The summary that can be corrected: shows `text`, goes on with yes, else asks which of `slots` is wrong. */
export type ReviewNode<N, S extends string, C extends Catalogue> = Question<N, C> & {
  kind: 'review'
  slots: readonly S[]
  next: N
}

export type DecideNode<N, S extends string, C extends Catalogue> =
  | {
      kind: 'decide'
      /** A decision table; inputs are slots of the same names. The verdict is kept in the slot `verdict`. */
      by: C['table']
      to: Readonly<Partial<Record<C['verdict'], N>>>
    }
  | { kind: 'decide'; on: S; to: Readonly<Record<string, N>>; otherwise: N }
  | { kind: 'decide'; when: Condition<S>; then: N; otherwise: N }
  /** Can this fact be told today? */
  | { kind: 'decide'; fact: C['fact']; then: N; otherwise: N }
  /** Has this chat filed cases? */
  | { kind: 'decide'; own: 'cases'; then: N; otherwise: N }
  /** The first visit of this resident? */
  | { kind: 'decide'; first: 'visit'; then: N; otherwise: N }

type Wait<N> = {
  /** When the office has not answered in time. */
  timeout: N
}

export type LookUpNode<N, S extends string> = Wait<N> & {
  kind: 'look_up'
  number: S
  code: S
  into: S
  to: { found: N; not_found: N; limited: N }
}

export type SecureFormNode<N, C extends Catalogue> = Wait<N> & {
  kind: 'secure_form'
  /** Said with the link; may name `until`, the hour at which it ends. The answer comes later, as news. */
  text: C['text']
  /** On the link's button. */
  label: C['text']
  next: N
  /** No link is given today. */
  refused: N
}

export type FileNode<N, S extends string> = Wait<N> & {
  kind: 'file'
  case: CaseKind
  fields: readonly S[]
  /** The slot that says when it happened; the deadline counts from its earliest moment. */
  occurred?: S
  urgent?: boolean
  into: S
  next: N
}

export type HandOverNode<N> = Wait<N> & {
  kind: 'hand_over'
  reason: HandOverReason
  urgent?: boolean
  /** Where to go on when staff hand the chat back to its question. */
  next: N
}

export type CallNode<N, C extends Catalogue> = {
  kind: 'call'
  flow: C['flow']
  /** Absent: this flow is over and the other takes its place. */
  next?: N
}

export type EndNode<C extends Catalogue> = { kind: 'end'; text?: C['text']; refuses?: Purpose }

export type Node<N extends string, S extends string, C extends Catalogue> =
  | SayNode<N, S, C>
  | AskNode<N, S, C>
  | ChooseNode<N, C>
  | ReviewNode<N, S, C>
  | DecideNode<N, S, C>
  | LookUpNode<N, S>
  | SecureFormNode<N, C>
  | FileNode<N, S>
  | HandOverNode<N>
  | CallNode<N, C>
  | EndNode<C>

export type FlowOf<N extends string, S extends string, C extends Catalogue> = {
  id: C['flow']
  /** What the conversation is called when it is offered again ("laporan kecelakaan"). */
  title: C['text']
  startedBy: readonly Intent[]
  /** Where a question about this topic enters, by the topic that understanding names. */
  topics?: Readonly<Record<string, NoInfer<N>>>
  slots: Readonly<Record<S, Slot>>
  first: NoInfer<N>
  /** One reminder when a started conversation is left alone. */
  reminder?: { afterMs: number; text: C['text'] }
  /** Removed nodes and their successors, so that an edit strands nobody. */
  moved?: Readonly<Record<string, NoInfer<N>>>
  nodes: Readonly<Record<N, Node<NoInfer<N>, NoInfer<S>, C>>>
}

/** The engine's own view of a flow, without the names that only its author's compiler knows. */
export type AnyCatalogue = { text: string; fact: string; table: string; verdict: string; flow: string }
export type AnyNode = Node<string, string, AnyCatalogue>
export type Flow = FlowOf<string, string, AnyCatalogue>
export type NodeKind = AnyNode['kind']
export type NodeOf<K extends NodeKind> = Extract<AnyNode, { kind: K }>

/** All flows after defaults, by id; `hash` is of the content, computed at load. */
export type LoadedFlow = Flow & { hash: string }
export type Flows = ReadonlyMap<string, LoadedFlow>
