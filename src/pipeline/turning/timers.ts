/** @module Timers that are due become events of their chats, through the same inbox. */

import type { Instant } from '../../core/chat.ts'
import type { TimerRow } from '../../store/chat/timers.ts'
import { endsCommit } from '../../store/db.ts'
import { accept } from '../arriving/accept.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { report } from '../report.ts'
import type { State } from '../state.ts'

/** False when none was due. A timer fires once however often this is tried: it is taken and kept in one commit. */
export function fireTimers(deps: Deps, state: State): boolean {
  const now = deps.now()
  const due = deps.store.timers.due(now, LIMITS.timersAtOnce)
  if (due.length === 0) return false
  deps.store.commit(() => {
    for (const timer of due) {
      try {
        deps.store.part(() => fire(deps, timer, now))
      } catch (error) {
        if (endsCommit(error)) throw error
        // One chat that cannot be written (its key is damaged) must not hold up the timers of all.
        report(deps, 'timer_failed', error, timer.chatId)
        deps.store.timers.set({ ...timer, dueAt: now + LIMITS.retryMostMs })
      }
    }
  })
  for (const { chatId } of due) state.chats.add(chatId)
  return true
}

function fire(deps: Deps, timer: TimerRow, now: Instant): void {
  if (!deps.store.timers.take(timer, now)) return
  const { chatId, key, name, dueAt, turn } = timer
  const externalId = `${key}|${turn}|${dueAt}`
  accept(deps, { chatId, externalId, at: dueAt, now, body: { kind: 'timer', name, key } })
}
