/** @module What a platform tells later of what we sent: sent, delivered, read, failed. Never makes a chat, never goes down. */

import type { Instant } from '../../core/chat.ts'
import type { DeliveryStatus, Incoming } from '../../core/message.ts'
import { nameOf, type OutboxRow } from '../../store/chat/outbox.ts'
import type { OutboxState } from '../../store/chat/schema.ts'
import { backoff, type Deps, LIMITS } from '../deps.ts'
import { park } from '../leaving/park.ts'
import { findChat } from './place.ts'

type Status = Extract<Incoming, { type: 'status' }>

const RANK: Partial<Record<OutboxState, number>> = {
  waiting: 0,
  claimed: 0,
  unknown: 0,
  parked: 0,
  cancelled: 0,
  sent: 1,
  delivered: 2,
  read: 3,
}
const STATUS_RANK: Record<DeliveryStatus, number> = { sent: 1, delivered: 2, read: 3, failed: 4 }

/** The chat whose row changed. `failed` after a proof of arrival is not believed. Inside a transaction. */
export function setStatus(deps: Deps, status: Status, now: Instant): string | undefined {
  const row = rowOf(deps, status)
  const rank = row === undefined ? undefined : RANK[row.state]
  if (row === undefined || rank === undefined || row.dest !== 'channel') return undefined
  const isNews = status.status === 'failed' ? rank < STATUS_RANK.delivered : rank < STATUS_RANK[status.status]
  // A row that stays here anyway: only a proof that it went out after all is news.
  const isHere = row.state === 'parked' || row.state === 'cancelled'
  if (!isNews || (isHere && status.status === 'failed')) return undefined
  if (status.status === 'failed') fail(deps, row, status, now)
  else deps.store.outbox.status({ ...nameOf(row), state: status.status, dueAt: row.dueAt, code: null })
  return row.chatId
}

/** By our own id where the platform gives it back, on whatever address it came; else by the platform's. */
function rowOf(deps: Deps, status: Status): OutboxRow | undefined {
  const { outbox, chats } = deps.store
  if (status.outboxId !== undefined) {
    const row = outbox.byId(status.outboxId)
    const chat = row === undefined ? undefined : chats.get(row.chatId)
    const isOurs = chat?.channel === status.channel && chat.account === status.account
    if (isOurs) return row
  }
  const chatId = status.sentId === undefined ? undefined : findChat(deps, status)
  if (chatId === undefined || status.sentId === undefined) return undefined
  return outbox.bySentKey(chatId, sentKey(deps, status.sentId))
}

/** Refused after it was taken: what heals is tried again, what waits for the resident is parked. */
function fail(deps: Deps, row: OutboxRow, { code = 'rejected' }: Status, now: Instant): void {
  const { outbox, chats } = deps.store
  const tried = { ...nameOf(row), code }
  if (code === 'blocked') chats.blocked(row.chatId, now)
  if (code === 'window_closed' || (code === 'blocked' && row.author !== 'bot')) {
    park(deps, row, code, now)
    return
  }
  const isTemporary = code === 'throttled' || code === 'server'
  // A question of days ago is not asked again in the middle of what is talked of now.
  const isOld = row.author === 'bot' && now - row.createdAt > LIMITS.sendGiveUpMs
  if (isTemporary && !isOld && row.attempts < LIMITS.sendAttempts) {
    const pause = backoff(row.attempts, LIMITS.sendRetryFirstMs, LIMITS.sendRetryMostMs)
    outbox.status({ ...tried, state: 'waiting', dueAt: now + pause })
  } else outbox.status({ ...tried, state: 'failed', dueAt: row.dueAt })
}

export function sentKey(deps: Pick<Deps, 'vault'>, externalId: string): Uint8Array {
  return deps.vault.hash('sent', externalId)
}
