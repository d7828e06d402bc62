/** @module The port of those who work cases: lists, one case with all that is known, and its changes. */

import type { Instant, Value } from './chat.ts'
import type { ConsentGiven } from './consent.ts'
import type { CaseEvent, CaseKind, CaseState, ChannelId, Language } from './lists.ts'

export const CASE_DUES = ['overdue', 'today', 'week'] as const
export const CASE_ORDERS = ['due', 'filed', 'changed'] as const

export type CaseFilter = {
  kind?: CaseKind
  /** `open` (the default) is all that is not over. */
  state?: CaseState | 'open' | 'all'
  /** The code of a kecamatan or kelurahan. */
  place?: string
  due?: (typeof CASE_DUES)[number]
  urgent?: true
  late?: true
  /** A case number or a part of one. */
  number?: string
}

/** What stands in clear; a list reveals nobody. */
export type CaseLine = {
  number: string
  kind: CaseKind
  state: CaseState
  channel: ChannelId
  /** "Kelurahan Margahayu, Kecamatan Bekasi Timur", or nothing. */
  place: string
  filedAt: Instant
  occurredAt?: Instant
  changedAt: Instant
  dueAt?: Instant
  /** The fact that sets `dueAt`. */
  dueBy?: string
  urgent: boolean
  /** Reported after its limit. */
  late: boolean
  /** Filed by somebody who is not of age: an adult is called, and it is kept the shortest. */
  child: boolean
  duplicateOf?: string
}

export type CasePage = {
  lines: CaseLine[]
  /** Of the whole filter. */
  total: number
  page: number
  pages: number
  /** By the same filter but its state. */
  counts: Record<CaseState, number>
}

/** What became of the notice of a change: `held` until `at` it can be withdrawn, `handed` the chat has it. */
export type NoticeState =
  | { state: 'held'; at: Instant }
  | { state: 'waiting' | 'handed' | 'given_up' | 'withdrawn' }

export type FieldChange = { field: string; before?: Value; after?: Value }

export type CaseHistory = {
  n: number
  at: Instant
  what: CaseEvent
  state: CaseState
  /** The member's id, or `chat`. */
  by: string
  note?: string
  changes: FieldChange[]
  /** The other case, where two were joined or parted; the other chat, where it was opened again from one. */
  other?: string
  notice?: NoticeState
}

export type CaseFile = CaseLine & {
  chatId: string
  /** Where its resident is reached now: another chat once the first was locked and the case opened again from there. */
  reachedAt: string
  language: Language
  /** Rises with each change: whoever changes names the one they saw. */
  version: number
  fields: Readonly<Record<string, Value>>
  /** False once its key was erased: then nothing that was told can be read or written. */
  isReadable: boolean
  placeCode?: string
  deadlineAt?: Instant
  /** The case it corrects. */
  of?: string
  history: CaseHistory[]
  /** What was said to its chat about each purpose, and answered. */
  consents: ConsentGiven[]
  duplicates: CaseLine[]
  /** Cases that may tell of the same. */
  alike: CaseLine[]
  /** The request that withdrew the consent to it, '' when that was erased: from then on it can only be closed. */
  stoppedBy?: string
  /** Reports that this request stopped; empty for every other kind. */
  stops: CaseLine[]
  /** All cases of this chat but itself. */
  ofChat: CaseLine[]
  /** The last change can be taken back until then. */
  undoUntil?: Instant
}

/** `changed` carries the version that stands; nothing was written then. */
export type CaseOutcome =
  | { ok: true }
  | {
      ok: false
      /** `stopped`: consent was withdrawn, it can only be closed. */
      why: 'unknown' | 'changed' | 'not_a_step' | 'follows' | 'too_late' | 'leads' | 'unreadable' | 'stopped'
    }
  | { ok: false; why: 'invalid'; fields: string[] }

/** Who changes what they saw; the same `key` twice acts once. */
export type CaseHand = { key: string; number: string; version: number; by: string }

export type CaseRow = CaseLine & { fields: Readonly<Record<string, Value>> }

export type PlaceChoice = { code: string; name: string; villages: { code: string; name: string }[] }

export type CaseDesk = {
  list(filter: CaseFilter, order: (typeof CASE_ORDERS)[number], page: number): Promise<CasePage>
  open(number: string): Promise<CaseFile | undefined>
  /** Tells the chat that filed it, and the chats of its duplicates, once the time to undo it is over. */
  move(hand: CaseHand, state: CaseState, note: string | undefined): Promise<CaseOutcome>
  /** Takes back the last change of state while nobody was told of it. */
  undo(hand: CaseHand): Promise<CaseOutcome>
  /** Texts as people type them, by field; '' empties one. What was there stays in the history. */
  edit(hand: CaseHand, texts: Readonly<Record<string, string>>): Promise<CaseOutcome>
  /** Writes down which fields the resident was asked for. */
  asked(hand: CaseHand, fields: readonly string[]): Promise<CaseOutcome>
  /** This case tells of the same as `other`, which leads from now on. */
  join(hand: CaseHand, other: string): Promise<CaseOutcome>
  part(hand: CaseHand): Promise<CaseOutcome>
  /** Closes the reports that a withdrawn consent stopped, and its request is done. Each chat is told as by `move`. */
  carryOutWithdrawal(hand: CaseHand): Promise<CaseOutcome>
  count(filter: CaseFilter): Promise<number>
  /** The whole filtered list with what was told, opened a few at a time. */
  rows(filter: CaseFilter): AsyncIterable<CaseRow>
  /** The first-stage report of an accident as PDF; undefined for any other, and for one that was stopped. */
  form(number: string): Promise<Uint8Array | undefined>
  /** Whom lists can be narrowed to. */
  places(): PlaceChoice[]
  /** `undoSeconds`: how long the notice of a step waits. */
  limits: { noteChars: number; fieldChars: number; undoSeconds: number }
}
