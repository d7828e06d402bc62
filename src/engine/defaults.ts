/** @module What every question has unless its flow says otherwise; merged once at load, so that all see one flow. */

import type { AnswerType, AnyNode, Flow, SlotType } from './flow.ts'
import { DEFAULT_TRIES } from './limits.ts'

/** The kind of answer a slot takes; a list of words is a choice. */
export function answerType(flow: Flow, slot: string): AnswerType {
  const type = slotType(flow, slot)
  return typeof type === 'string' ? type : 'choice'
}

/** The declared type of a slot; a slot nobody declared is free text. */
export function slotType(flow: Flow, slot: string): SlotType {
  const declared = flow.slots[slot]
  if (declared === undefined) return 'text'
  if (typeof declared === 'object' && 'type' in declared) return declared.type
  return declared
}

/** The words a choice slot takes; none for every other slot. */
export function optionsOf(flow: Flow, slot: string): readonly string[] {
  const type = slotType(flow, slot)
  return typeof type === 'string' ? [] : type
}

/** The node with everything a question must have filled in. */
export function completed(flow: Flow, node: AnyNode): AnyNode {
  if (node.kind !== 'ask' && node.kind !== 'choose' && node.kind !== 'review') return node
  const type = node.kind === 'ask' ? answerType(flow, node.into) : 'choice'
  return {
    retry: `retry.${type}`,
    help: `help.${type}`,
    media: 'media.default',
    tries: DEFAULT_TRIES,
    policy: 'each',
    timeout: 'resume',
    ...node,
  }
}
