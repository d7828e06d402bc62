/** @module The names a text may use for values: which exist where it is said, and which slot each reads. */

import { answerType } from '../defaults.ts'
import type { AnswerType, LoadedFlow } from '../flow.ts'
import { EVERYWHERE, VERDICT_VALUES } from '../texts.ts'
import type { Scene } from './scene.ts'
import { SPEAKS, type Use } from './uses.ts'

export const FACT = 'fact_'
const SLOT = 'slot_'

/** Fields of the case a slot holds: what the office gives on filing, and what it tells on looking up. */
const FILED = ['number', 'code', 'deadline', 'late_raw', 'kind']
const FOUND = ['number', 'kind', 'state', 'changed', 'note']
/** Answers that are one word, so that a text can choose its wording by it. */
const PLAIN: readonly AnswerType[] = [
  'yes_no',
  'choice',
  'text',
  'name',
  'age',
  'phone',
  'money',
  'case_number',
  'code',
]

/** The slot a name reads, and which field of it; undefined when it names no slot of this flow. */
export function slotOf(flow: LoadedFlow, name: string): { slot: string; field: string } | undefined {
  if (!name.startsWith(SLOT)) return undefined
  const rest = name.slice(SLOT.length)
  const slot = Object.keys(flow.slots)
    .filter((one) => rest === one || rest.startsWith(`${one}_`))
    .sort((a, b) => b.length - a.length)[0]
  return slot === undefined ? undefined : { slot, field: rest.slice(slot.length + 1) }
}

/** How a case came into a slot; undefined for slots that are asked. */
export function caseIn(flow: LoadedFlow, slot: string): 'filed' | 'found' | undefined {
  for (const node of Object.values(flow.nodes)) {
    if (node.kind === 'file' && node.into === slot) return 'filed'
    if (node.kind === 'look_up' && node.into === slot) return 'found'
  }
  return undefined
}

/** What is wrong with a name used here; undefined when it is given. */
export function unknownName(scene: Scene, use: Use, name: string): string | undefined {
  if (!SPEAKS.includes(use.role)) return use.gives.includes(name) ? undefined : 'is given no values'
  if (use.gives.includes(name) || EVERYWHERE.includes(name)) return undefined
  if (name.startsWith(FACT))
    return scene.rules.facts.has(name.slice(FACT.length)) ? undefined : 'is no fact of rules/facts.json'
  const flow = use.flow === undefined ? undefined : scene.flows.get(use.flow)
  if (!flow) return 'is given to no text of the engine here'
  if (VERDICT_VALUES.includes(name))
    return decides(flow) ? undefined : 'is known only after a decision by table'
  const told = slotOf(flow, name)
  if (!told) return name.startsWith(SLOT) ? `is no slot of ${flow.id}` : 'is nothing the engine gives'
  return fieldFault(flow, told)
}

const decides = (flow: LoadedFlow) =>
  Object.values(flow.nodes).some((node) => node.kind === 'decide' && 'by' in node)

function fieldFault(flow: LoadedFlow, { slot, field }: { slot: string; field: string }): string | undefined {
  const held = caseIn(flow, slot)
  if (field === '') return undefined
  if (held) {
    const fields = held === 'filed' ? FILED : FOUND
    return fields.includes(field) ? undefined : `is no field of a case that was ${held}`
  }
  if (field !== 'raw') return `is no field of the slot ${slot}`
  return PLAIN.includes(answerType(flow, slot))
    ? undefined
    : `is no word: ${slot} is a ${answerType(flow, slot)}`
}
