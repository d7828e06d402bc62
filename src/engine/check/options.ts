/** @module The choices a question shows, by the keys of their labels. */

import type { Language } from '../../core/lists.ts'
import { answerType, optionsOf } from '../defaults.ts'
import type { AnyNode, LoadedFlow } from '../flow.ts'
import type { Scene } from './scene.ts'

export type Shown = { id: string; key: string; label: string; synonyms: string[] }

type QuestionNode = Extract<AnyNode, { kind: 'ask' | 'choose' | 'review' }>

/** As the engine shows and understands them; none for a question that is answered in other words. */
export function shownAt(scene: Scene, flow: LoadedFlow, node: AnyNode, language: Language): Shown[] {
  if (node.kind !== 'ask' && node.kind !== 'choose' && node.kind !== 'review') return []
  return keysOf(scene, flow, node, language).map(([id, key]) => {
    const alias = `${key}.alias`
    const synonyms = scene.texts.has(alias, language)
      ? scene.texts.format(alias, language, {}).split('|')
      : []
    return { id, key, label: scene.texts.format(key, language, {}), synonyms }
  })
}

function keysOf(
  { texts }: Scene,
  flow: LoadedFlow,
  node: QuestionNode,
  language: Language,
): (readonly [id: string, key: string])[] {
  if (node.kind === 'review') return ['yes', 'change'].map((id) => [id, `engine.review.${id}`])
  if (node.kind === 'choose') return Object.keys(node.to).map((id) => [id, `${node.text}.${id}`])
  if (answerType(flow, node.into) !== 'yes_no')
    return optionsOf(flow, node.into).map((id) => [id, `${node.text}.${id}`])
  return ['yes', 'no'].map((id) => {
    const own = `${node.text}.${id}`
    return [id, texts.has(own, language) ? own : `engine.confirm.${id}`]
  })
}
