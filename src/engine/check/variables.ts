/** @module Slots that are read before they are filled on some way, and slots that no way can have filled. */

import type { LoadedFlow } from '../flow.ts'
import { type Fault, fault, warning } from './fault.ts'
import { edgesOf, reach } from './graph.ts'
import { emptyAt, mayBeTold, type Way } from './paths.ts'
import { glancesOf, type Read, readsOf } from './reads.ts'
import type { Scene } from './scene.ts'

/** Nodes of a way that are shown: the last ones tell most. */
const SHOWN = 6

export function checkVariables(scene: Scene): Fault[] {
  return [...scene.flows.values()].flatMap((flow) => [...unfilled(scene, flow), ...neverFilled(flow)])
}

function unfilled(scene: Scene, flow: LoadedFlow): Fault[] {
  const reads = readsOf(scene, flow)
  return [...new Set(reads.map(({ slot }) => slot))].flatMap((slot) => {
    const { at, tooMany } = emptyAt(flow, slot)
    const found = reads
      .filter((read) => read.slot === slot)
      .flatMap((read) => (at.get(read.node) ?? []).flatMap((way) => told(flow, read, way)))
    const unseen = tooMany
      ? [
          warning(
            { flow: flow.id },
            'too_many_ways',
            `“${slot}” was not followed on all ways`,
            'make the flow smaller: call another for a part of it',
          ),
        ]
      : []
    return [...found, ...unseen]
  })
}

function told(flow: LoadedFlow, read: Read, { empty, way }: Way): Fault[] {
  const at = { flow: flow.id, node: read.node, ...(read.key === undefined ? {} : { key: read.key }) }
  const by = `${read.by} reads “${read.slot}”, which`
  const along = `by way of ${way.slice(-SHOWN).join(' → ')}`
  if (empty === 'unset')
    return [
      fault(
        at,
        'read_before_set',
        `${by} is not filled ${along}`,
        'ask it on every way, or say this only where it is filled',
      ),
    ]
  if (read.how === 'needs')
    return [
      fault(
        at,
        'read_when_skipped',
        `${by} may have been skipped ${along}`,
        'decide on it first, or do not make it skippable',
      ),
    ]
  return [warning(at, 'hole_when_skipped', `${by} may have been skipped`, 'decide on it first (known: true)')]
}

/** A branch, a summary or a field of a case that looks at a slot which nothing before it can have filled. */
function neverFilled(flow: LoadedFlow): Fault[] {
  return glancesOf(flow).flatMap(({ slot, node, by }) => {
    if (!Object.hasOwn(flow.slots, slot) || mayBeTold(flow, slot)) return []
    const after = Object.values(flow.nodes).flatMap((one) =>
      'into' in one && one.into === slot ? edgesOf(one).map(({ to }) => to) : [],
    )
    if (reach(flow, after).has(node)) return []
    return [
      fault(
        { flow: flow.id, node },
        'never_set',
        `${by} looks at “${slot}”, which is never filled before this`,
        'ask it earlier, or take it out here',
      ),
    ]
  })
}
