/** @module Texts with their longest values: what no platform takes at once, and bubbles longer than people read. */

import type { Language } from '../../core/lists.ts'
import { longestText as longestFact } from '../../rules/tell.ts'
import { longestOf } from '../../text/shape.ts'
import { answerType, optionsOf } from '../defaults.ts'
import type { LoadedFlow } from '../flow.ts'
import { MAX_BUBBLE_CHARS, MAX_SUMMARY_CHARS } from '../limits.ts'
import {
  ANSWERS,
  type Bound,
  FIELDS,
  longestPlace,
  longestText,
  MAX_OWN_CASES,
  MAX_TEXT,
  namedBound,
} from './bounds.ts'
import { type Fault, fault } from './fault.ts'
import { eachText } from './keys.ts'
import { shownAt } from './options.ts'
import type { Scene } from './scene.ts'
import { placeOf, type Use } from './uses.ts'
import { caseIn, FACT, slotOf } from './values.ts'

type How = keyof Bound

export function checkLengths(scene: Scene): Fault[] {
  const bubbles = scene.uses.filter(({ role }) => role === 'bubble' || role === 'question')
  return eachText(scene, bubbles).flatMap(({ use, language }) => [
    ...tooLong(scene, use, language),
    ...tooMuch(scene, use, language),
  ])
}

function tooLong(scene: Scene, use: Use, language: Language): Fault[] {
  const most = lengthOf(scene, use, use.key, language, 'most') + below(scene, use, language)
  if (most <= MAX_TEXT) return []
  const what = `${language}: up to ${most} characters with the longest values, and ${MAX_TEXT} is all a channel takes`
  return [fault(placeOf(use), 'text_long', what, 'name shorter values or say it in two')]
}

/** Without its source line; a list may be longer. */
function tooMuch(scene: Scene, use: Use, language: Language): Fault[] {
  if (isList(scene, use, language)) return []
  const usual = lengthOf(scene, use, use.key, language, 'usual')
  if (usual <= MAX_BUBBLE_CHARS) return []
  const what = `${language}: a bubble of ${usual} characters that is no list, and ${MAX_BUBBLE_CHARS} is what people read`
  return [fault(placeOf(use), 'bubble_long', what, 'say it shorter or in two bubbles')]
}

const LISTS = ['summary', 'own_cases']

function isList(scene: Scene, use: Use, language: Language): boolean {
  if ((use.lines?.length ?? 0) > 0) return true
  if (scene.texts.placeholders(use.key).some((name) => LISTS.includes(name))) return true
  const source = scene.raw[language][use.key] ?? ''
  return source.split('\n').filter((line) => /^\s*(?:[•*-]|\d+[.)])\s/.test(line)).length > 1
}

/** Lines of a list, numbered choices and the line of sources. */
function below(scene: Scene, use: Use, language: Language): number {
  const lines = (use.lines ?? []).map((key) => lengthOf(scene, use, key, language, 'most') + '\n• '.length)
  const flow = use.flow === undefined ? undefined : scene.flows.get(use.flow)
  const node = use.role === 'question' && use.node !== undefined ? flow?.nodes[use.node] : undefined
  const choices = flow && node ? shownAt(scene, flow, node, language) : []
  const numbers = choices.map(({ label }) => label.length + '\n10. '.length)
  return [...lines, ...numbers, sources(scene, use)].reduce((sum, one) => sum + one, 0)
}

/** Titles of the sources of amounts, with the day each was checked. */
function sources({ rules, texts }: Scene, use: Use): number {
  const ids = [use.key, ...(use.lines ?? [])].flatMap((key) => texts.placeholders(key))
  const facts = ids.flatMap((name) => rules.facts.get(name.slice(FACT.length)) ?? [])
  return facts
    .filter(({ unit }) => unit === 'rupiah')
    .reduce((sum, { source }) => sum + source.title.length + 40, 0)
}

function lengthOf(scene: Scene, use: Use, key: string, language: Language, how: How): number {
  return longestOf(scene.shape(key, language) ?? [], (name) => sizeOf(scene, use, name, language, how))
}

