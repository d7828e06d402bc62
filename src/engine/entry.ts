/** @module Where an intent is answered: the flow it starts and the node its topic names. */

import type { Intent } from '../core/lists.ts'
import type { LoadedFlow } from './flow.ts'
import type { Run } from './run.ts'

export function flowFor(run: Run, intent: Intent, topic: string | undefined): LoadedFlow | undefined {
  const flows = [...run.world.flows.values()].filter(({ startedBy }) => startedBy.includes(intent))
  const byTopic =
    topic === undefined ? undefined : flows.find(({ topics }) => topics && Object.hasOwn(topics, topic))
  return byTopic ?? flows[0]
}

/** A topic names the entry; so may the intent itself, where one flow answers several. */
export function nodeFor(flow: LoadedFlow, intent: Intent, topic: string | undefined): string | undefined {
  const topics = flow.topics ?? {}
  if (topic !== undefined && Object.hasOwn(topics, topic)) return topics[topic]
  return Object.hasOwn(topics, intent) ? topics[intent] : undefined
}

export function entryFor(
  run: Run,
  intent: Intent,
  topic: string | undefined,
): { flow: LoadedFlow; node?: string } | undefined {
  const flow = flowFor(run, intent, topic)
  if (!flow) return undefined
  const node = nodeFor(flow, intent, topic)
  return { flow, ...(node === undefined ? {} : { node }) }
}
