/** @module Walks through a flow from node to node until somebody must answer; starts, ends and resumes flows. */

import type { Value } from '../core/chat.ts'
import type { Frame } from '../core/session.ts'
import type { AnyNode } from './flow.ts'
import { MAX_NODES_A_TURN, MAX_STACK } from './limits.ts'
import { BrokenFlow, type Step } from './nodes/node.ts'
import { enter } from './nodes/registry.ts'
import { askOpen } from './question.ts'
import { cancelTimer, isQuestion, nodeOf, type Run, setTimer, topOf } from './run.ts'
import { say } from './say.ts'

const reminderKey = (flow: string) => `reminder:${flow}`

/** Enters the open node and goes on until somebody must answer or nothing is left. */
export function walkOn(run: Run): void {
  for (;;) {
    const frame = topOf(run)
    if (!frame || run.session.owner !== 'bot') return
    run.steps += 1
    if (run.steps > MAX_NODES_A_TURN) throw new BrokenFlow(frame, 'goes round without a question')
    const node = nodeOf(run, frame)
    if (!node) throw new BrokenFlow(frame, 'the node does not exist')
    run.quiet = isPassed(frame, node)
    const step = enter(run, frame, node)
    run.quiet = false
    if (step.do === 'wait' || !take(run, frame, step)) return
  }
}

/** On the way back after a correction: said before, and nothing to ask. */
function isPassed(frame: Frame, node: AnyNode): boolean {
  if (!frame.again) return false
  if (frame.again.until === frame.node) {
    delete frame.again
    return false
  }
  const asks = node.kind === 'review' || (node.kind === 'ask' && frame.slots[node.into] === undefined)
  const at = asks ? -1 : frame.again.passed.indexOf(frame.node)
  // Passed in silence once: whoever comes here a second time is going another way.
  if (at >= 0) frame.again.passed.splice(at, 1)
  return at >= 0
}

/** Takes a step; true when the walk goes on at the node that is open then. */
export function take(run: Run, frame: Frame, step: Step): boolean {
  if (step.do === 'go') {
    goTo(frame, step.to)
    return true
  }
  if (step.do === 'call') {
    if (step.next === undefined) run.session.stack.pop()
    const returnTo = step.next ?? frame.returnTo
    const open = run.session.stack.findIndex((one) => one.flow === step.flow && !one.waiting)
    if (returnTo === undefined && open >= 0) {
      // Chosen from a menu above it: it is gone on with, not begun a second time.
      run.session.stack.splice(open + 1)
      comeBack(run)
      return false
    }
    push(run, step.flow, returnTo === undefined ? {} : { returnTo })
    return true
  }
  if (step.do === 'rewalk') {
    rewalk(run, frame)
    return false
  }
  return step.do === 'end' && endFlow(run)
}

function goTo(frame: Frame, to: string): void {
  frame.trail.push(frame.node)
  frame.node = to
  frame.tries = 0
  delete frame.partial
}

/** Puts a flow on top and walks it. `node` enters it elsewhere than at its first node. */
export function startFlow(
  run: Run,
  flow: string,
  options: { node?: string; slots?: Record<string, Value> } = {},
): void {
  push(run, flow, options)
  walkOn(run)
}

function push(
  run: Run,
  id: string,
  options: { node?: string; slots?: Record<string, Value>; returnTo?: string },
): void {
  const { stack } = run.session
  const flow = run.world.flows.get(id)
  if (!flow)
    throw new BrokenFlow(
      { flow: id, node: '', hash: '', slots: {}, trail: [], tries: 0 },
      'there is no such flow',
    )
  // The oldest digression is forgotten rather than the newest wish refused.
  if (stack.length >= MAX_STACK) stack.shift()
  stack.push({
    flow: id,
    hash: flow.hash,
    node: options.node ?? flow.first,
    slots: { ...options.slots },
    trail: [],
    tries: 0,
    ...(options.returnTo === undefined ? {} : { returnTo: options.returnTo }),
  })
  delete run.session.ended
  if (flow.reminder) setTimer(run, 'reminder', reminderKey(id), flow.reminder.afterMs)
}

/** Ends the top flow; true when the walk goes on in the flow that called it. */
export function endFlow(run: Run): boolean {
  const ended = run.session.stack.pop()
  if (!ended) return false
  if (run.world.flows.get(ended.flow)?.reminder) cancelTimer(run, reminderKey(ended.flow))
  const below = topOf(run)
  if (!below) {
    run.session.ended = { flow: ended.flow, at: run.world.now.getTime() }
    return false
  }
  if (ended.returnTo !== undefined) {
    goTo(below, ended.returnTo)
    return true
  }
  comeBack(run)
  return false
}

/** Asks the open question again after a digression, so that nobody is left without one. */
export function comeBack(run: Run): void {
  const frame = topOf(run)
  const node = frame && nodeOf(run, frame)
  if (!frame || !node || frame.waiting) return
  const title = run.world.flows.get(frame.flow)?.title
  const { lang } = run.session
  if (title) say(run, 'text', 'engine.back_to', { args: { title: run.world.texts.format(title, lang, {}) } })
  if (isQuestion(node)) askOpen(run)
  else walkOn(run)
}

/**
 * Walks the flow again from its start with the answers it has, after one of them changed. What was said is not
 * said again; where the way now differs from the old one, the bot speaks. What the office already has is not redone.
 */
export function rewalk(run: Run, frame: Frame): void {
  const flow = run.world.flows.get(frame.flow)
  if (!flow) return
  const done = frame.trail.findLastIndex((id) => isDone(flow.nodes[id]?.kind))
  // A second correction on the way: what the first one had still to pass stays passed.
  const before = frame.again ?? { until: frame.node, passed: [] }
  frame.again = { until: before.until, passed: [...frame.trail.slice(done + 1), ...before.passed] }
  frame.node = done < 0 ? flow.first : (frame.trail[done + 1] ?? frame.node)
  frame.trail = frame.trail.slice(0, done + 1)
  frame.tries = 0
  delete frame.partial
  walkOn(run)
}

const isDone = (kind: string | undefined) =>
  kind === 'file' || kind === 'look_up' || kind === 'hand_over' || kind === 'call'

/** One reminder for a flow left alone, counted anew from each message of the resident. */
export function renewReminder(run: Run): void {
  for (const frame of run.session.stack) {
    const reminder = run.world.flows.get(frame.flow)?.reminder
    if (reminder && !frame.reminded) setTimer(run, 'reminder', reminderKey(frame.flow), reminder.afterMs)
  }
}
