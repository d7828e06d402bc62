/** @module The service's flows as a later edition could have them: every node under another name, or one node gone. */

import type { AnyNode, Flow } from '../../../src/engine/flow.ts'

/** Keys of a node, and of a flow, that name nodes. */
const TARGETS = ['next', 'then', 'otherwise', 'timeout'] as const

/** The flow with every node's name changed; `moved` tells where each went, as the author of such a change must. */
export function renamed(flow: Flow, newName: (node: string) => string, isTold = true): Flow {
  const nodes = Object.entries(flow.nodes).map(([id, node]) => [newName(id), retargeted(node, newName)])
  const moved = Object.keys(flow.nodes).map((id) => [id, newName(id)])
  const before = Object.entries(flow.moved ?? {}).map(([id, to]) => [id, newName(to)])
  return {
    ...flow,
    first: newName(flow.first),
    ...(flow.topics === undefined ? {} : { topics: mapped(flow.topics, newName) }),
    moved: isTold ? Object.fromEntries([...before, ...moved]) : Object.fromEntries(before),
    nodes: Object.fromEntries(nodes),
  }
}

/** The flow without this node: what led to it leads to where it led. Undefined where nothing would be left. */
export function without(flow: Flow, node: string): Flow | undefined {
  const gone = flow.nodes[node]
  // The last: the first choices of a question come back to it, and without it they would go round for ever.
  const next = gone === undefined ? undefined : targetsOf(gone).findLast((one) => one !== node)
  if (next === undefined) return undefined
  const kept = Object.entries(flow.nodes).filter(([id]) => id !== node)
  const past = (id: string) => (id === node ? next : id)
  return {
    ...flow,
    first: past(flow.first),
    ...(flow.topics === undefined ? {} : { topics: mapped(flow.topics, past) }),
    ...(flow.moved === undefined ? {} : { moved: mapped(flow.moved, past) }),
    nodes: Object.fromEntries(kept.map(([id, one]) => [id, retargeted(one, past)])),
  }
}

function retargeted(node: AnyNode, newName: (node: string) => string): AnyNode {
  const copy: Record<string, unknown> = { ...node }
  for (const key of TARGETS)
    if (typeof copy[key] === 'string' && copy[key] !== 'resume') copy[key] = newName(copy[key])
  if ('to' in node) copy.to = mapped(node.to as Record<string, string>, newName)
  return copy as AnyNode
}

function targetsOf(node: AnyNode): string[] {
  const own = TARGETS.map((key) => (key in node ? (node as Record<string, unknown>)[key] : undefined))
  const to = 'to' in node ? Object.values(node.to as Record<string, string>) : []
  return [...own, ...to].filter((one): one is string => typeof one === 'string' && one !== 'resume')
}

function mapped(record: Readonly<Record<string, string>>, newName: (node: string) => string) {
  return Object.fromEntries(Object.entries(record).map(([key, node]) => [key, newName(node)]))
}
