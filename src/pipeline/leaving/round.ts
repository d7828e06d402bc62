/** @module One look at what leaves: marks of what landed, claims of what may fly, alone or in the commit of turns. */

import type { Instant } from '../../core/chat.ts'
import type { OutboxRow } from '../../store/chat/outbox.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { canWork } from '../pause.ts'
import { report } from '../report.ts'
import type { Lane, State } from '../state.ts'
import type { Leaving } from '../turning/work.ts'
import { type Claimed, claimAll } from './claim.ts'
import { type Result, settleRow } from './marks.ts'

export type Done = { row: Claimed; result: Result }

/** What is on its way, and what landed and is not marked yet. */
export type Flight = { flying: Map<Lane, Claimed>; landed: Done[]; start(row: Claimed): void }

export function makeRounds(deps: Deps, state: State, flight: Flight): { look(): void; join(): Leaving } {
  const { flying } = flight
  const openRound = (): Round => {
    const room = canWork(deps, state) ? LIMITS.sendsAtOnce - flying.size + flight.landed.length : 0
    const candidates = room > 0 ? state.lanes.take(deps.now(), room) : []
    return { claimed: [], told: new Set(), candidates, done: flight.landed, room }
  }
  const lose = ({ candidates }: Round) => {
    for (const lane of candidates) state.lanes.add(lane)
  }
  const keep = (round: Round) => {
    keepRound(state, round, flying)
    // Not before: what could not be marked is marked by the next round.
    flight.landed = flight.landed.slice(round.done.length)
    for (const row of round.claimed) flight.start(row)
  }
  const look = () => {
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
  const join = (): Leaving => {
    const round = openRound()
    const { candidates } = round
    let left: Lane[] = []
    return {
      commit: (work) => commitPaced(deps, work),
      work: (lanes) => {
        // From what was there at first: the transaction around it may be done twice.
        const all = [...new Set([...candidates, ...lanes])]
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
  }
  return { look, join }
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

export function laneOf(row: Pick<OutboxRow, 'dest' | 'chatId'>): Lane {
  return `${row.dest}|${row.chatId}`
}
