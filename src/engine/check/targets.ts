/** @module Names that lead nowhere: nodes, flows, tables, checklists, slots, values, verdicts. */

import { answerType, optionsOf } from '../defaults.ts'
import type { AnyNode, Condition, LoadedFlow } from '../flow.ts'
import { ENGINE_STARTS } from '../texts.ts'
import { type Fault, fault } from './fault.ts'
import { edgesOf, entriesOf, movesOf } from './graph.ts'
import type { Scene } from './scene.ts'

export function checkTargets(scene: Scene): Fault[] {
  return [...[...scene.flows.values()].flatMap((flow) => inFlow(scene, flow)), ...flowNames(scene)]
}

function inFlow(scene: Scene, flow: LoadedFlow): Fault[] {
  const entries = [...entriesOf(flow), ...movesOf(flow)].flatMap(({ by, to }) =>
    missingNode(flow, undefined, by, to),
  )
  const gone = Object.keys(flow.moved ?? {})
    .filter((id) => flow.nodes[id] !== undefined)
    .map((id) =>
      fault(
        { flow: flow.id, node: id },
        'moved_exists',
        'moved names a node that still exists',
        'take it out of moved',
      ),
    )
  const nodes = Object.entries(flow.nodes).flatMap(([id, node]) => [
    ...edgesOf(node).flatMap(({ by, to }) => missingNode(flow, id, by, to)),
    ...named(scene, flow, id, node),
    ...slotsOf(node).flatMap((slot) => missingSlot(flow, id, slot)),
    ...conditionsOf(node).flatMap((condition) => impossible(flow, id, condition)),
  ])
  return [...entries, ...gone, ...nodes]
}

function missingNode(flow: LoadedFlow, node: string | undefined, by: string, to: string): Fault[] {
  if (flow.nodes[to]) return []
  const at = { flow: flow.id, ...(node === undefined ? {} : { node }) }
  return [
    fault(at, 'missing_node', `${by} leads to “${to}”, which is no node`, 'write the node or mend the name'),
  ]
}

function missingSlot(flow: LoadedFlow, node: string, slot: string): Fault[] {
  if (slot === '' || Object.hasOwn(flow.slots, slot)) return []
  return [
    fault(
      { flow: flow.id, node },
      'missing_slot',
      `“${slot}” is no slot of this flow`,
      'declare it in slots',
    ),
  ]
}

/** Flows, tables and checklists a node names. */
function named(scene: Scene, flow: LoadedFlow, id: string, node: AnyNode): Fault[] {
  const at = { flow: flow.id, node: id }
  if (node.kind === 'call' && !scene.flows.has(node.flow))
    return [
      fault(
        at,
        'missing_flow',
        `calls “${node.flow}”, which is no flow`,
        'write it or list it in flows/index.ts',
      ),
    ]
  if (node.kind === 'say' && node.papers !== undefined && !scene.rules.papers.has(node.papers))
    return [fault(at, 'missing_papers', `“${node.papers}” is no checklist`, 'add it to rules/papers.json')]
  if (node.kind === 'choose' && Object.keys(node.to).length === 0)
    return [fault(at, 'no_choices', 'has no choices', 'give it at least one in to')]
  if (node.kind !== 'decide' || !('by' in node)) return []
  const table = scene.rules.tables.get(node.by)
  if (!table) return [fault(at, 'missing_table', `“${node.by}” is no decision table`, 'add it to rules/')]
  const open = table.outcomes
    .filter((outcome) => !Object.hasOwn(node.to, outcome))
    .map((outcome) => fault(at, 'verdict_open', `the verdict “${outcome}” leads nowhere`, 'add it to to'))
  const unknown = Object.keys(node.to)
    .filter((outcome) => !table.outcomes.includes(outcome))
    .map((outcome) =>
      fault(at, 'verdict_unknown', `“${outcome}” is no verdict of ${node.by}`, 'take it out of to'),
    )
  return [...open, ...unknown, ...inputsOf(flow, id, table)]
}

