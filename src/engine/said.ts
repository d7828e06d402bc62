/** @module A text as residents would read it, outside of any chat: for a preview. Open values are named, not filled. */

import type { Language } from '../core/lists.ts'
import { newSession } from '../core/session.ts'
import type { Args } from './args.ts'
import type { Run } from './run.ts'
import { textOf } from './say.ts'
import type { World } from './world.ts'

/** With sources, twins and marks of the demo, as `say` would; `‹slot_name›` stands for what only a chat knows. Never throws. */
export function saidOutside(world: World, key: string, language: Language): string {
  const run: Run = {
    world,
    session: newSession(language),
    event: { type: 'timer', id: '', at: world.now.getTime(), name: 'idle', key: '' },
    effects: [],
    steps: 0,
    quiet: true,
  }
  const names = [key, `${key}.no_fact`].flatMap((one) => world.texts.placeholders(one))
  const open: Args = Object.fromEntries(
    names
      .filter((name) => !name.startsWith('fact_') && name !== 'service_name')
      .map((name) => [name, `‹${name}›`]),
  )
  return textOf(run, undefined, key, open)
}

/** The texts that name a fact; a twin is shown with its text. `title` is the conversation's. */
export function textsNaming(world: Pick<World, 'texts' | 'flows'>, fact: string, said: readonly Said[]) {
  const flowOf = new Map(said.flatMap(({ key, flow }) => (flow === undefined ? [] : [[key, flow] as const])))
  return world.texts
    .keys()
    .filter((key) => !key.endsWith('.no_fact') && world.texts.placeholders(key).includes(`fact_${fact}`))
    .map((key) => {
      const title = world.flows.get(flowOf.get(key) ?? '')?.title
      return { key, ...(title === undefined ? {} : { title }) }
    })
}

type Said = { key: string; flow?: string }
