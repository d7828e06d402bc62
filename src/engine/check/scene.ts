/** @module What the checks look at: flows after defaults, texts, rules, and what is said where; gathered once. */

import { LANGUAGES, type Language } from '../../core/lists.ts'
import { type Part, readShape } from '../../text/shape.ts'
import type { Texts } from '../../text/texts.ts'
import type { CheckInput } from './input.ts'
import { type Use, usesOf } from './uses.ts'

export type Scene = CheckInput & {
  uses: readonly Use[]
  /** The parts of a text in one language; undefined when it is missing or broken. */
  shape(key: string, language: Language): readonly Part[] | undefined
}

export function sceneOf(input: CheckInput): Scene {
  const shapes = new Map<string, readonly Part[] | undefined>()
  return {
    ...input,
    uses: usesOf(input),
    shape(key, language) {
      const at = `${language} ${key}`
      if (!shapes.has(at)) {
        const source = Object.hasOwn(input.raw[language], key) ? input.raw[language][key] : undefined
        shapes.set(at, source === undefined ? undefined : readShape(source))
      }
      return shapes.get(at)
    },
  }
}

/** Whether any language has the text; what one language lacks is told by `textFaults`. */
export const isText = ({ texts }: { texts: Texts }, key: string): boolean =>
  LANGUAGES.some((language) => texts.has(key, language))
