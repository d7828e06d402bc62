/** @module The outbox leaves: claim, send, mark. One row a lane at a time; marks and new claims share a commit. */

import type { Instant } from '../../core/chat.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { canWork, pause } from '../pause.ts'
import type { State } from '../state.ts'
import type { Leaving } from '../turning/work.ts'
import type { Claimed } from './claim.ts'
import { isToWait, type Result, unsureMark } from './marks.ts'
import { send } from './outgoing.ts'
import { type Flight, laneOf, makeRounds } from './round.ts'

export type Delivery = {
  /** Starts it if it stands still; if it runs, it looks again. */
  run(): void
  /** Resolves when nothing is due and nothing on its way. */
  idle(): Promise<void>
  isBusy(): boolean
  /** False while as many are on their way as may be: the next that lands goes on. */
  hasPlace(): boolean
  /** After a start: rows that a dead process left between claim and mark. */
  recover(): void
  /** A part in the commit of turns. */
  join(): Leaving
}

/** `rest` is called each time it comes to a stop: what waits for a later time has to be woken for. */
export function makeDelivery(deps: Deps, state: State, rest: () => void): Delivery {
  const flight: Flight = { flying: new Map(), landed: [], start: (row) => start(row) }
  const { flying } = flight
  let look = () => {}
  let running: Promise<void> | undefined

  const start = (row: Claimed) => {
    flying.set(laneOf(row), row)
    void send(deps, row).then((result) => {
      flight.landed.push({ row, result })
      keepPause(row, result)
      if (running === undefined) goOn()
      else look()
    })
  }
  const hasPlace = () => flying.size - flight.landed.length < LIMITS.sendsAtOnce
  const isReady = () => canWork(deps, state) && hasPlace() && state.lanes.hasReady(deps.now())
  /** What landed and is not marked yet counts as ready, or nobody would come back for it after a pause. */
  const goOn = () => {
    // The next commit of turns takes it along; after the last of them somebody comes back.
    if (state.isTurning) return
    for (const { row } of flight.landed) state.lanes.add(laneOf(row))
    if (isReady()) run()
    else rest()
  }
  const { look: lookOnce, join } = makeRounds(deps, state, flight)
  /** A platform that says "wait" is written down at once: the next commit may be a batch of turns away, and a kill before it. */
  const keepPause = (row: Claimed, result: Result) => {
    try {
      if (isToWait(deps, row, result)) lookOnce()
    } catch (error) {
      pause(deps, state, error)
    }
  }
  const loop = async () => {
    for (;;) {
      // While turns are taken, each of their commits takes along what leaves.
      if (!state.isTurning) lookOnce()
      if (flying.size === 0 && flight.landed.length === 0) return
      if (state.isTurning || (flight.landed.length === 0 && !isReady())) {
        // What waits for its time must not wait for those on their way: one of them may hang.
        if (!state.isTurning) rest()
        await new Promise<void>((resolve) => {
          look = resolve
        })
      }
      // Those that were sent in the same breath land in the same breath: they share the next commit.
      await deps.breathe()
    }
  }
  const run = () => {
    look()
    running ??= loop()
      .catch((error: unknown) => pause(deps, state, error))
      .finally(() => {
        running = undefined
        goOn()
      })
  }
  return {
    run,
    idle: async () => {
      while (running !== undefined) await running
    },
    isBusy: () => running !== undefined,
    hasPlace,
    recover: () => recover(deps, state),
    join,
  }
}

/** While nobody listened no status could come: the wait for it begins again. */
function waitAnew(deps: Deps, now: Instant): void {
  for (const row of deps.store.outbox.unsure()) {
    const channel = deps.store.chats.get(row.chatId)?.channel
    const how = channel === undefined ? undefined : deps.channels[channel]?.unsure
    if (how?.do !== 'await_status') continue
    deps.store.outbox.mark({ ...row, dueAt: Math.max(row.dueAt, now + how.statusWaitMs) })
  }
}

function recover(deps: Deps, state: State): void {
  const now = deps.now()
  deps.pacing?.tidy(now)
  deps.store.commit(() => {
    for (const row of deps.store.outbox.claimed()) {
      // The office knows a repeat by its id; of a channel nobody knows whether it arrived.
      const mark =
        row.dest === 'office' ? { state: 'waiting' as const } : unsureMark(deps, row, now, row.dueAt, true)
      deps.store.outbox.mark({ ...row, ...mark })
      if (mark.state === 'unknown') deps.log.warn({ event: 'send_unknown', chatId: row.chatId })
    }
    waitAnew(deps, now)
  })
  for (const { chatId, dest } of deps.store.outbox.lanes()) state.lanes.add(`${dest}|${chatId}`)
}
