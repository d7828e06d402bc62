/** @module Choices that cannot be told apart, that mean something else, or that do not fit on a button. */

import { LANGUAGES, type Language } from '../../core/lists.ts'
import { size } from '../../text/fit.ts'
import { parseChoice } from '../../understanding/answers/choice.ts'
import { parseYesNo } from '../../understanding/answers/yes-no.ts'
import { plain } from '../../understanding/normalise.ts'
import type { Reserved, Utterance } from '../../understanding/utterance.ts'
import { answerType } from '../defaults.ts'
import type { AnyNode, LoadedFlow } from '../flow.ts'
import { reservedOf } from '../reserved.ts'
import { MAX_BUTTON, MAX_CHOICE_ID_BYTES, MAX_CHOICES, MAX_ROW } from './bounds.ts'
import { type Fault, fault, warning } from './fault.ts'
import { type Shown, shownAt } from './options.ts'
import type { Scene } from './scene.ts'
import { placeOf, type Role } from './uses.ts'

export function checkChoices(scene: Scene): Fault[] {
  const questions = [...scene.flows.values()].flatMap((flow) =>
    Object.entries(flow.nodes).flatMap(([id, node]) =>
      LANGUAGES.flatMap((language) => {
        const shown = shownAt(scene, flow, node, language)
        const at = { flow: flow.id, node: id }
        return [
          ...alike(at, language, shown),
          ...(language === 'id' ? longIds(at, shown) : []),
          ...shown.flatMap((one) => phrases(scene, at, language, one, shown, { flow, node })),
        ]
      }),
    ),
  )
  return [...questions, ...tooMany(scene), ...labels(scene)]
}

type At = { flow: string; node: string }
type Question = { flow: LoadedFlow; node: AnyNode }

/** Labels that are the same once case, spaces and signs are gone. */
function alike(at: At, language: Language, shown: readonly Shown[]): Fault[] {
  return shown.flatMap((one, index) => {
    const other = shown.slice(0, index).find(({ label }) => plain(label) === plain(one.label))
    if (!other) return []
    return [
      fault(
        { ...at, key: one.key },
        'labels_alike',
        `${language}: “${one.label}” is also the label of ${other.id}`,
        'tell them apart by words',
      ),
    ]
  })
}

/** A button whose id is too long to come back is left away: only its number works then. */
function longIds(at: At, shown: readonly Shown[]): Fault[] {
  return shown.flatMap(({ id }) => {
    const bytes = size(`${at.flow}.${at.node}.${id}`, 'utf8')
    if (bytes <= MAX_CHOICE_ID_BYTES) return []
    const what = `the id of the choice ${id} has ${bytes} bytes, and ${MAX_CHOICE_ID_BYTES} come back with a tap`
    return [fault(at, 'choice_id_long', what, 'use shorter names')]
  })
}

/** Every label and every synonym must be understood as its own choice. */
function phrases(
  { understand }: Scene,
  at: At,
  language: Language,
  one: Shown,
  shown: readonly Shown[],
  question: Question,
): Fault[] {
  const place = (key: string) => ({ ...at, key })
  return [one.label, ...one.synonyms].flatMap((phrase, index) => {
    const key = index === 0 ? one.key : `${one.key}.alias`
    const said = understand(phrase)
    const word = reservedOf(said)
    // A label typed in full is the choice itself, so that it may only be a word of every question by its meaning.
    const taken = index === 0 ? said.reserved : word
    if (taken !== undefined && taken !== 'skip') {
      if (meansSame(taken, one.id, question)) return []
      // What the model only guesses from a synonym may change with its next training.
      const say = said.reserved === undefined ? warning : fault
      const what = `${language}: “${phrase}” means “${taken}” at every question`
      return [say(place(key), 'word_reserved', what, 'use other words')]
    }
    if (/^\d+$/.test(phrase.trim()))
      return [
        fault(place(key), 'word_number', `${language}: “${phrase}” is the number of a choice`, 'use words'),
      ]
    const chosen = choose(said, shown, question)
    const isEmpty = phrase.trim() === ''
    if (chosen === one.id && !isEmpty) return []
    if (chosen === undefined || isEmpty)
      return [
        warning(
          place(key),
          'word_lost',
          `${language}: “${phrase}” is not understood`,
          'take it out or write it as people do',
        ),
      ]
    return [
      fault(
        place(key),
        'choices_collide',
        `${language}: “${phrase}” is understood as ${chosen}`,
        'use words that fit one choice alone',
      ),
    ]
  })
}

function choose(said: Utterance, shown: readonly Shown[], { flow, node }: Question): string | undefined {
  if (node.kind === 'ask' && answerType(flow, node.into) === 'yes_no') {
    const yes = parseYesNo(said)
    if (yes !== undefined) return yes ? 'yes' : 'no'
  }
  const chosen = parseChoice(said, shown)
  if (!chosen) return undefined
  return 'id' in chosen ? chosen.id : chosen.several.join(' and ')
}

/** A reserved word does no harm on the choice that leads where the word leads. */
function meansSame(word: Reserved, id: string, { flow, node }: Question): boolean {
  if (node.kind !== 'choose') return false
  const to = flow.nodes[node.to[id] ?? '']
  if (word === 'menu') return (to?.kind === 'call' && to.flow === 'menu') || flow.id === 'menu'
  if (word === 'staff') return to?.kind === 'hand_over' || (to?.kind === 'call' && to.flow === 'staff')
  return word === 'cancel' && to?.kind === 'end'
}

/** Ten is what a list holds; what can be corrected after a summary is told by numbers alone beyond it. */
function tooMany(scene: Scene): Fault[] {
  return [...scene.flows.values()].flatMap((flow) =>
    Object.entries(flow.nodes).flatMap(([node, one]) => {
      const at = { flow: flow.id, node }
      const count = shownAt(scene, flow, one, 'id').length
      if (count > MAX_CHOICES)
        return [
          fault(
            at,
            'too_many_choices',
            `${count} choices where a list holds ${MAX_CHOICES}`,
            'ask in two steps',
          ),
        ]
      if (one.kind === 'review' && one.slots.length > MAX_CHOICES)
        return [
          warning(
            at,
            'too_many_choices',
            `${one.slots.length} answers to correct where a list holds ${MAX_CHOICES}: the others are chosen by number`,
            'show fewer',
          ),
        ]
      return []
    }),
  )
}

const LIMITS: Partial<Record<Role, number>> = { button: MAX_BUTTON, row: MAX_ROW }

function labels(scene: Scene): Fault[] {
  const told = new Set<string>()
  return scene.uses.flatMap((use) => {
    const max = LIMITS[use.role]
    if (max === undefined || told.has(use.key)) return []
    told.add(use.key)
    return LANGUAGES.filter((language) => scene.texts.has(use.key, language)).flatMap((language) => {
      const label = scene.texts.format(use.key, language, {})
      if (label.length <= max) return []
      const what = `${language}: “${label}” has ${label.length} characters where a ${use.role} holds ${max}`
      return [fault(placeOf(use), 'label_long', what, 'say it shorter')]
    })
  })
}
