/** @module Who waits for a person, and in which order. Never changes who owns a chat: it only keeps the card. */

import type { ChatRef, Instant, OfficeRequest, Shown } from '../../core/chat.ts'
import type { ChannelId } from '../../core/lists.ts'
import type { Card } from '../../core/ports.ts'
import { PHONE_OWNER } from '../../core/staff.ts'
import type { CardRow } from '../../store/office/cards.ts'
import type { Place } from '../../vault/seal.ts'
import { isSame } from '../cases/code.ts'
import { LIMITS } from '../deps.ts'
import { type Desk, readSummary } from '../desk.ts'
import { maskHash } from './names.ts'

type RequestOf<T extends OfficeRequest['type']> = Extract<OfficeRequest, { type: T }>

const HEAD_OF_QUEUE = new Set(['death', 'emergency'])
export const cardSubject = (chatId: string) => `chat:${chatId}` as const
export const maskPlace = (chatId: string): Place => ['desk_chats', 'mask_sealed', chatId]
const cardPlace = (chatId: string): Place => ['office_cards', 'summary_sealed', chatId]

/** Inside a transaction, as are all of this file. Asking twice keeps the place. */
export function requestStaff(
  desk: Desk,
  from: ChatRef,
  id: string,
  request: RequestOf<'request_staff'>,
  at: Instant,
): void {
  const before = desk.cards.get(from.chatId) ?? blankCard(from.chatId, from.channel, at)
  const isMarked =
    before.urgent && (before.owner !== 'bot' || at - before.lastMessageAt < LIMITS.urgentMarkMs)
  const grave = before.reason !== null && HEAD_OF_QUEUE.has(before.reason)
  const card: CardRow = {
    ...before,
    owner: 'queue',
    reason: grave ? before.reason : request.reason,
    topic: request.topic,
    urgent: isMarked || request.urgent || HEAD_OF_QUEUE.has(request.reason),
    waitingSince: before.waitingSince ?? at,
    lastMessageAt: Math.max(before.lastMessageAt, at),
    silentSince: null,
    summarySealed: desk.sealJson(cardSubject(from.chatId), cardPlace(from.chatId), request.summary),
  }
  desk.cards.put(card)
  if (desk.lists.get(from.chatId).resolvedAt !== null) desk.lists.set(from.chatId, { resolvedAt: null })
  tellPosition(desk, id, card)
}

/** A waiting chat moves to the head; one that asks for staff within a day starts there. */
export function markUrgent(desk: Desk, from: ChatRef, at: Instant): void {
  const card = desk.cards.get(from.chatId) ?? blankCard(from.chatId, from.channel, at)
  desk.cards.put({ ...card, urgent: true, lastMessageAt: Math.max(card.lastMessageAt, at) })
}

export function leaveQueue(desk: Desk, from: ChatRef, id: string): void {
  const card = desk.cards.get(from.chatId)
  if (card) desk.cards.put({ ...card, ...settled, owner: 'bot' })
  desk.notify(id, from.chatId, { type: 'left_queue', re: id })
}

/** A chat that is not in the queue is told where it would stand. */
export function askPosition(desk: Desk, from: ChatRef, id: string, at: Instant): void {
  const card = desk.cards.get(from.chatId) ?? blankCard(from.chatId, from.channel, at)
  tellPosition(desk, id, { ...card, waitingSince: card.waitingSince ?? at })
}

/** Keeps the card as the chat says it stands now; the queue follows from its owner. */
export function keepCard(desk: Desk, from: ChatRef, request: RequestOf<'card'>, at: Instant): void {
  const before = desk.cards.get(from.chatId) ?? blankCard(from.chatId, from.channel, at)
  const isBack = request.owner === 'bot' && before.owner !== 'bot'
  keepDesk(desk, before, request, at)
  desk.cards.put({
    ...before,
    ...(isBack ? settled : {}),
    owner: request.owner,
    topic: request.topic,
    lastMessageAt: request.lastMessageAt,
    unread: request.unread ? before.unread + 1 : 0,
    waitingSince: request.owner === 'bot' ? null : (before.waitingSince ?? at),
    silentSince: silentSince(before, request, at),
  })
}

