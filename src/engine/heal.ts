/** @module Brings an old session up to today's flows: a removed node has a successor, an unknown state goes to the nearest safe point. */

import { newSession, SESSION_VERSION, type Session } from '../core/session.ts'
import type { LoadedFlow } from './flow.ts'
import { isQuestion, note, type Run } from './run.ts'

/** The session as this version of the engine reads it; owner, epoch and cases outlive every version. */
export function readable(session: Session): Session {
  if (session.v === SESSION_VERSION) return JSON.parse(JSON.stringify(session)) as Session
  const { owner, epoch, turn, cases, lastAt, lang } = session
  return { ...newSession(lang ?? 'id'), owner, epoch, turn, cases: cases ?? [], lastAt: lastAt ?? 0 }
}

/** Every open flow is found at a node that exists; what moved stands in the journal. */
export function heal(run: Run, was: Session): void {
  if (was.v !== SESSION_VERSION) note(run, 'unknown_state', { version: was.v })
  run.session.stack = run.session.stack.filter((frame) => {
    const flow = run.world.flows.get(frame.flow)
    if (!flow) {
      note(run, 'unknown_state', { flow: frame.flow })
      return false
    }
    if (frame.hash === flow.hash) return true
    frame.hash = flow.hash
    if (flow.nodes[frame.node]) {
      note(run, 'flow_changed', { flow: frame.flow, node: frame.node })
      return true
    }
    const from = frame.node
    const moved = successor(flow, from)
    frame.node = moved ?? safePoint(flow, frame.trail)
    frame.tries = 0
    delete frame.partial
    delete frame.again
    note(run, moved ? 'flow_changed' : 'unknown_state', { flow: frame.flow, from, to: frame.node })
    return true
  })
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
