/** @module Hands notices to their chats: claim, tell, mark. In order within a chat, side by side across chats. */

import type { OfficeNotice } from '../core/chat.ts'
import { StoreUnavailable } from '../core/errors.ts'
import type { OutboxRow } from '../store/office/mail.ts'
import { LIMITS } from './deps.ts'
import { type Desk, noticePlace } from './desk.ts'

/** One delivery at a time: whoever calls meanwhile waits for the same one, which then looks once more. */
export function makeDelivery(desk: Desk): () => Promise<number> {
  let running: Promise<number> | undefined
  let isAsked = false
  const run = async () => {
    let taken = 0
    do {
      isAsked = false
      taken += await deliverDue(desk)
    } while (isAsked)
    return taken
  }
  return () => {
    isAsked = true
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }
}

async function deliverDue(desk: Desk): Promise<number> {
  let taken = 0
  for (;;) {
    const due = desk.mail.due(desk.now(), LIMITS.deliverAtOnce)
    if (due.length === 0) return taken
    const outcomes = await Promise.all(due.map((seq) => deliverOne(desk, seq)))
    taken += outcomes.filter(Boolean).length
  }
}

async function deliverOne(desk: Desk, seq: number): Promise<boolean> {
  const now = desk.now()
  const row = desk.mail.claim({ seq, now, until: now + LIMITS.claimMs })
  if (!row) return false
  try {
    await desk.deps.tell(row.chatId, `office.${row.seq}`, row.at, noticeOf(desk, row))
  } catch (error) {
    failed(desk, row, error)
    return false
  }
  desk.mail.sent({ seq })
  return true
}

function noticeOf(desk: Desk, row: OutboxRow): OfficeNotice {
  if (row.noticeSealed === null) throw new Error(`office notice ${row.seq} was already handed over`)
  const text = desk.deps.vault.open(row.subject, noticePlace(row.cause), row.noticeSealed)
  // Sealed and authenticated: these bytes are what `notify` wrote.
  return JSON.parse(text) as OfficeNotice
}

/** A store that takes no writes now will again; anything else that keeps failing becomes an alarm, and the next notice goes on. */
function failed(desk: Desk, row: OutboxRow, error: unknown): void {
  const isOurFault = !(error instanceof StoreUnavailable)
  if (isOurFault && row.attempts >= LIMITS.deliverAttempts) {
    desk.mail.giveUp({ seq: row.seq })
    const { chatId, type: topic } = row
    desk.alarms.add({ id: `undelivered.${row.seq}`, at: desk.now(), chatId, reason: 'undelivered', topic })
    return
  }
  const pause = Math.min(LIMITS.retryFirstMs * 2 ** (row.attempts - 1), LIMITS.retryMostMs)
  desk.mail.retry({ seq: row.seq, dueAt: desk.now() + pause })
}
