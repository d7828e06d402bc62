/** @module The outbox leaves: claim, send, mark. One row a lane at a time; marks and new claims share a commit. */

import type { Instant } from '../../core/chat.ts'
import type { OutboxRow } from '../../store/chat/outbox.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { canWork, pause } from '../pause.ts'
import { report } from '../report.ts'
import type { Lane, State } from '../state.ts'
import type { Leaving } from '../turning/work.ts'
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
  /** A part in the commit of turns. */
  join(): Leaving
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
    // The next commit of turns takes it along; after the last of them somebody comes back.
    if (state.isTurning) return
    for (const { row } of landed) state.lanes.add(laneOf(row))
    if (isReady()) run()
    else rest()
  }
  const openRound = (): Round => {
    const room = canWork(deps, state) ? LIMITS.sendsAtOnce - flying.size + landed.length : 0
    const candidates = room > 0 ? state.lanes.take(deps.now(), room) : []
    return { claimed: [], told: new Set(), candidates, done: landed, room }
  }
  const lose = ({ candidates }: Round) => {
    for (const lane of candidates) state.lanes.add(lane)
  }
  const keep = (round: Round) => {
    keepRound(state, round, flying)
    // Not before: what could not be marked is marked by the next round.
    landed = landed.slice(round.done.length)
    for (const row of round.claimed) start(row)
  }
  const lookOnce = () => {
    const round = openRound()
    if (round.done.length === 0 && round.candidates.length === 0) return
    try {
      commitPaced(deps, () => workRound(deps, state, round, flying, deps.now()))
    } catch (error) {
      lose(round)
      throw error
    }
    keep(round)
  }
  const loop = async () => {
    for (;;) {
      // While turns are taken, each of their commits takes along what leaves.
      if (!state.isTurning) lookOnce()
      if (flying.size === 0 && landed.length === 0) return
      if (state.isTurning || (landed.length === 0 && !isReady())) {
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
    join: () => {
      const round = openRound()
      let left: Lane[] = []
      return {
        commit: (work) => commitPaced(deps, work),
        work: (lanes) => {
          const all = [...new Set([...round.candidates, ...lanes])]
          const room = Math.max(0, round.room)
          round.candidates = all.slice(0, room)
          left = all.slice(room)
          workRound(deps, state, round, flying, deps.now())
        },
        done: () => {
          for (const lane of left) state.lanes.add(lane)
          keep(round)
        },
        failed: () => lose(round),
      }
    },
  }
}

/** Of one look: who may be claimed, and what becomes of all that is known when it is kept or lost. */
type Round = {
  claimed: Claimed[]
  told: Set<string>
  candidates: Lane[]
  done: readonly Done[]
  room: number
}

/** Marks what landed and claims what may leave now. Inside a transaction; `keepRound` or `loseRound` after it. */
function workRound(deps: Deps, state: State, round: Round, flying: Map<Lane, Claimed>, now: Instant): void {
  const { done, told, room } = round
  const busy = new Set(flying.keys())
  for (const { row, result } of done) {
    busy.delete(laneOf(row))
    settleRow(deps, row, result, now)
    if (row.dest === 'channel') told.add(row.chatId)
  }
  if (room <= 0) return
  const lanes = new Set([...done.map(({ row }) => laneOf(row)), ...round.candidates])
  const free = [...lanes].filter((lane) => !busy.has(lane))
  const still = [...flying].flatMap(([lane, row]) => (busy.has(lane) ? [row] : []))
  round.claimed = claimAll(deps, state, free, now, told, still)
}

function keepRound(state: State, { done, room, told }: Round, flying: Map<Lane, Claimed>): void {
  for (const { row } of done) {
    flying.delete(laneOf(row))
    letIn(state, row.line)
  }
  if (room <= 0) for (const { row } of done) state.lanes.add(laneOf(row))
  for (const chatId of told) state.followers.tell(chatId)
}

/** A place is free: whoever waits longest for this line is looked at again. */
function letIn(state: State, line: Claimed['line']): void {
  const waiting = state.full.get(line)
  const [lane] = waiting ?? []
  if (waiting === undefined || lane === undefined) return
  waiting.delete(lane)
  state.lanes.add(lane)
}

/** With the tokens of the lines that claims take: kept after the claims, so that a crash between the two lets a few more leave, and loses none. */
function commitPaced<T>(deps: Deps, work: () => T): T {
  const { pacing, channels } = deps
  const commit = () => deps.store.commit(work)
  if (pacing === undefined || Object.values(channels).every(({ pace }) => pace === undefined)) return commit()
  let kept: { value: T } | undefined
  try {
    pacing.together(() => {
      kept = { value: commit() }
    })
  } catch (error) {
    // Claimed rows must fly, whatever became of the tokens.
    if (kept === undefined) throw error
    report(deps, 'pacing_failed', error)
  }
  if (kept === undefined) throw new Error('the pacing did no work')
  return kept.value
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
