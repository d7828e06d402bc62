/** @module The words for a chat: who owns it, what moves it. Data only. */

import type { Purpose } from './consent.ts'
import type {
  CaseKind,
  CaseState,
  ChannelId,
  FileFault,
  HandOverReason,
  IdentityAnswer,
  IdentityNews,
  Intent,
  Language,
} from './lists.ts'

/** Epoch milliseconds, UTC. In code that formats or computes calendars it becomes a Date; Asia/Jakarta only when shown. */
export type Instant = number

/** Who may speak in a chat now. `staff:<id>` names one member of staff. */
export type Owner = 'bot' | 'queue' | `staff:${string}`

/** A file of a resident that the channel can fetch or that `src/media` already keeps. */
export type MediaRef = {
  /** The platform's reference, or `media:<id>` once kept by us. */
  ref: string
  mime?: string
  bytes?: number
}

export const MEDIA_TYPES = ['image', 'voice', 'sticker', 'document', 'video'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

/**
 * What a resident sent, free of any platform.
 * @example {"type":"choice","id":"eligibility.work.own_account"}
 */
export type Content =
  | { type: 'text'; text: string }
  | { type: 'choice'; id: string; label?: string }
  | { type: MediaType; caption?: string; media?: MediaRef }
  | { type: 'location'; lat: number; lng: number; label?: string }
  /** `isOwn`: the platform proves that it is (or is not) the sender's own number; absent where it proves nothing. */
  | { type: 'contact'; phone: string; name?: string; isOwn?: boolean }
  /** `what` is the platform's word for it; `edited` brings the `text` an earlier message was changed to. */
  | { type: 'unsupported'; what: string; text?: string }

/**
 * Where free words have to wait for the resident: an approved form of words that leaves at once, or `none` to wait
 * without one. Absent: whatever the line does by itself.
 */
export type Opener = 'none' | { text: string; template: { name: string; language: string } }

/** What staff do in a chat; `staffId` is the account (in demo a role name), `name` is never shown to residents. */
export type StaffAct =
  | { act: 'take'; staffId: string; name?: string }
  /** `seen`: the resident's newest line it answers, by its `seq`; refused once when they have written since. */
  | { act: 'reply'; staffId: string; text: string; seen?: number; opener?: Opener }
  | { act: 'note'; staffId: string; text: string }
  /** `ask`: beside a close, whether it has helped. */
  | { act: 'hand_back'; staffId: string; to: 'resume' | 'menu' | 'close'; ask?: true }
  /** To a colleague, who has it at once; the resident hears that somebody else goes on. */
  | { act: 'transfer'; staffId: string; to: string }
  /** For abuse: until then messages are kept and not answered, emergencies excepted. Without `until` it ends. */
  | { act: 'mute'; staffId: string; until?: Instant }
  /** Somebody wrote from the phone of the line itself: a takeover, and the words have left already. */
  | { act: 'typed'; staffId: string; text: string }
  /** Back into the queue: by the member of staff, or by the system after silence. */
  | { act: 'return_to_queue'; staffId: string; by: 'staff' | 'system' }

/** Times that fall due in a chat; `key` makes each unique in its chat, setting it again moves it. */
export const TIMERS = ['question', 'reminder', 'office', 'idle'] as const
export type TimerName = (typeof TIMERS)[number]

/**
 * Whatever moves a chat. `at` is when it was written or fell due (what "kemarin" counts from);
 * limits and timers count from the world's `now`.
 */
export type ChatEvent =
  | {
      type: 'message'
      id: string
      at: Instant
      content: Content
      /** When it came to us; `at` when absent. Platforms tell `at` in whole seconds, and bring some late. */
      receivedAt?: Instant
      /** Another message of the same chat is already waiting: its turn asks the question, this one does not. */
      followed?: boolean
      /** Somebody else may sit behind this line now: its old chat was locked, and this is the first word in a new one. */
      parted?: true
    }
  | { type: 'timer'; id: string; at: Instant; name: TimerName; key: string }
  | { type: 'office'; id: string; at: Instant; notice: OfficeNotice }
  /** `heard` is the `seq` of the resident's newest line, 0 where there is none. */
  | { type: 'staff'; id: string; at: Instant; act: StaffAct; heard?: number }
  /** A file of the resident could not be kept. */
  | { type: 'file'; id: string; at: Instant; media: MediaType; why: FileFault }

/** One answer as people read it: the label's text is already in the chat's language. */
export type Shown = { label: string; value: string }

/** A scalar or small record an answer became; JSON only. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

/** What a chat asks of the office. The effect's id makes a repeat a no-op. */
export type OfficeRequest =
  | {
      type: 'file_case'
      kind: CaseKind
      fields: Record<string, Value>
      summary: Shown[]
      language: Language
      urgent: boolean
      /** The earliest plausible moment of what happened (a diagnosis for a disease); the office computes the deadline. */
      occurredAt?: Instant
      /** Of an earlier case, when this one corrects it. */
      of?: string
    }
  | {
      type: 'request_staff'
      reason: HandOverReason
      topic: string
      summary: Shown[]
      urgent: boolean
      language: Language
    }
  /** Asked for their leave, the resident said no: written down like a yes. */
  | { type: 'consent'; purpose: Purpose; answer: 'refused'; language: Language }
  /** Sent by the resident beside or after the report: kept with the case. Of a case of another chat it is a no-op. */
  | { type: 'add_files'; number: string; files: readonly { ref: string; type: MediaType }[] }
  | { type: 'leave_queue' }
  /** What is written down about this chat: who looked, what was said of the purposes, until when it is kept. */
  | { type: 'own_data' }
  | { type: 'ask_position' }
  | { type: 'look_up_case'; number: string; code: string }
  /** A one-time link to the secure form, whose answer comes to this chat. */
  | { type: 'open_form'; language: Language }
  /** Their own number, as the platform proves it: it stands for the links to the secure form that are open. */
  | { type: 'prove_phone'; phone: string }
  /** A code that an officer gave at the counter, as it was written. */
  | { type: 'bind_chat'; code: string }
  | {
      type: 'alarm'
      reason: 'emergency' | 'broken_flow' | 'poison' | 'identity_changed' | 'file_lost'
      topic: string
    }
  /** Whether staff have helped, as the resident says; `staffId` had the chat. */
  | { type: 'rating'; helped: boolean; staffId: string }
  | {
      type: 'card'
      owner: Owner
      topic: string
      lastMessageAt: Instant
      unread: boolean
      /** Staff are done with it: nothing was left open. */
      closed?: true
    }
  /** The first message of a day (Asia/Jakarta): all the office counts of a chat that never needs it. */
  | { type: 'visit' }
  /** A message that counted as not understood: people say later what was meant. */
  | {
      type: 'misunderstood'
      /** What was written, masked at the door. */
      text: string
      /** The same in standard words: what is alike is shown together. */
      normal: string
      language: Language
      /** The question that was open; absent where nothing was. */
      flow?: string
      node?: string
      /** At most three, the likeliest first; `confidence` 0 to 1. */
      guesses: { intent: Intent; confidence: number }[]
    }

/** What the office tells a chat. `re` is the id of the request it answers, absent for news. */
export type OfficeNotice =
  | {
      type: 'case_filed'
      re: string
      number: string
      code: string
      kind: CaseKind
      deadlineAt?: Instant
      late?: boolean
    }
  | {
      type: 'queue_position'
      re?: string
      position: number
      open: boolean
      opensAt?: Instant
      hoursKnown: boolean
    }
  | { type: 'left_queue'; re: string }
  | {
      type: 'case_found'
      re: string
      number: string
      kind: CaseKind
      state: CaseState
      changedAt: Instant
      note?: string
      /** News of it come to this chat from now on: the one that filed it is locked. */
      isBack?: true
    }
  | { type: 'case_not_found'; re: string }
  | { type: 'look_up_limited'; re: string; untilAt: Instant }
  /** The link is a key: whoever has it may fill the form once, until then. */
  | { type: 'form_opened'; re: string; url: string; untilAt: Instant }
  /** Too many links today, or no address under which residents reach the form. */
  | { type: 'form_refused'; re: string }
  | { type: 'chat_bound'; re: string; isBound: boolean }
  /** Whether a link was open that the number now stands for. */
  | { type: 'phone_proven'; re: string; isKept: boolean }
  /** To what was asked on the secure form. `listedAt` is when the list that was looked at became current. */
  | { type: 'identity_answer'; answer: IdentityAnswer; listedAt?: Instant }
  | { type: 'identity_news'; what: IdentityNews }
  | {
      type: 'case_changed'
      number: string
      kind: CaseKind
      state: CaseState
      changedAt: Instant
      note?: string
    }
  /** `looked`: who of staff opened the chat or its cases, by role alone, newest first. `keptUntil`: if they never write again. */
  | {
      type: 'own_data'
      re: string
      looked: readonly { role: string; at: Instant }[]
      consents: readonly { purpose: string; answer: string; at: Instant }[]
      keptUntil?: Instant
    }
  /** What they asked to be erased goes at `at`; `kept` cases stay, and the chat where `chatStays`. */
  | {
      type: 'erasure_planned'
      number: string
      at: Instant
      scope: 'everything' | 'chat' | 'report'
      kept: number
      chatStays: boolean
    }
  /** Nothing is erased for now after all. */
  | { type: 'erasure_stopped'; number: string }
  /** No member of staff has spoken for too long: the chat takes it as `return_to_queue` by the system. */
  | { type: 'returned_to_queue'; position: number; open: boolean; opensAt?: Instant; hoursKnown: boolean }

/**
 * `mask` is of the address the chat was last written from, for lists of staff. `phone` is the number behind it where
 * the platform proves one ("+628…"): it is hashed and compared, never kept. `since` is when the chat began.
 */
export type ChatRef = {
  chatId: string
  channel: ChannelId
  mask?: string
  phone?: string
  since?: Instant
}
