/** @module Values that texts name and nobody gives, words they wait for that never come, slots without a purpose. */

import { HAND_OVER_REASONS, LANGUAGES } from '../../core/lists.ts'
import type { Part } from '../../text/shape.ts'
import type { AnyNode, Flows, LoadedFlow } from '../flow.ts'
import { type Fault, fault } from './fault.ts'
import type { Scene } from './scene.ts'
import { valuesOf } from './targets.ts'
import { placeOf, type Use } from './uses.ts'
import { slotOf, unknownName } from './values.ts'

export function checkPlaceholders(scene: Scene): Fault[] {
  const told = new Set<string>()
  const once = ({ use, name }: { use: Use; name: string }) => {
    const at = `${use.flow ?? ''} ${use.key} ${name}`
    return told.has(at) ? false : Boolean(told.add(at))
  }
  const unknown = scene.uses
    .flatMap((use) => scene.texts.placeholders(use.key).map((name) => ({ use, name })))
    .filter(once)
    .flatMap(({ use, name }) => {
      const why = unknownName(scene, use, name)
      if (why === undefined) return []
      return [
        fault(placeOf(use), 'placeholder_unknown', `{${name}} ${why}`, 'name a value that is given here'),
      ]
    })
  const words = scene.uses.flatMap((use) => strangeWords(scene, use))
  return [...unknown, ...words, ...[...scene.flows.values()].flatMap((flow) => idleSlots(scene, flow))]
}

/** `{slot_mode_raw, select, …}`: each word must be one the slot can hold, and `other` is demanded by ICU itself. */
function strangeWords(scene: Scene, use: Use): Fault[] {
  const flow = use.flow === undefined ? undefined : scene.flows.get(use.flow)
  if (!flow) return []
  const found = new Set(LANGUAGES.flatMap((language) => wordsOf(flow, scene.shape(use.key, language) ?? [])))
  return [...found].map((what) =>
    fault(placeOf(use), 'no_such_value', what, 'use the words of the slot, or other'),
  )
}

function wordsOf(flow: LoadedFlow, shape: readonly Part[]): string[] {
  return shape.flatMap((part) => {
    if (part.is !== 'either') return []
    const inner = Object.values(part.options).flatMap((one) => wordsOf(flow, one))
    const told = slotOf(flow, part.name)
    const values = told?.field === 'late_raw' ? ['yes', 'no'] : told && valuesOf(flow, told.slot)
    if (!values) return inner
    const strange = Object.keys(part.options).filter((word) => word !== 'other' && !values.includes(word))
    return [...strange.map((word) => `{${part.name}} is never “${word}”`), ...inner]
  })
}

/** A slot is there to be filled and to be used: in a text, a decision, a case, a summary, or by the officer who takes over. */
function idleSlots(scene: Scene, flow: LoadedFlow): Fault[] {
  const nodes = Object.values(flow.nodes)
  const filled = new Set(nodes.flatMap((node) => ('into' in node ? [node.into] : [])))
  const used = new Set([...nodes.flatMap((node) => slotsUsed(scene, node)), ...slotsTold(scene, flow)])
  const handsOver = nodes.some((node) => isHandOver(scene.flows, node))
  return Object.keys(flow.slots).flatMap((slot) => {
    if (!filled.has(slot))
      return [
        fault(
          { flow: flow.id },
          'slot_unfilled',
          `the slot “${slot}” is never asked`,
          'ask it or take it out of slots',
        ),
      ]
    if (used.has(slot) || handsOver) return []
    return [
      fault(
        { flow: flow.id },
        'slot_unused',
        `the slot “${slot}” is never used`,
        'use the answer or do not ask for it',
      ),
    ]
  })
}

/** All that was answered travels to the officer. */
function isHandOver(flows: Flows, node: AnyNode): boolean {
  if (node.kind === 'hand_over') return HAND_OVER_REASONS.includes(node.reason)
  if (node.kind !== 'call' || node.next === undefined) return false
  return Object.values(flows.get(node.flow)?.nodes ?? {}).some((one) => one.kind === 'hand_over')
}

function slotsUsed({ rules }: Scene, node: AnyNode): string[] {
  switch (node.kind) {
    case 'ask':
      return node.when ? [node.when.slot] : []
    case 'review':
      return [...node.slots]
    case 'file':
      return [...node.fields, ...(node.occurred === undefined ? [] : [node.occurred]), node.into]
    case 'look_up':
      return [node.number, node.code, node.into]
    case 'decide':
      if ('by' in node) return Object.keys(rules.tables.get(node.by)?.inputs ?? {})
      if ('on' in node) return [node.on]
      return 'when' in node ? [node.when.slot] : []
    case 'say': {
      const papers = rules.papers.get(node.papers ?? '')?.papers ?? []
      const items = (node.items ?? []).flatMap(({ when }) => (when ? [when.slot] : []))
      return [...items, ...papers.flatMap(({ when }) => Object.keys(when ?? {}))]
    }
    default:
      return []
  }
}

function slotsTold({ uses, texts }: Scene, flow: LoadedFlow): string[] {
  return uses
    .filter((use) => use.flow === flow.id)
    .flatMap((use) => texts.placeholders(use.key))
    .flatMap((name) => slotOf(flow, name)?.slot ?? [])
}
