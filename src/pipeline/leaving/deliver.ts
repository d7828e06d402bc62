/** @module The outbox leaves: claim, send, mark. One row a lane at a time; marks and new claims share a commit. */

import type { OutboxRow } from '../../store/chat/outbox.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { canWork, pause } from '../pause.ts'
import { report } from '../report.ts'
import type { Lane, State } from '../state.ts'
import { type Claimed, claimAll } from './claim.ts'
import { type Result, settleRow, unsureMark } from './marks.ts'
import { send } from './outgoing.ts'

type Done = { row: Claimed; result: Result }

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
}

/** `rest` is called each time it comes to a stop: what waits for a later time has to be woken for. */
export function makeDelivery(deps: Deps, state: State, rest: () => void): Delivery {
  const flying = new Map<Lane, Claimed>()
  let landed: Done[] = []
  let look = () => {}
  let running: Promise<void> | undefined

  const start = (row: Claimed) => {
    flying.set(laneOf(row), row)
    void send(deps, row).then((result) => {
      landed.push({ row, result })
      if (running === undefined) goOn()
      else look()
    })
  }
  const hasPlace = () => flying.size - landed.length < LIMITS.sendsAtOnce
  const isReady = () => canWork(deps, state) && hasPlace() && state.lanes.hasReady(deps.now())
  /** What landed and is not marked yet counts as ready, or nobody would come back for it after a pause. */
  const goOn = () => {
    for (const { row } of landed) state.lanes.add(laneOf(row))
    if (isReady()) run()
    else rest()
  }
  const loop = async () => {
    for (;;) {
      const done = landed
      const claimed = round(deps, state, done, flying)
      // Not before: what could not be marked is marked by the next round.
      landed = landed.slice(done.length)
      for (const row of claimed) start(row)
      if (flying.size === 0 && landed.length === 0) return
      if (landed.length === 0 && !isReady()) {
        // What waits for its time must not wait for those on their way: one of them may hang.
        rest()
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
  }
}

/** Marks what landed and claims what may leave now, in one commit. */
function round(deps: Deps, state: State, done: readonly Done[], flying: Map<Lane, Claimed>): Claimed[] {
  const now = deps.now()
  const room = canWork(deps, state) ? LIMITS.sendsAtOnce - flying.size + done.length : 0
  const candidates = room > 0 ? state.lanes.take(now, room) : []
  if (done.length === 0 && candidates.length === 0) return []
  const lanes = [...new Set([...done.map(({ row }) => laneOf(row)), ...candidates])]
  const told = new Set<string>()
  const busy = new Set(flying.keys())
  for (const { row } of done) busy.delete(laneOf(row))
  try {
    const work = () => {
      for (const { row, result } of done) {
        settleRow(deps, row, result, now)
        if (row.dest === 'channel') told.add(row.chatId)
      }
      if (room <= 0) return []
      const free = lanes.filter((lane) => !busy.has(lane))
      const still = [...flying].flatMap(([lane, row]) => (busy.has(lane) ? [row] : []))
      return claimAll(deps, state, free, now, told, still)
    }
    // Tokens are kept after the claims: a crash between the two lets a few more leave, and loses none.
    const claimed = paced(deps, () => deps.store.commit(work))
    for (const { row } of done) flying.delete(laneOf(row))
    if (room <= 0) for (const { row } of done) state.lanes.add(laneOf(row))
    for (const chatId of told) state.followers.tell(chatId)
    return claimed
  } catch (error) {
    for (const lane of candidates) state.lanes.add(lane)
    throw error
  }
}

function paced(deps: Deps, work: () => Claimed[]): Claimed[] {
  const { pacing } = deps
  if (pacing === undefined) return work()
  let claimed: Claimed[] | undefined
  try {
    pacing.together(() => {
      claimed = work()
    })
  } catch (error) {
    // Claimed rows must fly, whatever became of the tokens.
    if (claimed === undefined) throw error
    report(deps, 'pacing_failed', error)
  }
  return claimed ?? []
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
  })
  for (const { chatId, dest } of deps.store.outbox.lanes()) state.lanes.add(`${dest}|${chatId}`)
}

function laneOf(row: OutboxRow): Lane {
  return `${row.dest}|${row.chatId}`
}
