/** @module What becomes of an outbox row after an attempt: sent, later, parked, failed or unknown. */

import type { Instant } from '../../core/chat.ts'
import { SendError } from '../../core/errors.ts'
import { type Mark, nameOf, type OutboxRow } from '../../store/chat/outbox.ts'
import { accountOf } from '../arriving/place.ts'
import { sentKey } from '../arriving/status.ts'
import { backoff, type Deps, LIMITS } from '../deps.ts'
import type { Claimed } from './claim.ts'
import { park } from './park.ts'

export type Result =
  | { type: 'sent'; externalId: string | undefined }
  | { type: 'failed'; error: unknown }
  /** Never handed over: the platform asked for a pause after it was claimed. */
  | { type: 'held'; until: Instant }

/** Not the row's own fault: it waits however often it was tried, until it is too old. */
const PATIENT = ['throttled', 'offline', 'unauthorised']

/** Writes what came of the attempt, and what it tells of chat and line. Inside a transaction. */
export function settleRow(
  deps: Deps,
  row: OutboxRow & { claimedAt: Instant },
  result: Result,
  now: Instant,
): void {
  if (result.type === 'sent') {
    const key = result.externalId === undefined ? null : sentKey(deps, result.externalId)
    // A status came before the answer of the send: the row stands as the status says, and only its name is news.
    if (!deps.store.outbox.sent(row, key) && key !== null) deps.store.outbox.named(row.ord, key)
    return
  }
  const isOver = deps.store.outbox.byOrd(row.ord)?.state !== 'claimed'
  if (result.type === 'held') {
    // That was no attempt.
    const attempts = row.attempts - 1
    if (!isOver) deps.store.outbox.mark({ ...row, state: 'waiting', dueAt: result.until, attempts })
    return
  }
  if (result.error instanceof SendError && row.dest === 'channel') {
    const { error } = result
    if (error.scope === 'account') pauseLine(deps, row, error, now)
    if (isOver) return
    if (error.code === 'window_closed') {
      park(deps, row, error.code, now)
      return
    }
    if (error.code === 'blocked') {
      // Who wrote since this was handed over is back: what is said to them now may leave.
      const isBack = (deps.store.chats.get(row.chatId)?.heardAt ?? 0) > row.claimedAt
      if (!isBack) deps.store.chats.blocked(row.chatId, now)
      if (row.author !== 'bot') {
        park(deps, row, error.code, now)
        return
      }
    }
  }
  if (isOver) return
  deps.store.outbox.mark(markOf(deps, row, result.error, now))
}

/** True when the platform asks for a pause that is not kept yet. */
export function isToWait(deps: Deps, row: OutboxRow & Pick<Claimed, 'chat'>, result: Result): boolean {
  if (result.type !== 'failed' || row.dest !== 'channel') return false
  if (!(result.error instanceof SendError) || result.error.code !== 'throttled') return false
  const isKept = (deps.pacing?.pausedUntil(accountOf(row.chat)) ?? 0) > deps.now()
  return result.error.scope === 'chat' || !isKept
}

/** Nothing of this line leaves until the platform allows it again. */
function pauseLine(deps: Deps, row: OutboxRow, error: SendError, now: Instant): void {
  const chat = deps.store.chats.get(row.chatId)
  if (chat === undefined || deps.pacing === undefined) return
  const isRefused = error.code === 'unauthorised'
  const least = isRefused ? LIMITS.unauthorisedMs : LIMITS.sendRetryFirstMs
  const pause = Math.min(Math.max(error.retryAfterMs ?? 0, least), LIMITS.pauseMostMs)
  const { pacing } = deps
  const keep = isRefused ? pacing.refuse : pacing.pause
  keep(accountOf(chat), chat.channel, now + pause, now)
}

/** The line's pause holds such a row: a wait of its own would go on after the pause has ended with its token. */
function isHeldByLine(deps: Deps, row: OutboxRow, error: SendError): boolean {
  if (deps.pacing === undefined || error.code !== 'unauthorised' || error.scope !== 'account') return false
  const channel = deps.store.chats.get(row.chatId)?.channel
  return channel !== undefined && deps.channels[channel]?.pace !== undefined
}

function markOf(deps: Deps, row: OutboxRow, error: unknown, now: Instant): Mark {
  const { attempts, dueAt, unsure } = row
  const base = { ...nameOf(row), attempts, dueAt, sentKey: row.sentKey, unsure }
  const pause = backoff(row.attempts, LIMITS.sendRetryFirstMs, LIMITS.sendRetryMostMs)
  // A case or an alarm is never given up: whoever reads the log can mend what stops it.
  if (row.dest === 'office') return { ...base, state: 'waiting', dueAt: now + pause, code: 'bug' }
  if (!(error instanceof SendError)) {
    const isOver = row.attempts >= LIMITS.bugAttempts
    return { ...base, state: isOver ? 'failed' : 'waiting', dueAt: now + pause, code: 'bug' }
  }
  const later = isHeldByLine(deps, row, error)
    ? now + LIMITS.sendRetryFirstMs
    : now + Math.max(error.retryAfterMs ?? 0, pause)
  // What was parked for days and let go has all its time again.
  const since = Math.max(row.createdAt, deps.store.chats.get(row.chatId)?.heardAt ?? 0)
  const isOld = later - since > LIMITS.sendGiveUpMs
  const isTired = row.attempts >= LIMITS.sendAttempts && !PATIENT.includes(error.code)
  const mayGoOn = error.retryable && !isOld && !isTired
  if (error.outcome === 'unknown')
    return { ...base, ...unsureMark(deps, row, now, later, mayGoOn), code: error.code }
  return { ...base, state: mayGoOn ? 'waiting' : 'failed', dueAt: later, code: error.code }
}

/** The platform may have taken it: what is done then is the channel's to say. */
export function unsureMark(
  deps: Deps,
  row: OutboxRow,
  now: Instant,
  later: Instant,
  mayGoOn: boolean,
): Pick<Mark, 'state' | 'dueAt' | 'unsure'> {
  const channel = deps.store.chats.get(row.chatId)?.channel
  const how = channel === undefined ? undefined : deps.channels[channel]?.unsure
  const counted = { dueAt: later, unsure: row.unsure + 1 }
  if (how === undefined || !mayGoOn) return { ...counted, state: 'unknown' }
  switch (how.do) {
    case 'repeat':
      return { ...counted, state: 'waiting', unsure: row.unsure }
    case 'await_status':
      return { ...counted, state: 'waiting', dueAt: Math.max(later, now + how.statusWaitMs) }
    case 'repeat_words':
      // An officer decides whether to say it again; a question of the bot is better asked twice than never.
      return { ...counted, state: row.author === 'staff' ? 'unknown' : 'waiting' }
    default:
      return how satisfies never
  }
}
