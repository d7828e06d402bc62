/** @module How conversations begin: every intent has a flow, every topic a meaning, no two flows fight for one. */

import { INTENTS, type Intent } from '../../core/lists.ts'
import { TOPIC_KEYS } from '../../understanding/topic.ts'
import { type Fault, fault } from './fault.ts'
import type { Scene } from './scene.ts'

/** Intents that are an answer, or that the engine itself obeys at every question. */
const NO_FLOW: readonly Intent[] = ['affirm', 'deny', 'cancel', 'back', 'repeat', 'language']
/** Said for a greeting at an open question. */
const GREET_AGAIN = 'greet_again'

export function checkStarts({ flows }: Scene): Fault[] {
  const all = [...flows.values()]
  const byIntent = (intent: Intent) => all.filter(({ startedBy }) => startedBy.includes(intent))
  const silent = INTENTS.filter((intent) => !NO_FLOW.includes(intent) && byIntent(intent).length === 0).map(
    (intent) =>
      fault(
        { key: intent },
        'intent_unstarted',
        `the intent ${intent} starts no flow`,
        'name it in startedBy of one',
      ),
  )
  const topics = all.flatMap((flow) =>
    Object.keys(flow.topics ?? {})
      .filter((topic) => !isTopic(topic))
      .map((topic) =>
        fault(
          { flow: flow.id },
          'no_such_topic',
          `understanding never names the topic “${topic}”`,
          'use a key of understanding/topic.ts or an intent',
        ),
      ),
  )
  const fights = INTENTS.flatMap((intent) => {
    const [first, ...others] = byIntent(intent)
    return first ? others.flatMap((other) => fight(intent, first, other)) : []
  })
  return [...silent, ...topics, ...fights]
}

const isTopic = (topic: string) =>
  TOPIC_KEYS.includes(topic) || topic === GREET_AGAIN || (INTENTS as readonly string[]).includes(topic)

type Started = { id: string; topics?: Readonly<Record<string, string>> }

/** Of two flows with one intent the first is the default; the other is found by its topics alone. */
function fight(intent: Intent, first: Started, other: Started): Fault[] {
  const own = Object.keys(other.topics ?? {}).filter((topic) => !Object.hasOwn(first.topics ?? {}, topic))
  if (own.length > 0) return []
  return [
    fault(
      { flow: other.id },
      'intent_twice',
      `the intent ${intent} always starts ${first.id}`,
      'give this flow topics of its own, or take the intent out of startedBy',
    ),
  ]
}
