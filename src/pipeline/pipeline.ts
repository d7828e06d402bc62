/** @module The road: what is ready is worked and delivered until all is quiet; then it asks to be woken. Neither sleeps nor polls. */

import type { Instant } from '../core/chat.ts'
import type { ChatEraser } from '../core/erasure.ts'
import type { Chats } from '../core/ports.ts'
import { makeActs } from './acts.ts'
import { archiveOld } from './archiving.ts'
import { makeLeave } from './arriving/leave.ts'
import { findChat } from './arriving/place.ts'
import { makeReceive } from './arriving/receive.ts'
import { makeBeat } from './beat.ts'
import { type Deps, LIMITS } from './deps.ts'
import { eraseLeft, makeChatEraser } from './erase.ts'
import { makeFetching } from './files.ts'
import { type Delivery, makeDelivery } from './leaving/deliver.ts'
import { canWork, isResting, pause } from './pause.ts'
import { readChat, type Summarise } from './read.ts'
import { makeState, type State } from './state.ts'
import { tryForgive } from './turning/count.ts'
import { fireTimers } from './turning/timers.ts'
import { workBatch } from './turning/work.ts'

export type Pipeline = {
  chats: Chats
  /** For the office alone, and for the daily round of what is too old. */
  eraser: Omit<ChatEraser, 'tidy'>
  /** Lines of journals from before then leave for the archive; gives how many. @throws StoreUnavailable */
  archive(before: Instant): Promise<number>
  /** Takes again what a restored copy still holds of forgotten chats; before `start`. */
  eraseLeft(subjects: readonly string[]): Promise<number>
  /** Takes up what an earlier process left. Nothing is worked before. */
  start(): void
  /** Something may be due now. */
  wake(): void
  /** Resolves when nothing is ready and nothing on its way; what waits for a later time does not count. */
  idle(): Promise<void>
  /** True while `idle` would wait. */
  isBusy(): boolean
  /** False for a moment after the store could not write: whoever balances load sends people elsewhere. */
  isWell(): boolean
  /** True when no message, no due reply and no due request of this chat is left. */
  settled(chatId: string): boolean
  /** When there is next something to do; undefined when nothing waits. */
  nextAt(): Instant | undefined
  /** Claims nothing more; resolves when what was on its way has landed. */
  stop(): Promise<void>
}

export function makePipeline(deps: Deps, summarise: Summarise): Pipeline {
  const state = makeState()
  const beat = makeBeat(deps)
  let working: Promise<void> | undefined
  let isStarted = false

  const dueAt = () => nextAt(deps, state, delivery.hasPlace(), fetching.nextAt())
  const rest = () => {
    // What is still on its way at a stop may land after the files are closed.
    if (state.stopping) return
    const at = dueAt()
    if (at !== undefined) deps.wakeAt(at)
  }
  const delivery = makeDelivery(deps, state, rest)
  // A file that is through may have left words for its chat.
  const fetching = makeFetching(deps, state, deps.media, () => kick())
  const kick = () => {
    if (!isStarted) return
    fetching.run()
    working ??= work(deps, state, delivery.join, beat)
      .catch((error: unknown) => pause(deps, state, error))
      .finally(() => {
        working = undefined
        state.isTurning = false
        delivery.run()
        if (canWork(deps, state) && hasWork(deps, state)) kick()
        else rest()
      })
  }
  const idle = async () => {
    while (working !== undefined) await working
    await delivery.idle()
    await fetching.idle()
    if (working !== undefined || delivery.isBusy()) await idle()
  }
  const eraser = makeChatEraser(deps, state)
  return {
    eraser,
    archive: (before) => archiveOld(deps, state, before),
    eraseLeft: (subjects) => eraseLeft(deps, eraser, subjects),
    chats: {
      receive: makeReceive(deps, state, kick),
      ...makeActs(deps, state, kick),
      ...makeLeave(deps, state),
      read: async (chatId, options) => readChat(deps, summarise, chatId, options),
      find: async (line) => findChat(deps, line),
      follow: (chatId, wake) => state.followers.follow(chatId, wake),
    },
    start: () => {
      isStarted = true
      delivery.recover()
      deps.store.commit(() => deps.store.inbox.holdAnew(deps.now() + LIMITS.startHoldMs))
      for (const chatId of deps.store.inbox.chatsWaiting()) state.chats.add(chatId)
      kick()
    },
    wake: kick,
    idle,
    isBusy: () => working !== undefined || delivery.isBusy() || fetching.isBusy(),
    isWell: () => !isResting(deps, state),
    settled: (chatId) =>
      deps.store.inbox.head(chatId, 1).length === 0 && !deps.store.outbox.hasDue(chatId, deps.now()),
    nextAt: dueAt,
    stop: async () => {
      state.stopping = true
      await idle()
      tryForgive(deps, state.counted.values())
      state.counted.clear()
    },
  }
}

/** Batches until no chat is ready. Sends fly beside it: a slow channel holds up nobody's turn. */
async function work(
  deps: Deps,
  state: State,
  join: Delivery['join'],
  beat: () => Promise<void>,
): Promise<void> {
  state.isTurning = true
  await beat()
  while (canWork(deps, state)) {
    const fired = fireTimers(deps, state)
    const worked = workBatch(deps, state, join)
    if (worked === 0 && !fired) return
    // Where one person writes, what follows their answer waits for nobody.
    const isBeat = worked > 1 && state.counted.size < LIMITS.turnsWithoutBeat
    await (isBeat ? beat() : deps.breathe())
  }
}

/** Somebody's turn is next already. */
const isCounted = ({ counted, again }: State) => counted.size > 0 || again.size > 0

function hasWork(deps: Deps, state: State): boolean {
  const now = deps.now()
  const timerAt = deps.store.timers.nextAt()
  return isCounted(state) || state.chats.hasReady(now) || (timerAt !== undefined && timerAt <= now)
}

function nextAt(
  deps: Deps,
  state: State,
  hasPlace: boolean,
  fileAt: Instant | undefined,
): Instant | undefined {
  const now = deps.now()
  // Where no place is free, the next that lands goes on: to be woken for it would be to spin.
  const mayLeave = state.lanes.hasReady(now) && hasPlace
  const isReady = isCounted(state) || state.chats.hasReady(now) || mayLeave
  const ready = isReady ? now : undefined
  const times = [ready, state.chats.nextAt(), state.lanes.nextAt(), deps.store.timers.nextAt(), fileAt]
  const known = times.filter((at) => at !== undefined)
  return known.length === 0
    ? undefined
    : Math.max(Math.min(...known), isResting(deps, state) ? state.pausedUntil : 0)
}
