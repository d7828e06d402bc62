/** @module A tap on a button: of the open question, of an older one, or of the menu. */

import type { Content, Value } from '../core/chat.ts'
import type { Frame } from '../core/session.ts'
import { answerType, optionsOf } from './defaults.ts'
import type { LoadedFlow } from './flow.ts'
import { choicesOf } from './question.ts'
import { type Heard, isQuestion, openQuestion, type Run } from './run.ts'
import { startFlow } from './walk.ts'

type Tap = Extract<Content, { type: 'choice' }>

/** What a tapped button stands for. */
export type Tapped =
  /** The open question is answered with these words. */
  | { is: 'answer'; heard: Heard }
  /** An answered question of the open flow gets another answer. */
  | { is: 'changed'; slot: string; value: Value }
  /** The answer it already has: a finger that tapped twice. */
  | { is: 'same' }
  | { is: 'done' }
  | { is: 'unknown' }

/** Reads a tap. Buttons stay good as long as their question is known: `flow.node.value`. */
export function readTap(run: Run, tap: Tap, heard: Heard): Tapped {
  const open = openQuestion(run)
  const shown = open && [...choicesOf(run, open.frame, open.node), ...backChoices(open.frame)]
  const here = shown?.find(({ id }) => id === tap.id)
  if (open && here) {
    const at = shown?.indexOf(here) ?? 0
    return { is: 'answer', heard: as(run, heard, here.label || String(at + 1)) }
  }
  const [flowId, node, ...rest] = tap.id.split('.')
  const value = rest.join('.')
  const flow = flowId === undefined ? undefined : run.world.flows.get(flowId)
  const old = flow && node !== undefined ? flow.nodes[node] : undefined
  if (!flow || node === undefined || !old || !isQuestion(old)) return { is: 'unknown' }
  const below = run.session.stack.findIndex(
    (one) => one.flow === flow.id && one.node === node && !one.waiting,
  )
  if (below >= 0 && below < run.session.stack.length - 1) {
    // A question under a digression is answered: the digression is over.
    run.session.stack.splice(below + 1)
    return readTap(run, tap, heard)
  }
  const frame = run.session.stack.at(-1)
  if (frame?.flow === flow.id && frame.trail.includes(node) && old.kind === 'ask')
    return changed(flow, frame, old.into, value)
  // A button of a flow that is over starts from its choice: the menu of yesterday still works.
  if (old.kind === 'choose' && Object.hasOwn(old.to, value)) {
    startFlow(run, flow.id, { node: old.to[value] ?? flow.first })
    return { is: 'done' }
  }
  return { is: 'unknown' }
}

/** Only what that question offers counts: a yes or no, or one of its words. */
function changed(flow: LoadedFlow, frame: Frame, slot: string, value: string): Tapped {
  const type = answerType(flow, slot)
  const isWord = type === 'choice' && optionsOf(flow, slot).includes(value)
  if (!isWord && !(type === 'yes_no' && (value === 'yes' || value === 'no'))) return { is: 'unknown' }
  const answer = isWord ? value : value === 'yes'
  return frame.slots[slot] === answer ? { is: 'same' } : { is: 'changed', slot, value: answer }
}

/** The message as if the words on the button had been typed. */
export function as(run: Run, heard: Heard, text: string): Heard {
  return { ...heard, content: { type: 'text', text }, said: run.world.understand(text) }
}

function backChoices(frame: {
  partial?: unknown
  flow: string
  node: string
}): { id: string; label: string }[] {
  const back = (frame.partial as { back?: { choices?: { id: string; label: string }[] } } | undefined)?.back
  return (back?.choices ?? []).map(({ id, label }) => ({ id: `${frame.flow}.${frame.node}.${id}`, label }))
}
