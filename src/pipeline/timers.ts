/** @module Timers that are due become events of their chats, through the same inbox. */

import { accept } from './accept.ts'
import { type Deps, LIMITS } from './deps.ts'
import type { State } from './state.ts'

/** False when none was due. A timer fires once however often this is tried: it is taken and kept in one commit. */
export function fireTimers(deps: Deps, state: State): boolean {
  const now = deps.now()
  const due = deps.store.timers.due(now, LIMITS.timersAtOnce)
  if (due.length === 0) return false
  deps.store.commit(() => {
    for (const timer of due) {
      if (!deps.store.timers.take(timer, now)) continue
      const { chatId, key, name, dueAt, turn } = timer
      const externalId = `${key}|${turn}|${dueAt}`
      accept(deps, { chatId, externalId, at: dueAt, now, body: { kind: 'timer', name, key } })
    }
  })
  for (const { chatId } of due) state.chats.add(chatId)
  return true
}
