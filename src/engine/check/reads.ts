/** @module Which nodes read which slots, and how much it hurts when one is empty. */

import { VERDICT } from '../args.ts'
import type { LoadedFlow } from '../flow.ts'
import { VERDICT_VALUES } from '../texts.ts'
import type { Scene } from './scene.ts'
import { SPEAKS } from './uses.ts'
import { slotOf } from './values.ts'

/** `needs`: without a value the text breaks or the node cannot do its work; `names`: it leaves a hole in a sentence. */
export type Read = { slot: string; node: string; how: 'needs' | 'names'; by: string; key?: string }

/** Everything in this flow that counts on a slot being filled. A reminder may come at the very start. */
export function readsOf(scene: Scene, flow: LoadedFlow): Read[] {
  const texts = scene.uses
    .filter((use) => use.flow === flow.id && SPEAKS.includes(use.role))
    .flatMap((use) => {
      const node = use.node ?? flow.first
      return scene.texts.placeholders(use.key).flatMap((name): Read[] => {
        const read = { node, by: `{${name}}`, key: use.key }
        if (VERDICT_VALUES.includes(name)) return [{ ...read, slot: VERDICT, how: 'needs' }]
        const told = slotOf(flow, name)
        if (!told || use.guards?.includes(told.slot)) return []
        return [{ ...read, slot: told.slot, how: told.field === '' ? 'names' : 'needs' }]
      })
    })
  const seen = new Set<string>()
  return [...texts, ...nodeReads(flow)].filter(({ slot, node, by, key }) => {
    const at = [slot, node, by, key].join(' ')
    return seen.has(at) ? false : Boolean(seen.add(at))
  })
}

function nodeReads(flow: LoadedFlow): Read[] {
  return Object.entries(flow.nodes).flatMap(([node, one]): Read[] => {
    if (one.kind === 'look_up')
      return [
        { slot: one.number, node, how: 'needs', by: 'number' },
        { slot: one.code, node, how: 'needs', by: 'code' },
      ]
    if (one.kind === 'file' && one.occurred !== undefined)
      return [{ slot: one.occurred, node, how: 'names', by: 'occurred' }]
    return []
  })
}

/** Where a slot may well be empty, but should be filled on some way at least: branches, summaries, fields of a case. */
export function glancesOf(flow: LoadedFlow): { slot: string; node: string; by: string }[] {
  return Object.entries(flow.nodes).flatMap(([node, one]) => {
    const at = (by: string) => (slot: string) => ({ slot, node, by })
    switch (one.kind) {
      case 'decide':
        if ('on' in one) return [at('on')(one.on)]
        return 'when' in one ? [at('when')(one.when.slot)] : []
      case 'ask':
        return one.when ? [at('when')(one.when.slot)] : []
      case 'say':
        return (one.items ?? []).flatMap(({ when }) => (when ? [at('items')(when.slot)] : []))
      case 'review':
        return one.slots.map(at('slots'))
      case 'file':
        return one.fields.map(at('fields'))
      default:
        return []
    }
  })
}
