/** @module Turns: which chats have something to do, one turn a chat at a time, many chats a commit; what keeps failing is set aside. */

import type { Instant } from '../../core/chat.ts'
import { endsCommit, isUnavailable } from '../../store/db.ts'
import { backoff, type Deps, LIMITS } from '../deps.ts'
import { report } from '../report.ts'
import type { Lane, State, Try } from '../state.ts'
import { actName } from './commit.ts'
import { countAlone, countHeads, nobody, remember, tryForgive } from './count.ts'
import { type Outcome, turnOf } from './turn.ts'

/** What leaves in the commit of the turns: marks of what was sent, claims of what was just said. */
export type Leaving = {
  /** The transaction around it all. */
  commit<T>(work: () => T): T
  /** Inside it, after the turns. */
  work(lanes: Iterable<Lane>): void
  /** After the commit. */
  done(): void
  failed(): void
}

/**
 * Takes one batch of turns and gives how many it tried; 0 when no chat was ready. What is tried for the first time goes together. What failed or
 * crashed before is counted and tried alone, those with the fewest attempts first: it takes nobody with it, neither into
 * its crash nor into being set aside.
 * @throws StoreUnavailable
 */
export function workBatch(deps: Deps, state: State, openLeaving: () => Leaving): number {
  const now = deps.now()
  if (state.counted.size === 0 && state.again.size === 0) countNext(deps, state, now)
  const first = [...state.counted.values()]
  const again = [...state.again].sort(([, one], [, other]) => one - other).map(([chatId]) => chatId)
  if (first.length === 0 && again.length === 0) return 0
  state.counted.clear()
  const open = new Set(first)
  try {
    if (first.length > 0) turnsAndMore(deps, state, first, now, openLeaving())
    open.clear()
    for (const chatId of again) {
      state.again.delete(chatId)
      const tries = deps.store.commit(() => countAlone(deps, state, chatId, now))
      for (const one of tries) open.add(one)
      turnsOf(deps, state, tries, now)
      open.clear()
    }
  } catch (error) {
    if (isUnavailable(error)) tryForgive(deps, open)
    for (const { chatId } of first) state.chats.add(chatId)
    for (const chatId of again) state.chats.add(chatId)
    state.again.clear()
    throw error
  }
  return first.length + again.length
}

/** Nobody counted before: whoever is ready now, in a commit of its own. */
function countNext(deps: Deps, state: State, now: Instant): void {
  const chatIds = state.chats.take(now, LIMITS.turnsAtOnce)
  if (chatIds.length === 0) return
  try {
    remember(
      state,
      deps.store.commit(() => countHeads(deps, state, chatIds, now)),
    )
  } catch (error) {
    for (const chatId of chatIds) state.chats.add(chatId)
    throw error
  }
}

/** One fsync for these turns, what leaves by them and was sent before, and the count of those that come next. */
function turnsAndMore(deps: Deps, state: State, tries: readonly Try[], now: Instant, leaving: Leaving): void {
  // Beside one that may crash nobody is counted who is not tried.
  const next = state.again.size > 0 ? [] : state.chats.take(now, LIMITS.turnsAtOnce)
  const work = () => {
    const outcomes = outcomesOf(deps, tries, now)
    leaving.work(outcomes.flatMap((one) => (one.type === 'turned' ? [...one.lanes] : [])))
    // What failed has its pause first.
    const failed = new Set(outcomes.flatMap((one) => (one.type === 'failed' ? [one.tried.chatId] : [])))
    const others = next.filter((chatId) => !failed.has(chatId))
    // For whom there was no time the count stands, and the next batch begins with them.
    const counted = { ...nobody(), tries: tries.slice(outcomes.length) }
    return { outcomes, counted: countHeads(deps, state, others, now, counted) }
  }
  let kept: ReturnType<typeof work>
  try {
    kept = leaving.commit(work)
  } catch (error) {
    for (const chatId of next) state.chats.add(chatId)
    leaving.failed()
    throw error
  }
  remember(state, kept.counted)
  // What is claimed must fly, whatever comes after.
  leaving.done()
  for (const outcome of kept.outcomes) settle(deps, state, outcome, now)
}

function turnsOf(deps: Deps, state: State, tries: readonly Try[], now: Instant): void {
  const outcomes = deps.store.commit(() => tries.map((tried) => outcomeOf(deps, tried, now)))
  for (const outcome of outcomes) {
    if (outcome.type === 'turned') for (const lane of outcome.lanes) state.lanes.add(lane)
    settle(deps, state, outcome, now)
  }
}

/** One at least; of the others as many as there is time for. */
function outcomesOf(deps: Deps, tries: readonly Try[], now: Instant): Outcome[] {
  const outcomes: Outcome[] = []
  const from = deps.now()
  for (const tried of tries) {
    if (outcomes.length > 0 && deps.now() - from >= LIMITS.turnsMs) break
    outcomes.push(outcomeOf(deps, tried, now))
  }
  return outcomes
}

function outcomeOf(deps: Deps, tried: Try, now: Instant): Outcome {
  try {
    return deps.store.part(() => turnOf(deps, tried, now))
  } catch (error) {
    // A disk that fails ends the whole transaction; anything else ends this turn.
    if (endsCommit(error)) throw error
    return { type: 'failed', tried, error }
  }
}

function settle(deps: Deps, state: State, outcome: Outcome, now: Instant): void {
  switch (outcome.type) {
    case 'turned':
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
    case 'overtaken':
      state.chats.add(outcome.chatId)
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
  deps.store.commit(() => deps.store.inbox.retry({ chatId, rid }, now + pause))
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
