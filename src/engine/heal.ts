/** @module Brings an old session up to today's flows: a removed node has a successor, an unknown state goes to the nearest safe point. */

import { type Frame, newSession, SESSION_VERSION, type Session } from '../core/session.ts'
import type { LoadedFlow } from './flow.ts'
import { isQuestion, note, type Run } from './run.ts'

/** The session as this version of the engine reads it; owner, epoch and cases outlive every version. */
export function readable(session: Session): Session {
  if (session.v === SESSION_VERSION) return JSON.parse(JSON.stringify(session)) as Session
  const fresh = newSession(session.lang ?? 'id')
  const { owner = fresh.owner, epoch = 0, turn = 0, cases = [], lastAt = 0 } = session
  const hand = { reason: 'asked' as const, topic: '', since: lastAt }
  return { ...fresh, owner, epoch, turn, cases, lastAt, ...(owner === 'bot' ? {} : { hand }) }
}

/** Every flow, open or put aside, is found at a node that exists; what moved stands in the journal. */
export function heal(run: Run, was: Session): void {
  if (was.v !== SESSION_VERSION) note(run, 'unknown_state', { version: was.v })
  run.session.stack = healed(run, run.session.stack)
  const { shelf } = run.session
  if (!shelf) return
  shelf.stack = healed(run, shelf.stack)
  if (shelf.stack.length === 0) delete run.session.shelf
}

function healed(run: Run, stack: readonly Frame[]): Frame[] {
  const kept: Frame[] = []
  for (const frame of stack) {
    const below = kept.at(-1)
    const flow = run.world.flows.get(frame.flow)
    if (!flow) {
      note(run, 'unknown_state', { flow: frame.flow })
      // Its caller waited for its end.
      if (below && frame.returnTo !== undefined) below.node = placeOf(run, below, frame.returnTo)
      continue
    }
    if (frame.hash !== flow.hash) update(run, frame, flow)
    if (below && frame.returnTo !== undefined) frame.returnTo = placeOf(run, below, frame.returnTo)
    kept.push(frame)
  }
  return kept
}

/** Kinds that wait for the office. */
const WAITING = ['file', 'look_up', 'secure_form', 'hand_over']

function update(run: Run, frame: Frame, flow: LoadedFlow): void {
  const from = frame.node
  const moved = successor(flow, from)
  frame.hash = flow.hash
  // What was passed goes by today's names too: a summary lists the answers of the questions passed.
  const named = (id: string) => successor(flow, id) ?? id
  frame.trail = frame.trail.map(named)
  if (frame.again) frame.again = { until: named(frame.again.until), passed: frame.again.passed.map(named) }
  frame.node = moved ?? safePoint(flow, frame.trail)
  const kind = flow.nodes[frame.node]?.kind
  if (!WAITING.some((one) => one === kind)) delete frame.waiting
  if (moved !== from) {
    frame.tries = 0
    delete frame.partial
    delete frame.again
  }
  const data = moved === from ? { node: from } : { from, to: frame.node }
  note(run, moved ? 'flow_changed' : 'unknown_state', { flow: frame.flow, ...data })
}

/** Where this frame goes on when it was to go on at `node`. */
function placeOf(run: Run, frame: Frame, node: string): string {
  const flow = run.world.flows.get(frame.flow)
  return flow ? (successor(flow, node) ?? safePoint(flow, frame.trail)) : node
}

/** The node that took the place of a removed one; successors may themselves have moved on. */
function successor(flow: LoadedFlow, from: string): string | undefined {
  let at: string | undefined = from
  for (let hops = 0; hops < 10 && at !== undefined; hops += 1) {
    if (flow.nodes[at]) return at
    at = flow.moved?.[at]
  }
  return undefined
}

/** The last question passed that still exists; else the start, where known answers are passed over. */
function safePoint(flow: LoadedFlow, trail: readonly string[]): string {
  return (
    trail.findLast((id) => {
      const node = flow.nodes[id]
      return node !== undefined && isQuestion(node)
    }) ?? flow.first
  )
}
