/** @module Chats as lists of staff show them: filtered, counted, found. Opens masks alone, and those of one page. */

import { formatCaseNumber } from '../../core/case-number.ts'
import type { Instant } from '../../core/chat.ts'
import type { ChatState, DeskCard, DeskChat, DeskCounts, DeskQuery, Found, Mute } from '../../core/desk.ts'
import { clockOf, type Duty, isGrave } from '../../core/service-clock.ts'
import type { DeskChatRow, ListRow } from '../../store/office/desk-chats.ts'
import { stillThere } from '../cases/erase.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { maskEnd, maskHash, nameHash, nameWords } from './names.ts'
import { cardSubject, cardView, maskPlace } from './queue.ts'

/** Chats of one answer to a search. */
const FOUND_MOST = 50

export function listChats(desk: Desk, query: DeskQuery): { chats: DeskChat[]; total: number } {
  const { rows, total } = desk.lists.list(query, desk.now())
  return { chats: shown(desk, rows), total }
}

export function chatOf(desk: Desk, chatId: string): DeskCard | undefined {
  const rows = desk.lists.byChats([chatId])
  const [chat] = shown(desk, rows)
  const card = rows[0]?.card
  if (chat === undefined || card === undefined) return undefined
  return { ...chat, cases: desk.lists.casesOf(chatId), summary: cardView(desk, card).summary ?? [] }
}

export function countChats(desk: Desk, staffId: string): DeskCounts {
  const [now, duty] = [desk.now(), desk.duty()]
  const waiting = desk.lists.waiting().map(waitOf)
  const own = desk.lists.held().filter(({ owner }) => owner === `staff:${staffId}`)
  const awake = own.filter(({ snoozedUntil }) => (snoozedUntil ?? 0) <= now)
  return {
    waiting: waiting.length,
    grave: waiting.filter(isGrave).length,
    late: waiting.filter((one) => clockOf(one, duty, now).type === 'late').length,
    mine: awake.length,
    mineUnread: awake.reduce((sum, { unread }) => sum + unread, 0),
    snoozed: own.length - awake.length,
  }
}

/** A number names one chat; digits are the end of a mask before they are a name. */
export function searchChats(desk: Desk, typed: string): Found {
  const { vault } = desk.deps
  const number = formatCaseNumber(typed)
  if (number !== undefined) {
    const row = desk.cases.get(number)
    return { by: 'number', ...foundOf(desk, row === undefined ? [] : [row]) }
  }
  const isMask = typed.includes('•') || /^\s*\d{2,4}\s*$/.test(typed)
  if (isMask && maskEnd(typed) !== '') {
    const chatIds = desk.lists.byMask(maskHash(vault, typed), FOUND_MOST)
    return { by: 'mask', chats: shown(desk, desk.lists.byChats(chatIds)), cases: [] }
  }
  const hashes = nameWords(typed).map((word) => nameHash(vault, word))
  const found = hashes.length === 0 ? [] : stillThere(desk, desk.lists.byNameWords(hashes, FOUND_MOST))
  return { by: 'name', ...foundOf(desk, found) }
}

/** A case that the bot filed alone has no chat among those of staff: it is named itself. */
function foundOf(desk: Desk, found: readonly { number: string; chatId: string }[]): Omit<Found, 'by'> {
  const chats = shown(desk, desk.lists.byChats([...new Set(found.map(({ chatId }) => chatId))]))
  const known = new Set(chats.map(({ chatId }) => chatId))
  return { chats, cases: found.filter(({ chatId }) => !known.has(chatId)).map(({ number }) => number) }
}

function shown(desk: Desk, rows: readonly ListRow[]): DeskChat[] {
  const [now, duty] = [desk.now(), desk.duty()]
  const labels = desk.tables.labelsOf(rows.map(({ card }) => card.chatId))
  return rows.map((row) => chatView(desk, row, labels.get(row.card.chatId) ?? [], now, duty))
}

function chatView(
  desk: Desk,
  { card, desk: kept }: ListRow,
  labels: string[],
  now: Instant,
  duty: Duty,
): DeskChat {
  const { chatId, channel, owner, topic, urgent, lastMessageAt, unread, waitingSince, silentSince } = card
  const waits = owner === 'queue' && waitingSince !== null
  const mask = kept?.maskSealed
    ? desk.openText(cardSubject(chatId), maskPlace(chatId), kept.maskSealed)
    : undefined
  const snoozedUntil = snoozeOf(kept, now)
  const mute = muteOf(kept, now)
  return {
    chatId,
    channel,
    owner,
    state: stateOf(card.owner, kept, now),
    ...(mask === undefined ? {} : { mask }),
    ...(card.reason === null ? {} : { reason: card.reason }),
    topic,
    urgent,
    ...(waits ? { waitingSince, clock: clockOf(waitOf(card), duty, now) } : {}),
    lastMessageAt,
    unread,
    labels,
    ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
    ...(kept?.team ? { team: kept.team } : {}),
    ...(silentSince === null || owner === 'queue' ? {} : { returnsAt: silentSince + LIMITS.staffSilentMs }),
    ...(mute === undefined ? {} : { mute }),
  }
}

function waitOf(card: Pick<ListRow['card'], 'reason' | 'urgent' | 'waitingSince'>) {
  const { reason, urgent, waitingSince } = card
  return {
    ...(reason === null ? {} : { reason }),
    urgent,
    waitingSince: waitingSince ?? Number.MAX_SAFE_INTEGER,
  }
}

export function snoozeOf(kept: DeskChatRow | null, now: Instant): Instant | undefined {
  const until = kept?.snoozedUntil ?? 0
  return until > now ? until : undefined
}

export function muteOf(kept: DeskChatRow | null, now: Instant): Mute | undefined {
  if (kept === null || kept.mutedUntil === null || kept.mutedUntil <= now || kept.muteReason === null)
    return undefined
  return { until: kept.mutedUntil, reason: kept.muteReason, by: kept.mutedBy ?? '' }
}

function stateOf(owner: string, kept: DeskChatRow | null, now: Instant): ChatState {
  if (owner === 'bot') return kept?.resolvedAt == null ? 'pending' : 'resolved'
  return snoozeOf(kept, now) === undefined ? 'open' : 'snoozed'
}

export function countRatings(
  desk: Desk,
  from: Instant,
  until: Instant,
): { helped: number; notHelped: number } {
  const rows = desk.tables.ratings(from, until)
  const of = (helped: boolean) => rows.find((row) => row.helped === helped)?.n ?? 0
  return { helped: of(true), notHelped: of(false) }
}