/** Each input is read from the slot of its name; words the table does not know count as unknown. */
function inputsOf(
  flow: LoadedFlow,
  node: string,
  table: { id: string; inputs: Record<string, object> },
): Fault[] {
  return Object.entries(table.inputs).flatMap(([name, input]) => {
    const at = { flow: flow.id, node }
    if (!Object.hasOwn(flow.slots, name))
      return [
        fault(at, 'missing_input', `${table.id} asks for “${name}”, which is no slot`, 'declare and ask it'),
      ]
    if (!('values' in input) || !Array.isArray(input.values)) return []
    const strange = (valuesOf(flow, name) ?? []).filter(
      (value) => !(input.values as string[]).includes(value),
    )
    return strange.map((value) =>
      fault(
        at,
        'no_such_value',
        `${table.id} does not know “${value}” of ${name}`,
        'use the words of the table',
      ),
    )
  })
}

/** The plain words a slot can hold; undefined when it can hold anything. */
export function valuesOf(flow: LoadedFlow, slot: string): readonly string[] | undefined {
  const type = answerType(flow, slot)
  if (type === 'choice') return optionsOf(flow, slot)
  if (type === 'yes_no') return ['yes', 'no']
  return type === 'place' ? ['city', 'kabupaten', 'elsewhere'] : undefined
}

function slotsOf(node: AnyNode): string[] {
  switch (node.kind) {
    case 'ask':
      return [node.into, ...conditionsOf(node).map(({ slot }) => slot)]
    case 'review':
      return [...node.slots]
    case 'file':
      return [...node.fields, node.occurred ?? '', node.into]
    case 'look_up':
      return [node.number, node.code, node.into]
    case 'decide':
      if ('on' in node) return [node.on]
      return 'when' in node ? [node.when.slot] : []
    case 'say':
      return conditionsOf(node).map(({ slot }) => slot)
    default:
      return []
  }
}

type Asked = Condition<string>

function conditionsOf(node: AnyNode): Asked[] {
  if (node.kind === 'ask') return node.when ? [node.when] : []
  if (node.kind === 'say') return (node.items ?? []).flatMap(({ when }) => (when ? [when] : []))
  if (node.kind !== 'decide') return []
  if ('when' in node) return [node.when]
  return 'on' in node ? [{ slot: node.on, is: Object.keys(node.to) }] : []
}

/** A word that the slot can never hold: the branch is never taken. */
function impossible(flow: LoadedFlow, node: string, condition: Asked): Fault[] {
  const values = valuesOf(flow, condition.slot)
  if (!('is' in condition) || !values) return []
  const wanted = typeof condition.is === 'object' ? condition.is : [condition.is]
  return wanted
    .map((one) => (typeof one === 'boolean' ? (one ? 'yes' : 'no') : one))
    .filter((one) => one !== 'unknown' && !values.includes(one))
    .map((one) =>
      fault(
        { flow: flow.id, node },
        'no_such_value',
        `“${condition.slot}” is never “${one}”`,
        `use one of ${values.join(', ')}`,
      ),
    )
}

/** What the compiler was told, what the engine starts, and what there is. */
function flowNames({ flows, names, rules }: Scene): Fault[] {
  const missing = names.flows
    .filter((flow) => !flows.has(flow))
    .map((flow) =>
      fault({ flow }, 'missing_flow', 'is announced in flows/define.ts and not there', 'write it'),
    )
  const started = Object.entries(ENGINE_STARTS).flatMap(([id, nodes]) => {
    const flow = flows.get(id)
    if (!flow)
      return [fault({ flow: id }, 'missing_flow', 'is started by the engine and not there', 'write it')]
    return nodes
      .filter((node) => !flow.nodes[node])
      .map((node) =>
        fault({ flow: id, node }, 'missing_node', 'is entered by the engine and not there', 'write it'),
      )
  })
  const outcomes = new Set([...rules.tables.values()].flatMap((table) => table.outcomes))
  const verdicts = [
    ...names.verdicts.filter((one) => !outcomes.has(one)).map((one) => `“${one}” is a verdict of no table`),
    ...[...outcomes].filter((one) => !names.verdicts.includes(one)).map((one) => `“${one}” is missing`),
  ].map((what) =>
    fault(
      { key: 'VERDICTS' },
      'verdicts_differ',
      `flows/define.ts: ${what}`,
      'make VERDICTS equal to the outcomes of the tables',
    ),
  )
  return [...missing, ...started, ...verdicts]
}
