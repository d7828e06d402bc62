/** @module The ways through a flow: where each node leads, what can be reached, from where. */

import type { AnyNode, LoadedFlow } from '../flow.ts'

/** `by` is the field that names the target: `next`, `to.self`, `otherwise`, `timeout` … */
export type Edge = { by: string; to: string }

/** Where a node leads within its flow, without looking whether the targets exist. */
export function edgesOf(node: AnyNode): Edge[] {
  switch (node.kind) {
    case 'say':
    case 'end':
      return one('next', 'next' in node ? node.next : undefined)
    case 'ask':
    case 'review':
      return [...one('next', node.next), ...silence(node.timeout)]
    case 'choose':
      return [...many(node.to), ...silence(node.timeout)]
    case 'decide':
      if ('by' in node) return many(node.to)
      if ('on' in node) return [...many(node.to), ...one('otherwise', node.otherwise)]
      return [...one('then', node.then), ...one('otherwise', node.otherwise)]
    case 'look_up':
      return [...many(node.to), ...one('timeout', node.timeout)]
    case 'secure_form':
      return [...one('next', node.next), ...one('refused', node.refused), ...one('timeout', node.timeout)]
    case 'file':
    case 'hand_over':
      return [...one('next', node.next), ...one('timeout', node.timeout)]
    case 'call':
      return one('next', node.next)
    default:
      return node satisfies never
  }
}

function one(by: string, to: string | undefined): Edge[] {
  return to === undefined ? [] : [{ by, to }]
}

function many(to: Readonly<Record<string, string | undefined>>): Edge[] {
  return Object.entries(to).flatMap(([word, target]) => one(`to.${word}`, target))
}

function silence(timeout: string | undefined): Edge[] {
  return timeout === 'resume' ? [] : one('timeout', timeout)
}

/** Where a conversation enters: at its start, or at the node of a topic. */
export function entriesOf(flow: LoadedFlow): Edge[] {
  const topics = Object.entries(flow.topics ?? {}).map(([topic, to]) => ({ by: `topics.${topic}`, to }))
  return [{ by: 'first', to: flow.first }, ...topics]
}

/** Where an old session enters a flow that was edited since. */
export function movesOf(flow: LoadedFlow): Edge[] {
  return Object.entries(flow.moved ?? {}).map(([gone, to]) => ({ by: `moved.${gone}`, to }))
}

/**
 * A button of a conversation that is over still works: it starts the flow anew, without any answer, at the node
 * of its choice.
 */
export function buttonsOf(flow: LoadedFlow): Edge[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    node.kind === 'choose'
      ? Object.entries(node.to).map(([word, to]) => ({ by: `an old button “${word}” of ${id}`, to }))
      : [],
  )
}

/** All nodes that can come after these, themselves included; `follow` may leave edges out. */
export function reach(
  flow: LoadedFlow,
  from: Iterable<string>,
  follow: (node: AnyNode, id: string, edge: Edge) => boolean = () => true,
): Set<string> {
  const seen = new Set<string>()
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = flow.nodes[id]
    if (!node || seen.has(id)) continue
    seen.add(id)
    for (const edge of edgesOf(node)) if (follow(node, id, edge)) open.push(edge.to)
  }
  return seen
}