function sizeOf(scene: Scene, use: Use, name: string, language: Language, how: How): number {
  if (name.startsWith(FACT)) {
    const fact = scene.rules.facts.get(name.slice(FACT.length))
    return fact ? longestFact(fact, language).length : 0
  }
  const flow = use.flow === undefined ? undefined : scene.flows.get(use.flow)
  const told = flow && slotOf(flow, name)
  if (flow && told) return slotSize(scene, flow, told, language, how)
  return madeSize(scene, use, flow, name, language, how) ?? namedBound(name)?.[how] ?? 0
}

function slotSize(
  scene: Scene,
  flow: LoadedFlow,
  { slot, field }: { slot: string; field: string },
  language: Language,
  how: How,
): number {
  if (caseIn(flow, slot)) {
    if (field === 'state' || field === 'kind') return caseWords(scene, language, field)
    return FIELDS[field === '' ? 'number' : field]?.[how] ?? 0
  }
  const type = answerType(flow, slot)
  if (type === 'place' && field === '') return longestPlace(scene)
  if (type === 'choice') return optionsOf(flow, slot).length > 0 ? ANSWERS.choice[how] : 0
  return ANSWERS[type][how]
}

const caseWords = (scene: Scene, language: Language, field: 'state' | 'kind') =>
  longestText(
    scene,
    language,
    scene.texts.keys().filter((key) => key.startsWith(`case.${field}.`)),
  )

/** Values that flows and tables make; undefined for all others. */
function madeSize(
  scene: Scene,
  use: Use,
  flow: LoadedFlow | undefined,
  name: string,
  language: Language,
  how: How,
): number | undefined {
  const keys = (role: Use['role']) => scene.uses.filter((one) => one.role === role && one.flow === flow?.id)
  switch (name) {
    case 'summary':
      return flow && summarySize(scene, flow, use, language, how)
    case 'own_cases':
      return MAX_OWN_CASES * (lengthOf(scene, use, 'engine.own_case', language, how) + 1)
    case 'title':
      return longestText(
        scene,
        language,
        [...scene.flows.values()].map(({ title }) => title),
      )
    case 'kind':
    case 'state':
      return caseWords(scene, language, name)
    case 'choices':
      return choicesSize(scene, flow, use, language)
    case 'verdict_why':
      return Math.max(0, ...keys('reason').map(({ key }) => lengthOf(scene, use, key, language, how)))
    case 'verdict_change':
      return 2 * changeSize(scene, language)
    case 'verdict_source':
      // A line of sources is no part of what is read.
      return how === 'usual' ? 0 : (namedBound('sources')?.most ?? 0)
    default:
      return undefined
  }
}

function summarySize(scene: Scene, flow: LoadedFlow, use: Use, language: Language, how: How): number {
  const node = flow.nodes[use.node ?? '']
  const slots = node?.kind === 'review' ? node.slots : []
  return slots.reduce((sum, slot) => {
    const label = scene.texts.format(`slot.${flow.id}.${slot}`, language, {}).length
    const value = slotSize(scene, flow, { slot, field: '' }, language, how)
    return sum + '• : \n'.length + label + Math.min(value, MAX_SUMMARY_CHARS)
  }, 0)
}

/** Labels of this very question; a help text of the engine has the most that any question has. */
function choicesSize(scene: Scene, flow: LoadedFlow | undefined, use: Use, language: Language): number {
  const node = flow?.nodes[use.node ?? '']
  if (!flow || !node) return 0
  return shownAt(scene, flow, node, language).reduce((sum, { label }) => sum + label.length + 2, 0)
}

function changeSize(scene: Scene, language: Language): number {
  const longest = (part: string) =>
    longestText(
      scene,
      language,
      scene.uses.map(({ key }) => key).filter((key) => key.includes(part)),
    )
  const frame = longestOf(scene.shape('engine.change', language) ?? [], () => 0)
  return frame + longest('.if.') + longest('.then.') + 1
}
