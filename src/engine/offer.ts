/** @module Questions the engine puts between: did you mean, go on or start anew, a person. The next message answers or drops them. */

import type { Offer, OfferAction } from '../core/session.ts'
import { parseChoice } from '../understanding/answers/choice.ts'
import { parseYesNo } from '../understanding/answers/yes-no.ts'
import type { Args } from './args.ts'
import type { Heard, Run } from './run.ts'
import { say } from './say.ts'

export type OfferChoice = { id: string; label: string; action: OfferAction }

const PREFIX = 'offer'
const WORDS_OF_A_YES = 3

/** Puts an offer as the question of this turn. Labels are ready texts of at most 20 characters. */
export function offer(
  run: Run,
  kind: Offer['kind'],
  text: string,
  choices: OfferChoice[],
  options: { args?: Args; heard?: string } = {},
): void {
  const { heard, args } = options
  run.session.offer = {
    kind,
    at: run.world.now.getTime(),
    choices,
    ...(heard === undefined ? {} : { heard }),
  }
  say(run, 'question', text, {
    ...(args === undefined ? {} : { args }),
    choices: choices.map(({ id, label }) => ({ id: `${PREFIX}.${kind}.${id}`, label })),
  })
}

/** One choice of an offer; its label stands under `engine.offer.<id>`. */
export function offerChoice(run: Run, id: string, action: OfferAction, label?: string): OfferChoice {
  return { id, label: label ?? run.world.texts.format(`engine.offer.${id}`, run.session.lang, {}), action }
}

/** The choice this message takes: tapped, numbered, named, or a plain yes or no where there are two. */
export function chosenOf(run: Run, heard: Heard): OfferChoice | undefined {
  const open = run.session.offer
  if (!open) return undefined
  if (heard.content.type === 'choice') {
    const { id } = heard.content
    return open.choices.find((choice) => id === `${PREFIX}.${open.kind}.${choice.id}`)
  }
  const options = open.choices.map(({ id, label }) => ({ id, label, synonyms: aliasesOf(run, id) }))
  const chosen = parseChoice(heard.said, options)
  if (chosen && 'id' in chosen) return open.choices.find(({ id }) => id === chosen.id)
  // "ok nanti saya ke kelurahan dulu" takes nothing that is offered.
  if (heard.said.normal.split(' ').length > WORDS_OF_A_YES) return undefined
  const yes = parseYesNo(heard.said)
  if (yes === undefined || open.choices.length > 3) return undefined
  return yes
    ? open.choices[0]
    : open.choices.find(({ action }) => action.do === 'dismiss' || action.do === 'restart')
}

function aliasesOf(run: Run, id: string): string[] {
  const key = `engine.offer.${id}.alias`
  const { lang } = run.session
  return run.world.texts.has(key, lang) ? run.world.texts.format(key, lang, {}).split('|') : []
}
