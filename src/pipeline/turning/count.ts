/** @module Attempts are counted and committed before a turn: a message that kills the process is counted too. Shares the commit of whoever commits anyway. */

import type { Instant } from '../../core/chat.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { report } from '../report.ts'
import type { State, Try } from '../state.ts'

export type Counted = {
  tries: Try[]
  /** With their attempts so far: to be counted and tried alone. */
  again: { chatId: string; attempts: number }[]
  /** Whose turn has to be asked for again. */
  left: string[]
}

export const nobody = (): Counted => ({ tries: [], again: [], left: [] })

/** True when a row that comes now is the head of its chat, and there is room for it in the next batch: it is kept as counted. Inside a transaction. */
export function mayCount(deps: Deps, state: State, counted: Counted, chatId: string): boolean {
  if (state.counted.has(chatId) || state.again.has(chatId) || !hasRoom(state, counted)) return false
  return deps.store.inbox.first(chatId) === undefined
}

const hasRoom = (state: State, { tries }: Counted) => state.counted.size + tries.length < LIMITS.turnsAtOnce

/**
 * Counts the heads that are tried for the first time, as many as there is room for in the next batch, beside those
 * that are counted already. Inside a transaction; `remember` after it.
 */
export function countHeads(
  deps: Deps,
  state: State,
  chatIds: readonly string[],
  now: Instant,
  counted: Counted = nobody(),
): Counted {
  const before = new Set(counted.tries.map(({ chatId }) => chatId))
  for (const chatId of chatIds) {
    // Its turn comes, and sees all that came until then.
    if (state.counted.has(chatId) || state.again.has(chatId) || before.has(chatId)) continue
    if (!hasRoom(state, counted)) {
      counted.left.push(chatId)
      continue
    }
    const head = headOf(deps, state, chatId, now)
    if (head !== undefined && head.attempts > 0) counted.again.push({ chatId, attempts: head.attempts })
    else counted.tries.push(...count(deps, chatId, head))
  }
  return counted
}

/** One that failed or crashed before. Inside a transaction. */
export function countAlone(deps: Deps, state: State, chatId: string, now: Instant): Try[] {
  return count(deps, chatId, headOf(deps, state, chatId, now))
}

/** After the commit. */
export function remember(state: State, { tries, again, left }: Counted): void {
  for (const one of tries) state.counted.set(one.chatId, one)
  for (const { chatId, attempts } of again) state.again.set(chatId, attempts)
  for (const chatId of left) state.chats.add(chatId)
}

/** They were not tried: a stop, or a disk without room, is no fault of the message; five such moments would set a healthy one aside. */
export function tryForgive(deps: Deps, tries: Iterable<Try>): void {
  const all = [...tries]
  if (all.length === 0) return
  try {
    deps.store.commit(() => {
      for (const one of all) deps.store.inbox.untried(one)
    })
  } catch (error) {
    report(deps, 'store_unavailable', error)
  }
}

type Head = ReturnType<Deps['store']['inbox']['first']>

function headOf(deps: Deps, state: State, chatId: string, now: Instant): Head {
  const head = deps.store.inbox.first(chatId)
  // No pause here is longer than that: more than that away, and the clock was set back meanwhile.
  if (head === undefined || head.dueAt <= now || head.dueAt > now + LIMITS.retryMostMs) return head
  state.chats.later(chatId, head.dueAt)
  return undefined
}

function count(deps: Deps, chatId: string, head: Head): Try[] {
  const attempts = head === undefined ? undefined : deps.store.inbox.tried({ chatId, rid: head.rid })
  return head === undefined || attempts === undefined ? [] : [{ chatId, rid: head.rid, attempts }]
}
