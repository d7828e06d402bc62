/** @module What pages and transcripts are told by the rules and the engine: facts that hold now, answers given so far. */

import type { Language } from '../core/lists.ts'
import { summaryOf } from '../engine/args.ts'
import { readable } from '../engine/heal.ts'
import type { World } from '../engine/world.ts'
import type { Summarise } from '../pipeline/read.ts'
import type { Edition } from '../rules/edition.ts'
import { tell } from '../rules/tell.ts'

/** What a person answered so far, in the words of the running conversation. */
export function summariser(world: (now: Date) => World): Summarise {
  return (session, now) =>
    summaryOf({
      world: world(new Date(now)),
      session: readable(session),
      event: { type: 'timer', id: '', at: now, name: 'idle', key: '' },
      effects: [],
      steps: 0,
      quiet: true,
    })
}

/** Facts that may be told as true now, by the names texts use. */
export function factsOf(edition: Edition, now: Date, language: Language): Record<string, string> {
  const facts: Record<string, string> = {}
  for (const id of edition.facts.keys()) {
    const told = tell(edition, id, now, language)
    if (told.ok) facts[`fact_${id}`] = told.text
  }
  return facts
}
