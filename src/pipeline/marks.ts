/** @module What becomes of an outbox row after an attempt: sent, later, failed or unknown. */

import type { Instant } from '../core/chat.ts'
import { SendError } from '../core/errors.ts'
import type { Mark, OutboxRow } from '../store/chat/outbox.ts'
import { backoff, type Deps, LIMITS } from './deps.ts'
import { sentKey } from './receive.ts'

export type Result = { type: 'sent'; externalId: string | undefined } | { type: 'failed'; error: unknown }

/** Not the row's own fault: it waits however often it was tried, until it is too old. */
const PATIENT = ['throttled', 'offline', 'unauthorised']

export function markOf(deps: Deps, row: OutboxRow, result: Result, now: Instant): Mark {
  const base = { ord: row.ord, attempts: row.attempts, dueAt: row.dueAt, sentKey: row.sentKey }
  if (result.type === 'sent') {
    const key = result.externalId === undefined ? null : sentKey(deps, result.externalId)
    return { ...base, state: 'sent', sentKey: key, code: null }
  }
  const pause = backoff(row.attempts, LIMITS.sendRetryFirstMs, LIMITS.sendRetryMostMs)
  const { error } = result
  // A case or an alarm is never given up: whoever reads the log can mend what stops it.
  if (row.dest === 'office') return { ...base, state: 'waiting', dueAt: now + pause, code: 'bug' }
  if (!(error instanceof SendError)) {
    const isOver = row.attempts >= LIMITS.bugAttempts
    return { ...base, state: isOver ? 'failed' : 'waiting', dueAt: now + pause, code: 'bug' }
  }
  const dueAt = now + Math.max(error.retryAfterMs ?? 0, pause)
  const isOld = dueAt - row.createdAt > LIMITS.sendGiveUpMs
  const isTired = row.attempts >= LIMITS.sendAttempts && !PATIENT.includes(error.code)
  if (error.retryable && !isOld && !isTired && mayRepeat(deps, row, error)) {
    return { ...base, state: 'waiting', dueAt, code: error.code }
  }
  return { ...base, state: error.outcome === 'unknown' ? 'unknown' : 'failed', code: error.code }
}

/** The platform may have taken it: said again only where a repeat is known as one. */
function mayRepeat(deps: Deps, row: OutboxRow, error: SendError): boolean {
  if (error.outcome === 'not_sent') return true
  const channel = deps.store.chats.get(row.chatId)?.channel
  return channel !== undefined && deps.channels[channel]?.unsure.do === 'repeat'
}
