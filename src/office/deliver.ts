/** @module Hands notices to their chats: claim, tell, mark. In order within a chat, side by side across chats. */

import type { OfficeNotice } from '../core/chat.ts'
import { StoreUnavailable } from '../core/errors.ts'
import type { OutboxRow } from '../store/office/mail.ts'
import { raiseAlarm } from './alarms/post.ts'
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

/** Claims and marks of one round share a commit each: a notice told twice after a crash is a no-op in its chat. */
async function deliverDue(desk: Desk): Promise<number> {
  const { db } = desk.deps
  let taken = 0
  for (;;) {
    const rows = db.transaction(() => claimDue(desk))
    if (rows.length === 0) return taken
    const outcomes = await Promise.all(rows.map((row) => tell(desk, row)))
    db.transaction(() => {
      for (const { row, error } of outcomes) {
        if (error === undefined) desk.mail.sent({ seq: row.seq })
        else failed(desk, row, error)
      }
    })
    taken += outcomes.filter(({ error }) => error === undefined).length
  }
}

function claimDue(desk: Desk): OutboxRow[] {
  const now = desk.now()
  const due = desk.mail.due(now, LIMITS.deliverAtOnce)
  return due.flatMap((seq) => desk.mail.claim({ seq, now, until: now + LIMITS.claimMs }) ?? [])
}

async function tell(desk: Desk, row: OutboxRow): Promise<{ row: OutboxRow; error?: unknown }> {
  try {
    await desk.deps.tell(row.chatId, `office.${row.seq}`, row.at, noticeOf(desk, row))
    return { row }
  } catch (error) {
    return { row, error: error ?? new Error('refused without a word') }
  }
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
    raiseAlarm(desk, { id: `undelivered.${row.seq}`, at: desk.now(), chatId, reason: 'undelivered', topic })
    return
  }
  const pause = Math.min(LIMITS.retryFirstMs * 2 ** (row.attempts - 1), LIMITS.retryMostMs)
  desk.mail.retry({ seq: row.seq, dueAt: desk.now() + pause })
}