/** What staff put beside a chat ends when its time is over: a snooze by a word, a team by whoever takes it. */
function keepDesk(desk: Desk, before: CardRow, request: RequestOf<'card'>, at: Instant): void {
  const { snoozedUntil, team, resolvedAt } = desk.lists.get(before.chatId)
  const isNew = before.owner !== request.owner
  const change = {
    ...(snoozedUntil !== null && (request.unread || isNew) ? { snoozedUntil: null } : {}),
    ...(team !== null && isNew ? { team: null } : {}),
    ...(request.closed === true ? { resolvedAt: at } : resolvedAt === null ? {} : { resolvedAt: null }),
  }
  if (Object.keys(change).length > 0) desk.lists.set(before.chatId, change)
}

/** What the mask shows is kept twice: sealed to be shown, as a keyed hash to be found. */
export function keepMask(desk: Desk, { chatId, mask }: ChatRef): void {
  if (mask === undefined) return
  const hash = maskHash(desk.deps.vault, mask)
  const known = desk.lists.get(chatId).maskHash
  if (known !== null && isSame(known, hash)) return
  const maskSealed = desk.deps.vault.seal(cardSubject(chatId), maskPlace(chatId), mask)
  desk.lists.set(chatId, { maskSealed, maskHash: hash })
}

/** A take starts the clock, a word of staff stops it, the first unanswered message of the resident starts it again. */
function silentSince(before: CardRow, request: RequestOf<'card'>, at: Instant): Instant | null {
  if (!request.owner.startsWith('staff:')) return null
  // From the phone of the line a chat is taken by an answer: nobody waits for a word yet.
  const isAnswered = request.owner === PHONE_OWNER
  if (before.owner !== request.owner && !isAnswered) return at
  return request.unread ? (before.silentSince ?? at) : null
}

/** Chats whose member of staff has been silent for too long. Returns how many were told. */
export function returnSilent(desk: Desk): number {
  const now = desk.now()
  const silent = desk.cards.silentUntil(now - LIMITS.staffSilentMs)
  for (const card of silent) {
    desk.cards.put({ ...card, silentSince: null })
    const position = desk.cards.position(card)
    const cause = `silence.${card.chatId}.${card.silentSince}`
    desk.notify(cause, card.chatId, { type: 'returned_to_queue', position, ...desk.hours() })
  }
  return silent.length
}

/** The queue with positions, head first. */
export function queueView(desk: Desk): Card[] {
  return desk.cards.queue().map((row, index) => ({ ...cardView(desk, row), position: index + 1 }))
}

/** `waitingSince` is shown only while nobody has it. */
export function cardView(desk: Desk, row: CardRow): Card {
  const summary = summaryOf(desk, row)
  return {
    chatId: row.chatId,
    channel: row.channel,
    owner: row.owner,
    ...(row.reason === null ? {} : { reason: row.reason }),
    topic: row.topic,
    urgent: row.urgent,
    ...(row.waitingSince === null || row.owner !== 'queue' ? {} : { waitingSince: row.waitingSince }),
    lastMessageAt: row.lastMessageAt,
    unread: row.unread,
    ...(summary.length === 0 ? {} : { summary }),
  }
}

function summaryOf(desk: Desk, row: CardRow): Shown[] {
  return readSummary(desk.openText(cardSubject(row.chatId), cardPlace(row.chatId), row.summarySealed))
}

function tellPosition(desk: Desk, id: string, card: CardRow): void {
  const position = desk.cards.position(card)
  desk.notify(id, card.chatId, { type: 'queue_position', re: id, position, ...desk.hours() })
}

const settled = {
  reason: null,
  urgent: false,
  waitingSince: null,
  silentSince: null,
  summarySealed: null,
} as const

function blankCard(chatId: string, channel: ChannelId, at: Instant): CardRow {
  return { chatId, channel, owner: 'bot', topic: '', lastMessageAt: at, unread: 0, ...settled }
}
