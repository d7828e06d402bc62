/** @module The port to what staff keep beside the chats: who waits, who has what, labels, ready words, who is on duty. */

import type { ChatRef, Instant, Owner, Shown } from './chat.ts'
import type { ChannelId, HandOverReason } from './lists.ts'
import type { ServiceClock } from './service-clock.ts'
import type { Member } from './staff.ts'

/**
 * As Chatwoot names them: `open` waits for staff or is with them, `snoozed` comes back by itself, `pending` is with the
 * bot, `resolved` was closed by staff and nobody has written since that a person must see.
 */
export const CHAT_STATES = ['open', 'pending', 'snoozed', 'resolved'] as const
export type ChatState = (typeof CHAT_STATES)[number]

/** A chat in a list of staff. Opens no chat: what stands here the office keeps. */
export type DeskChat = ChatRef & {
  owner: Owner
  state: ChatState
  reason?: HandOverReason
  topic: string
  urgent: boolean
  waitingSince?: Instant
  /** Only while it is in the queue. */
  clock?: ServiceClock
  lastMessageAt: Instant
  unread: number
  labels: string[]
  snoozedUntil?: Instant
  /** The team it was handed to; whoever takes it ends that. */
  team?: string
  /** When it goes back to the queue unless its member of staff writes. */
  returnsAt?: Instant
  mute?: Mute
}

export type DeskCard = DeskChat & {
  /** Numbers of the cases filed from this chat, newest first. */
  cases: string[]
  /** What was answered before a person was asked for. */
  summary: Shown[]
}

export type DeskQuery = {
  /** Absent: those that wait in the queue. */
  state?: ChatState
  owner?: Owner
  reason?: HandOverReason
  channel?: ChannelId
  topic?: string
  label?: string
  limit: number
  offset: number
}

export type DeskCounts = {
  waiting: number
  grave: number
  late: number
  /** Of one member: those held, snoozed ones not counted, and messages in them nobody has answered. */
  mine: number
  mineUnread: number
  snoozed: number
}

/** A word for it, never the value: what the audit log is told of a search. */
export type SearchBy = 'number' | 'mask' | 'name'
/** `cases` are numbers of cases that were found and whose chat no member of staff was ever asked for. */
export type Found = { by: SearchBy; chats: DeskChat[]; cases: string[] }

export type CannedReply = { id: string; title: string; body: string }

/** `away` gets nothing new put before it; `gone` gives its chats back. */
export const PRESENCES = ['ready', 'away', 'gone'] as const
export type Presence = (typeof PRESENCES)[number]

/** A member as colleagues see them at work. `held` counts chats that are not snoozed. */
export type OnDuty = Pick<Member, 'id' | 'name' | 'role' | 'team'> & {
  presence: Presence
  since: Instant
  seenAt: Instant
  held: number
  /** How many chats one may hold. */
  most: number
}

export const MUTE_REASONS = ['abuse', 'spam', 'threat'] as const
export type MuteReason = (typeof MUTE_REASONS)[number]
export type Mute = { until: Instant; reason: MuteReason; by: string }

export type ShiftNote = { id: string; at: Instant; by: string; text: string }

export type ChatDesk = {
  list(query: DeskQuery): Promise<{ chats: DeskChat[]; total: number }>
  counts(staffId: string): Promise<DeskCounts>
  /** Topics that chats in the lists have now. */
  topics(): Promise<string[]>
  chat(chatId: string): Promise<DeskCard | undefined>
  /** By case number, mask, or words of a name given for a case; whole words, all of them. */
  search(typed: string): Promise<Found>
  /** Calls back after anything in the lists changed; returns the way to stop. */
  follow(wake: () => void): () => void
  /** Changes with each call back: what was rendered for it can be shown again. */
  version(): number
  /** What residents said when asked whether staff had helped, from then until then. */
  ratings(from: Instant, until: Instant): Promise<{ helped: number; notHelped: number }>
} & DeskTools &
  DutyRoom

export type DeskTools = {
  /** Away from the lists until then, or until the resident writes; undefined brings it back. */
  snooze(chatId: string, until: Instant | undefined): Promise<void>
  setLabels(chatId: string, labels: readonly string[]): Promise<void>
  setTeam(chatId: string, team: string | undefined): Promise<void>
  labels(): Promise<string[]>
  addLabel(name: string): Promise<void>
  /** Off all chats as well. */
  dropLabel(name: string): Promise<void>
  canned(): Promise<CannedReply[]>
  /** A new one where there is none of this id. */
  saveCanned(reply: CannedReply, by: string): Promise<void>
  dropCanned(id: string): Promise<void>
  setMute(chatId: string, mute: Mute | undefined): Promise<void>
  shiftNotes(): Promise<ShiftNote[]>
  addShiftNote(note: ShiftNote): Promise<void>
}

export type DutyRoom = {
  /** Told at each page of theirs: with it they are known by name, and on duty. */
  sawStaff(member: Member): Promise<void>
  setPresence(staffId: string, presence: Presence): Promise<void>
  setMost(staffId: string, most: number): Promise<void>
  /** All who ever came, by name. */
  staff(): Promise<OnDuty[]>
}
