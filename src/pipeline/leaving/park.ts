/** @module A row that may not leave now waits for the resident's next message; where there is an approved form of words, it asks for that message. Inside a transaction. */

import type { Instant } from '../../core/chat.ts'
import type { SendErrorCode } from '../../core/errors.ts'
import { nameOf, type OutboxRow } from '../../store/chat/outbox.ts'
import { endsCommit } from '../../store/db.ts'
import type { Deps } from '../deps.ts'
import { report } from '../report.ts'
import { makeSeals } from '../sealed.ts'

/** True when an approved form of words was put in its place, so that the lane has something to send. */
export function park(deps: Deps, row: OutboxRow, code: SendErrorCode, now: Instant): boolean {
  deps.store.outbox.status({ ...nameOf(row), state: 'parked', dueAt: row.dueAt, code })
  return code === 'window_closed' && mayKnock(row) && tryKnock(deps, row, now)
}

/** A chat that can no longer be sealed costs its own knock, never the commit that others share. */
function tryKnock(deps: Deps, row: OutboxRow, now: Instant): boolean {
  try {
    return deps.store.part(() => knock(deps, row, now))
  } catch (error) {
    if (endsCommit(error)) throw error
    report(deps, 'knock_failed', error, row.chatId)
    return false
  }
}

/** News of a case and words of staff are worth it; a late answer or a reminder is not. */
function mayKnock(row: OutboxRow): boolean {
  return !row.isTemplate && (row.author === 'staff' || (row.author === 'system' && row.isNotice))
}

/** Whoever wrote it chose that it waits in silence, or has asked already. */
function isToWait(deps: Deps, { chatId, seq }: OutboxRow): boolean {
  const line = deps.store.journal.get(chatId, seq)
  if (line === undefined) return false
  const body = makeSeals(deps.vault).openLine(chatId, seq, line.bodySealed)
  return body.kind === 'say' && body.waits === true
}

/** Once for each time they were silent: the words carry nothing of the case itself. */
function knock(deps: Deps, row: OutboxRow, now: Instant): boolean {
  const { store } = deps
  const { chatId } = row
  const chat = store.chats.get(chatId)
  const words = chat === undefined ? undefined : deps.channels[chat.channel]?.knock
  if (chat === undefined || words === undefined || chat.knockedAt > chat.heardAt) return false
  if (isToWait(deps, row)) return false
  // Also where the clock was set back meanwhile: once is enough.
  store.chats.knocked(chatId, Math.max(now, chat.heardAt + 1))
  // The same row may be knocked for again: an answer that comes a day late finds the window shut once more.
  const id = `${row.id}.knock${chat.heardAt}`
  const seq = store.chats.nextSeq(chatId)
  const reply = { text: words.text, template: words.template }
  store.journal.add({
    chatId,
    seq,
    at: now,
    author: 'system',
    kind: 'say',
    ref: id,
    turn: null,
    intent: null,
    flow: null,
    node: null,
    bodySealed: makeSeals(deps.vault).line(chatId, seq, { kind: 'say', part: 'text', reply }),
  })
  store.outbox.add({
    id,
    chatId,
    dest: 'channel',
    author: 'system',
    epoch: chat.epoch,
    seq,
    at: now,
    bodySealed: null,
    isNotice: true,
    isTemplate: true,
  })
  return true
}
