/** @module Turns the flows as written into the flows as run: defaults merged, content hashed. Once, at start. */

import { completed } from './defaults.ts'
import type { AnyNode, Flow, Flows, LoadedFlow } from './flow.ts'
import { canonical, hashOf } from './hash.ts'

/** @throws Error when two flows share an id; all other faults are the flow check's to find */
export function loadFlows(flows: readonly Flow[]): Flows {
  const loaded = new Map<string, LoadedFlow>()
  for (const flow of flows) {
    if (loaded.has(flow.id)) throw new Error(`Two flows have the id ${flow.id}: rename one in flows/`)
    const nodes: Record<string, AnyNode> = {}
    for (const [id, node] of Object.entries(flow.nodes)) nodes[id] = completed(flow, node)
    loaded.set(flow.id, { ...flow, nodes, hash: hashOf(canonical({ ...flow, nodes })) })
  }
  return loaded
}
