/** @module Facts and rules as staff keep them: dated versions, proposals, approvals by a second person. Data only. */

import type { Instant } from './chat.ts'
import type { Language } from './lists.ts'

/** How a fact stands today; each is told by a colour and a word. */
export const FACT_STANDINGS = ['missing', 'expired', 'unsure', 'demo', 'not_yet', 'due', 'true'] as const
export type FactStanding = (typeof FACT_STANDINGS)[number]

/** One version of a fact, in words. */
export type FactVersion = {
  text: Record<Language, string>
  /** `verified`, `press_only`, `unsure`, `missing` or `demo`. */
  status: string
  source: { title: string; url?: string; date?: string }
  /** ISO days in Jakarta. */
  checkedOn: string
  validFrom?: string
  validTo?: string
}

export type FactView = FactVersion & {
  id: string
  /** Text key `console.facts.unit.<unit>`. */
  unit: string
  standing: FactStanding
  checkDue?: Instant
  /** Who can supply it, where that is known. */
  giver?: string
  /** A note of whoever wrote the first edition, in English. */
  note?: string
  /** Proposals nobody has decided on, and approved versions that are not in force yet. */
  proposed: number
  scheduled: number
}

/** What a form brings, as typed; empty is nothing. Days are ISO days, `effective` is `2026-11-26T08:00` in Jakarta. */
export type FactDraft = {
  value: string
  valueEn: string
  status: string
  sourceTitle: string
  sourceUrl: string
  sourceDate: string
  checkedOn: string
  validFrom: string
  validTo: string
  reason: string
  /** Empty: as soon as it is approved. */
  effective: string
}

/** What a person may say of how sure a value is. */
export const DRAFT_STATUSES = ['verified', 'press_only', 'unsure'] as const

/** A field that cannot stay as it was typed; text key `console.facts.fault.<why>`. */
export type DraftFault = { field: keyof FactDraft; why: string }

/**
 * `superseded` was in force once or was overtaken before; `in_force` is told now; `scheduled` waits for its day.
 */
export const CHANGE_STATES = [
  'proposed',
  'scheduled',
  'in_force',
  'superseded',
  'rejected',
  'withdrawn',
] as const
export type ChangeState = (typeof CHANGE_STATES)[number]

export type FactChange = {
  n: number
  fact: string
  state: ChangeState
  /** Back to what stood before every change of the office. */
  isFirst: boolean
  version: FactVersion
  reason: string
  /** The change this one takes back. */
  undoes?: number
  by: string
  at: Instant
  decidedBy?: string
  decidedAt?: Instant
  decidedWhy?: string
  /** Wished, or, once approved, so decided; absent: as soon as it is approved. */
  effectiveAt?: Instant
}

/** Where else a fact is used than in words: a link, a way of a flow, a row of a table, hours, a deadline. */
export type FactUse = { kind: 'link' | 'way' | 'row' | 'hours' | 'holidays' | 'deadline'; at: string }

export type FactDetail = FactView & {
  /** As a form shows it for changing. */
  draft: FactDraft
  /** A yes or no, where the unit alone does not say so. */
  isYesNo: boolean
  hasEnglish: boolean
  /** The newest first. */
  changes: FactChange[]
  /** What stands in the rules the service came with. */
  first: FactVersion
  /** The change that may be taken back. */
  undoable?: number
  uses: FactUse[]
}

export type MessagePreview = {
  key: string
  /** Text key of the title of the conversation that says it. */
  title?: string
  before: Record<Language, string>
  after: Record<Language, string>
}

/** A fault of the flow check: in English, as engineers read it, with its place. */
export type EditionFault = { rule: string; place: string; message: string }

export type ChangePreview = {
  before: FactVersion
  after: FactVersion
  /** Moments from which it was looked at: the one it begins with, and later ones of other versions. */
  checkedAt: Instant[]
  messages: MessagePreview[]
  uses: FactUse[]
  /** That were not there without it: with one of them nothing is published. */
  faults: EditionFault[]
}

export type Decided =
  | { ok: true; edition?: string }
  | { ok: false; why: 'unknown' | 'own' | 'decided' | 'not_yours' }
  | { ok: false; why: 'faults'; faults: EditionFault[] }

export type Proposed =
  | { ok: true; n: number }
  | { ok: false; why: 'unknown' | 'same' }
  | { ok: false; why: 'draft'; faults: DraftFault[] }

/** An edition that was published: immutable, named by its content. */
export type EditionView = { id: string; from: Instant; facts: number; changes: number[]; isNow: boolean }

export type TableInput = { name: string; values?: string[]; min?: number; max?: number }
export type TableRow = {
  id: string
  /** By input: the values that fit, or a range; inputs that do not matter are absent. */
  when: { input: string; values?: string[]; min?: number; max?: number; orUnknown?: boolean }[]
  outcome: string
  /** Text key. */
  reason: string
  facts: string[]
}
export type TableView = {
  id: string
  version: string
  hitPolicy: 'first'
  inputs: TableInput[]
  rows: TableRow[]
  /** Id `otherwise`, without conditions. */
  otherwise: TableRow
}
export type Trial = {
  row: string
  outcome: string
  reason: string
  /** The reason as residents read it. */
  why: string
  facts: string[]
  /** Single changes that would lead elsewhere. */
  nearest: { input: string; value: string; outcome: string }[]
}

export type Editions = {
  facts(): Promise<FactView[]>
  fact(id: string): Promise<FactDetail | undefined>
  changes(options?: { state?: ChangeState; limit?: number }): Promise<FactChange[]>
  change(n: number): Promise<FactChange | undefined>
  editions(): Promise<EditionView[]>
  /** What a draft or a proposal would change; a draft with faults gives those instead. */
  preview(fact: string, draft: FactDraft): Promise<ChangePreview | { faults: DraftFault[] } | undefined>
  previewOf(n: number): Promise<ChangePreview | undefined>
  /** The same `key` twice proposes once. */
  propose(key: string, fact: string, draft: FactDraft, by: string): Promise<Proposed>
  /** A proposal of what stood before a change. */
  undo(key: string, n: number, by: string): Promise<Proposed>
  /** Publishes: somebody else than who proposed it, and only when the flow check finds nothing new. */
  approve(n: number, by: string): Promise<Decided>
  reject(n: number, by: string, why: string): Promise<Decided>
  /** By who proposed it, before anybody decided. */
  withdraw(n: number, by: string): Promise<Decided>
  tables(): Promise<TableView[]>
  /** Plays a table; what is unknown or out of range counts as unknown. */
  tryTable(id: string, answers: Record<string, string>, language: Language): Promise<Trial | undefined>
}
