/** @module What a platform tells later of what we sent: sent, delivered, read, failed. Never makes a chat, never goes down. */

import type { Instant } from '../../core/chat.ts'
import type { DeliveryStatus, Incoming } from '../../core/message.ts'
import type { OutboxRow } from '../../store/chat/outbox.ts'
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
  // A parked row was refused: only a proof that it went out after all, or once more, is news.
  if (!isNews || (row.state === 'parked' && status.status === 'failed')) return undefined
  if (status.status === 'failed') fail(deps, row, status, now)
  else deps.store.outbox.status({ ord: row.ord, state: status.status, dueAt: row.dueAt, code: null })
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
  const tried = { ord: row.ord, code }
  if (code === 'window_closed') {
    park(deps, row, code, now)
    return
  }
  if (code === 'blocked') chats.blocked(row.chatId, now)
  const isTemporary = code === 'throttled' || code === 'server'
  if (isTemporary && row.attempts < LIMITS.sendAttempts) {
    const pause = backoff(row.attempts, LIMITS.sendRetryFirstMs, LIMITS.sendRetryMostMs)
    outbox.status({ ...tried, state: 'waiting', dueAt: now + pause })
  } else outbox.status({ ...tried, state: 'failed', dueAt: row.dueAt })
}

export function sentKey(deps: Pick<Deps, 'vault'>, externalId: string): Uint8Array {
  return deps.vault.hash('sent', externalId)
}
