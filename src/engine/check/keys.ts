/** @module Text keys nobody wrote, keys nobody says, and texts that differ between languages. */

import { LANGUAGES } from '../../core/lists.ts'
import { textFaults } from '../../text/texts.ts'
import { type Fault, fault } from './fault.ts'
import { isText, type Scene } from './scene.ts'
import { TWIN, type Use } from './uses.ts'

const ALIAS = '.alias'

export function checkKeys(scene: Scene): Fault[] {
  return [...missing(scene), ...unused(scene), ...written(scene)]
}

function missing(scene: Scene): Fault[] {
  const told = new Set<string>()
  return scene.uses.flatMap((use) => {
    if (use.optional || told.has(use.key) || isText(scene, use.key)) return []
    told.add(use.key)
    const { key, flow, node } = use
    const at = { key, ...(flow === undefined ? {} : { flow }), ...(node === undefined ? {} : { node }) }
    return [fault(at, 'text_missing', `${WHAT[use.role]} is missing`, 'write it in every language')]
  })
}

const WHAT: Record<Use['role'], string> = {
  bubble: 'this text',
  question: 'the text of this question',
  line: 'this line of a list',
  reason: 'this reason of a verdict',
  button: 'this label',
  row: 'the label of a slot',
  words: 'this text',
}

/** An alias belongs to a label or to an answer that can be corrected by its name, a twin to a text that may have none of its facts; what a language lacks is told below. */
function unused({ texts, uses, saidElsewhere }: Scene): Fault[] {
  const said = new Map(uses.map((use) => [use.key, use]))
  const isSaid = (key: string): boolean => {
    if (said.has(key)) return true
    if (key.endsWith(ALIAS))
      return ['button', 'row'].includes(said.get(key.slice(0, -ALIAS.length))?.role ?? '')
    return saidElsewhere?.(key) === true
  }
  return texts
    .keys()
    .filter((key) => !isSaid(key))
    .map((key) =>
      fault(
        { key },
        key.endsWith(TWIN) ? 'twin_unused' : 'text_unused',
        key.endsWith(TWIN) ? 'is the twin of a text that nobody says' : 'nobody says this text',
        'use it or take it out of every language',
      ),
    )
}

/** Broken messages, languages that lack a key, placeholders that differ. */
function written({ raw }: Scene): Fault[] {
  return textFaults(raw).map((line) => {
    const [, language, key = '', what = line] = /^(?:(\w\w) )?([^\s:]+): (.*)$/s.exec(line) ?? []
    if (what === 'is missing')
      return fault({ key }, 'text_missing', `is missing in ${language}`, 'write it in every language')
    if (language === undefined)
      return fault({ key }, 'placeholders_differ', what, 'name the same values in each')
    return fault({ key }, 'text_broken', `${language}: ${what}`, `mend it in locales/${language}`)
  })
}

/** Texts of several languages, each once, that stand in any of the uses. */
export function eachText(
  scene: Scene,
  uses: readonly Use[],
): { use: Use; language: (typeof LANGUAGES)[number] }[] {
  return uses.flatMap((use) =>
    LANGUAGES.filter((language) => scene.texts.has(use.key, language)).map((language) => ({ use, language })),
  )
}
