/** @module Turns: which chats have something to do, one turn a chat at a time, many chats a commit; what keeps failing is set aside. */

import type { Instant } from '../../core/chat.ts'
import type { Waiting } from '../../store/chat/inbox.ts'
import { isUnavailable } from '../../store/db.ts'
import { backoff, type Deps, LIMITS } from '../deps.ts'
import { report } from '../report.ts'
import type { State } from '../state.ts'
import { actName } from './commit.ts'
import { type Outcome, type Try, turnOf } from './turn.ts'

/** Takes one batch of turns; false when no chat was ready. @throws StoreUnavailable */
export function workBatch(deps: Deps, state: State): boolean {
  const now = deps.now()
  const chatIds = state.chats.take(now, LIMITS.turnsAtOnce)
  if (chatIds.length === 0) return false
  const open = new Set<Try>()
  try {
    for (const group of groupsOf(deps, state, chatIds, now)) {
      const tries = deps.store.commit(() => group.flatMap((head) => count(deps, head)))
      for (const one of tries) open.add(one)
      turnsOf(deps, state, tries, now)
      for (const one of tries) open.delete(one)
    }
  } catch (error) {
    if (isUnavailable(error)) forgive(deps, open)
    for (const chatId of chatIds) state.chats.add(chatId)
    throw error
  }
  return true
}

/** A disk without room is no fault of the message: else five such moments would set a healthy one aside. */
function forgive(deps: Deps, tries: ReadonlySet<Try>): void {
  try {
    deps.store.commit(() => {
      for (const { rid } of tries) deps.store.inbox.untried(rid)
    })
  } catch (error) {
    report(deps, 'store_unavailable', error)
  }
}

type Head = Pick<Waiting, 'chatId' | 'rid' | 'attempts'>

/**
 * What is tried for the first time goes together. What failed or crashed before is counted and tried alone, those with
 * the fewest attempts first: it takes nobody with it, neither into its crash nor into being set aside.
 */
function groupsOf(deps: Deps, state: State, chatIds: readonly string[], now: Instant): Head[][] {
  const heads = chatIds.flatMap((chatId) => headOf(deps, state, chatId, now) ?? [])
  const first = heads.filter(({ attempts }) => attempts === 0)
  const again = heads.filter(({ attempts }) => attempts > 0).sort((a, b) => a.attempts - b.attempts)
  return [...(first.length > 0 ? [first] : []), ...again.map((one) => [one])]
}

function headOf(deps: Deps, state: State, chatId: string, now: Instant): Head | undefined {
  const [head] = deps.store.guard(() => deps.store.inbox.head(chatId, 1))
  // No pause here is longer than that: more than that away, and the clock was set back meanwhile.
  if (head === undefined || head.dueAt <= now || head.dueAt > now + LIMITS.retryMostMs) return head
  state.chats.later(chatId, head.dueAt)
  return undefined
}

/** The attempt is committed before the turn: a message that kills the process is counted too. */
function count(deps: Deps, { chatId, rid }: Head): Try[] {
  const attempts = deps.store.inbox.tried(rid)
  return attempts === undefined ? [] : [{ chatId, rid, attempts }]
}

function turnsOf(deps: Deps, state: State, tries: readonly Try[], now: Instant): void {
  if (tries.length === 0) return
  const outcomes = deps.store.commit(() =>
    tries.map((tried): Outcome => {
      try {
        return deps.store.part(() => turnOf(deps, tried, now))
      } catch (error) {
        // A disk that fails ends the whole transaction; anything else ends this turn.
        if (isUnavailable(error)) throw error
        return { type: 'failed', tried, error }
      }
    }),
  )
  for (const outcome of outcomes) settle(deps, state, outcome, now)
}

function settle(deps: Deps, state: State, outcome: Outcome, now: Instant): void {
  switch (outcome.type) {
    case 'turned':
      for (const lane of outcome.lanes) state.lanes.add(lane)
      // There may be more behind it; an empty chat costs one look.
      state.chats.add(outcome.chatId)
      state.followers.tell(outcome.chatId)
      answerActs(state, outcome)
      break
    case 'held':
      state.chats.later(outcome.chatId, outcome.until)
      break
    case 'failed':
      tryLater(deps, state, outcome.tried, outcome.error, now)
      break
    case 'nothing':
      break
    default:
      outcome satisfies never
  }
}

function tryLater(
  deps: Deps,
  state: State,
  { chatId, rid, attempts }: Try,
  error: unknown,
  now: Instant,
): void {
  report(deps, 'turn_failed', error, chatId)
  // After the last attempt the next one sets it aside, at once; what cannot even be set aside waits ever longer.
  const pause = attempts === LIMITS.attempts ? 0 : backoff(attempts, LIMITS.retryFirstMs, LIMITS.retryMostMs)
  deps.store.commit(() => deps.store.inbox.retry(rid, now + pause))
  state.chats.later(chatId, now + pause)
}

/** Whoever carried a staff act learns what became of it. */
function answerActs(state: State, { chatId, taken, result }: Extract<Outcome, { type: 'turned' }>): void {
  for (const row of taken) {
    const name = actName(chatId, row.key)
    for (const waiter of state.acts.get(name) ?? []) waiter(result)
    state.acts.delete(name)
  }
}
