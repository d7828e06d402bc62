/** @module Nodes and flows nobody can reach, ways without an end, loops without a question. */

import type { AnyNode, Flows, LoadedFlow } from '../flow.ts'
import { ENGINE_STARTS } from '../texts.ts'
import { type Fault, fault } from './fault.ts'
import { edgesOf, entriesOf, movesOf, reach } from './graph.ts'
import type { Scene } from './scene.ts'

export function checkWays({ flows }: Scene): Fault[] {
  const ending = endingFlows(flows)
  const passing = passingFlows(flows)
  const each = [...flows.values()].flatMap((flow) => [
    ...unreachable(flow),
    ...endless(flow, ending),
    ...loops(flow, passing),
  ])
  return [...each, ...unstarted(flows), ...loopsOfCalls(flows, passing)]
}

function unreachable(flow: LoadedFlow): Fault[] {
  const extra = (ENGINE_STARTS[flow.id] ?? []).map((to) => ({ to }))
  const entries = [...entriesOf(flow), ...movesOf(flow), ...extra].map(({ to }) => to)
  const reached = reach(flow, entries)
  return Object.keys(flow.nodes)
    .filter((id) => !reached.has(id))
    .map((node) =>
      fault(
        { flow: flow.id, node },
        'unreachable',
        'no way leads here',
        'lead to it or take it out (moved names its successor)',
      ),
    )
}

/** Started by no intent, by no flow that is started, and not by the engine. */
function unstarted(flows: Flows): Fault[] {
  const seen = new Set<string>()
  const open = [...flows.values()]
    .filter(({ id, startedBy }) => startedBy.length > 0 || Object.hasOwn(ENGINE_STARTS, id))
    .map(({ id }) => id)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    for (const node of Object.values(flows.get(id)?.nodes ?? {}))
      if (node.kind === 'call') open.push(node.flow)
  }
  return [...flows.keys()]
    .filter((id) => !seen.has(id))
    .map((flow) =>
      fault({ flow }, 'unstarted', 'nothing starts this flow', 'give it an intent or call it from another'),
    )
}

/** Flows that can come to an end: at an end node, or by giving way to a flow that can. */
function endingFlows(flows: Flows): ReadonlySet<string> {
  // A call of a flow that is not there is told as such.
  const calls = [...flows.values()].flatMap((flow) => Object.values(flow.nodes))
  const called = calls.flatMap((node) => (node.kind === 'call' ? [node.flow] : []))
  const ending = new Set(called.filter((id) => !flows.has(id)))
  for (let before = -1; before !== ending.size; ) {
    before = ending.size
    for (const flow of flows.values())
      if ([...reach(flow, [flow.first], goesOn(ending))].some((id) => isEnd(flow.nodes[id], ending)))
        ending.add(flow.id)
  }
  return ending
}

const isEnd = (node: AnyNode | undefined, ending: ReadonlySet<string>) =>
  node?.kind === 'end' || (node?.kind === 'call' && node.next === undefined && ending.has(node.flow))

/** A call comes back only from a flow that ends. */
const goesOn = (ending: ReadonlySet<string>) => (node: AnyNode) =>
  node.kind !== 'call' || ending.has(node.flow)

function endless(flow: LoadedFlow, ending: ReadonlySet<string>): Fault[] {
  const reached = reach(
    flow,
    [...entriesOf(flow), ...movesOf(flow)].map(({ to }) => to),
  )
  const stuck = [...reached].filter(
    (id) => ![...reach(flow, [id], goesOn(ending))].some((one) => isEnd(flow.nodes[one], ending)),
  )
  const [node] = stuck
  if (node === undefined) return []
  const all = stuck.length === reached.size
  const what = all
    ? 'this flow cannot end'
    : `from here no way leads to an end (nor from ${stuck.length - 1} others)`
  return [
    fault(
      { flow: flow.id, ...(all ? {} : { node }) },
      'endless',
      what,
      'lead to an end node or call another flow',
    ),
  ]
}

/** A node at which somebody must answer each time it is entered. An `ask` is passed over once its slot is filled. */
function alwaysAsks(node: AnyNode): boolean {
  return (
    node.kind === 'choose' ||
    node.kind === 'review' ||
    (node.kind === 'ask' && node.again === true && !node.when)
  )
}

/** In a flow that begins anew no slot is filled yet, so that every plain question asks. */
const asksAnew = (node: AnyNode) => alwaysAsks(node) || (node.kind === 'ask' && !node.when)

/** Flows that can run from start to end without asking anything. */
function passingFlows(flows: Flows): ReadonlySet<string> {
  const passing = new Set<string>()
  for (let before = -1; before !== passing.size; ) {
    before = passing.size
    for (const flow of flows.values()) {
      const silent = reach(flow, [flow.first], (node) => !asksAnew(node) && passes(node, passing))
      if ([...silent].some((id) => isEnd(flow.nodes[id], passing))) passing.add(flow.id)
    }
  }
  return passing
}

const passes = (node: AnyNode, passing: ReadonlySet<string>) => node.kind !== 'call' || passing.has(node.flow)

function loops(flow: LoadedFlow, passing: ReadonlySet<string>): Fault[] {
  const next = (id: string): string[] => {
    const node = flow.nodes[id]
    if (!node || alwaysAsks(node) || !passes(node, passing)) return []
    return edgesOf(node).map(({ to }) => to)
  }
  return cycles(Object.keys(flow.nodes), next).map((nodes) =>
    fault(
      { flow: flow.id, node: nodes[0] ?? '' },
      'loop',
      `goes round without a question: ${[...nodes, nodes[0]].join(' → ')}`,
      'put a question into it that asks each time (choose, review, or ask with again: true)',
    ),
  )
}

/** Flows that call each other round without a question in between. */
function loopsOfCalls(flows: Flows, passing: ReadonlySet<string>): Fault[] {
  const called = (id: string): string[] => {
    const flow = flows.get(id)
    if (!flow) return []
    const silent = reach(flow, [flow.first], (node) => !asksAnew(node) && passes(node, passing))
    return [...silent].flatMap((one) => {
      const node = flow.nodes[one]
      return node?.kind === 'call' ? [node.flow] : []
    })
  }
  return cycles([...flows.keys()], called).map((ids) =>
    fault(
      { flow: ids[0] ?? '' },
      'loop',
      `flows call each other without a question: ${[...ids, ids[0]].join(' → ')}`,
      'put a question between two of the calls',
    ),
  )
}

/** One cycle for each node that starts a new one, shortest found first; each node is told once. */
function cycles(ids: readonly string[], next: (id: string) => readonly string[]): string[][] {
  const told = new Set<string>()
  return ids.flatMap((id) => {
    if (told.has(id)) return []
    const cycle = cycleThrough(id, next)
    for (const one of cycle ?? []) told.add(one)
    return cycle ? [cycle] : []
  })
}

function cycleThrough(start: string, next: (id: string) => readonly string[]): string[] | undefined {
  const from = new Map<string, string>()
  const open = [start]
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    for (const to of next(id)) {
      if (to === start) return wayBack(from, start, id)
      if (from.has(to)) continue
      from.set(to, id)
      open.push(to)
    }
  }
  return undefined
}

function wayBack(from: ReadonlyMap<string, string>, start: string, last: string): string[] {
  const way: string[] = []
  for (let id: string | undefined = last; id !== undefined && id !== start; id = from.get(id)) way.unshift(id)
  return [start, ...way]
}
