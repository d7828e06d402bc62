/** @module Attempts are counted and committed before a turn: a message that kills the process is counted too. Shares the commit of whoever commits anyway. */

import type { Instant } from '../../core/chat.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { report } from '../report.ts'
import type { State, Try } from '../state.ts'

/**
 * Counts the heads of these chats, as many as there is room for in the next batch; gives them and whose turn has to be
 * asked for again. Inside a transaction; `remember` after it.
 */
export function countHeads(
  deps: Deps,
  state: State,
  chatIds: readonly string[],
  now: Instant,
): { tries: Try[]; left: string[] } {
  const tries: Try[] = []
  const left: string[] = []
  for (const chatId of chatIds) {
    // Its turn comes, and sees all that came until then.
    if (state.counted.has(chatId)) continue
    if (state.counted.size + tries.length < LIMITS.turnsAtOnce) tries.push(...count(deps, state, chatId, now))
    else left.push(chatId)
  }
  return { tries, left }
}

/** After the commit. */
export function remember(state: State, { tries, left }: ReturnType<typeof countHeads>): void {
  for (const one of tries) state.counted.set(one.chatId, one)
  for (const chatId of left) state.chats.add(chatId)
}

/** They were not tried: a stop, or a disk without room, is no fault of the message; five such moments would set a healthy one aside. */
export function tryForgive(deps: Deps, tries: Iterable<Try>): void {
  const all = [...tries]
  if (all.length === 0) return
  try {
    deps.store.commit(() => {
      for (const { rid } of all) deps.store.inbox.untried(rid)
    })
  } catch (error) {
    report(deps, 'store_unavailable', error)
  }
}

function count(deps: Deps, state: State, chatId: string, now: Instant): Try[] {
  const head = deps.store.inbox.first(chatId)
  if (head === undefined) return []
  // No pause here is longer than that: more than that away, and the clock was set back meanwhile.
  if (head.dueAt > now && head.dueAt <= now + LIMITS.retryMostMs) {
    state.chats.later(chatId, head.dueAt)
    return []
  }
  const attempts = deps.store.inbox.tried(head.rid)
  return attempts === undefined ? [] : [{ chatId, rid: head.rid, attempts }]
}
