/** @module A tap on a button: of the open question, of an older one, or of the menu. */

import type { Content } from '../core/chat.ts'
import { choicesOf } from './question.ts'
import { flowOf, type Heard, isQuestion, openQuestion, type Run } from './run.ts'
import { startFlow } from './walk.ts'

type Tap = Extract<Content, { type: 'choice' }>

/** What a tapped button stands for. */
export type Tapped =
  /** The open question is answered with these words. */
  | { is: 'answer'; heard: Heard }
  /** An answered question of an open flow gets another answer. */
  | { is: 'changed'; node: string; value: string }
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
  const frame = run.session.stack.at(-1)
  if (frame?.flow === flow.id && frame.trail.includes(node)) return { is: 'changed', node, value }
  // A button of a flow that is over starts from its choice: the menu of yesterday still works.
  if (old.kind === 'choose' && Object.hasOwn(old.to, value)) {
    startFlow(run, flow.id, { node: old.to[value] ?? flow.first })
    return { is: 'done' }
  }
  return { is: 'unknown' }
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

/** The slot that an answered question filled, when its answer may simply be replaced. */
export function slotOfNode(run: Run, node: string): string | undefined {
  const frame = run.session.stack.at(-1)
  const asked = frame && flowOf(run, frame)?.nodes[node]
  return asked?.kind === 'ask' ? asked.into : undefined
}
