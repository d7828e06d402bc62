/** @module The two doors: `Chats` and `Office`. Whoever acts or reads goes through them; never inside a transaction. */

import type {
  ChatRef,
  Instant,
  MediaRef,
  OfficeNotice,
  OfficeRequest,
  Owner,
  Shown,
  StaffAct,
} from './chat.ts'
import type { Bindings } from './identity.ts'
import type {
  Author,
  CaseKind,
  CaseState,
  ChannelAlarm,
  ChannelId,
  HandOverReason,
  Language,
} from './lists.ts'
import type { Asked, Choice, DeliveryStatus, Incoming, Line, Origin } from './message.ts'

/** One line of a transcript, opened and masked. `seq` rises within the chat; a page resumes after it. */
export type ChatLine = Origin & {
  seq: number
  /** The outbox row's id for what we said, the inbox row's hash for what came in: a page shows each once. */
  id: string
  at: Instant
  from: 'resident' | Author | 'note'
  text: string
  choices?: Choice[]
  link?: { url: string; label: string }
  /** `state` of a file that is fetched from a platform; absent when it was kept at once. */
  media?: MediaRef & { type: string; state?: 'fetching' | 'kept' | 'lost' }
  ask?: Asked
  /** Where a shared place is. */
  place?: { lat: number; lng: number }
  /** Of a note: what it tells. `own` says whose the chat became. Staff alone see notes. */
  note?: string
  owner?: Owner
  /** Which member of staff wrote it; for staff alone. */
  by?: string
  /**
   * Of what we said. `cancelled` lines are shown to staff alone; `unknown` may have arrived or not;
   * `parked` waits until the resident writes again (the platform lets nothing else leave).
   */
  status?: DeliveryStatus | 'waiting' | 'cancelled' | 'unknown' | 'parked'
  /** It may stand there twice: a try before this one may have arrived. */
  isUnsure?: true
}

export type ChatView = {
  chatId: string
  channel: ChannelId
  owner: Owner
  epoch: number
  lang: Language
  flow?: string
  node?: string
  /** Masked, for staff lists. */
  mask: string
  /** What was answered so far in the running conversation, for staff. */
  summary: Shown[]
  lines: ChatLine[]
  /** For staff, where the platform lets free words leave only for a time after the person wrote. */
  window?: SendWindow
}

/** An approved form of words that leaves also when the window is shut; `id` is `knock` or one of TEMPLATES. */
export type SendTemplate = { id: string; text: string; template: { name: string; language: string } }

/** `knocks`: once it is shut, the first of the templates asks the person to write again; `askedAt` when one last did. */
export type SendWindow = {
  closesAt: Instant
  isOpen: boolean
  knocks: boolean
  templates: readonly SendTemplate[]
  askedAt?: Instant
}

export type ActResult =
  | { ok: true }
  | { ok: false; why: 'owned' | 'not_yours' | 'bot_owns' | 'too_long' | 'unknown_chat'; owner?: Owner }
  /** They wrote since: `heard` is what a reply that leaves all the same has to have seen. */
  | { ok: false; why: 'newer'; owner?: Owner; heard: number }

export type Chats = {
  /**
   * Takes what came in; resolves after the commit, so that a platform may be acknowledged.
   * @throws StoreUnavailable when nothing could be kept
   */
  receive(incoming: Incoming[]): Promise<void>
  /** News or an answer from the office; a repeat of `id` is a no-op. */
  tell(chatId: string, id: string, at: Instant, notice: OfficeNotice): Promise<void>
  /** What staff do; the same `key` twice acts once and gives the same result. A reply refused as `newer` may be sent again under its key. */
  act(chatId: string, key: string, act: StaffAct): Promise<ActResult>
  /** Lines after `after` (0: from the start), oldest first, at most `limit` (default 200, the last ones). */
  read(
    chatId: string,
    options?: { after?: number; limit?: number; forStaff?: boolean },
  ): Promise<ChatView | undefined>
  /** The chat of this line, if it has written before. Creates nothing. */
  find(line: Line): Promise<string | undefined>
  /**
   * Whoever sits before this screen is done with it: the line leads to no chat any more, and what is still to be said
   * there waits. The chat and its reports stay with staff. False when the line led nowhere.
   * @throws StoreUnavailable
   */
  leave(line: Line): Promise<boolean>
  /** Calls back after each commit that added lines; returns the way to stop. */
  follow(chatId: string, wake: () => void): () => void
}

/** A chat as the office lists it; kept up by effects, so that lists open no chat. */
export type Card = {
  chatId: string
  channel: ChannelId
  owner: Owner
  reason?: HandOverReason
  topic: string
  urgent: boolean
  waitingSince?: Instant
  lastMessageAt: Instant
  unread: number
  position?: number
  /** What was answered before a person was asked for. */
  summary?: Shown[]
}

export type CaseView = {
  number: string
  kind: CaseKind
  state: CaseState
  filedAt: Instant
  changedAt: Instant
  deadlineAt?: Instant
  chatId: string
  urgent: boolean
  summary: Shown[]
  note?: string
  of?: string
}

/** `chatId` is empty for the alarm of a whole line; `topic` then names the channel, and `overAt` since when it is well again. */
export type Alarm = {
  id: string
  at: Instant
  chatId: string
  reason: string
  topic: string
  overAt?: Instant
}

export type Office = Bindings & {
  /** Takes one request of a chat; a repeat of `id` is a no-op. Answers leave through the office's own outbox. */
  apply(from: ChatRef, id: string, request: OfficeRequest, at: Instant): Promise<void>
  /** Chats waiting for staff, deaths and emergencies first, then by waiting time. */
  queue(): Promise<Card[]>
  cards(options?: { owner?: Owner; limit?: number }): Promise<Card[]>
  cases(options?: { state?: CaseState; limit?: number }): Promise<CaseView[]>
  case(number: string): Promise<CaseView | undefined>
  /** Moves a case and tells its chat; the same `key` twice moves it once. False when there is no such case, or it was stopped. */
  changeCase(
    key: string,
    number: string,
    state: CaseState,
    note: string | undefined,
    staffId: string,
  ): Promise<boolean>
  alarms(options?: { limit?: number }): Promise<Alarm[]>
  /** Puts the alarm of a line before the team; a repeat of `id` only takes back that it was over. */
  raise(id: string, reason: ChannelAlarm, channel: ChannelId): Promise<void>
  /** These troubles of a line are over; resolves to how many alarms were open. */
  end(reasons: readonly ChannelAlarm[], channel: ChannelId): Promise<number>
}
