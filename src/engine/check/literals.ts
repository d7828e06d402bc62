/** @module Amounts, dates, phone numbers and links written into texts, where a fact should be named. */

import { MONTHS } from '../../core/jakarta.ts'
import { LANGUAGES, type Language } from '../../core/lists.ts'
import { readShape, wordsIn } from '../../text/shape.ts'
import { type Fault, fault } from './fault.ts'
import type { Scene } from './scene.ts'

const MONTH_NAMES = [...new Set(LANGUAGES.flatMap((language) => MONTHS[language]))].join('|')
const MULTIPLES = 'ribu|rb|juta|jt|miliar|milyar|persen|thousand|million|billion|percent'

/** The first that fits names the fault; a number of one digit is allowed where nothing makes it an amount or a date. */
const LITERALS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a link', /https?:|www\.|\bwa\.me\b|\b[\w-]+\.(?:go\.id|co\.id|or\.id|id|com|net|org)\b/i],
  ['an e-mail address', /\S@\S+\.\w/],
  ['an amount', new RegExp(String.raw`\bRp|\bIDR\b|\d\s?%|\d[\d.,]*\s?(?:${MULTIPLES})\b|\d[.,]\d`, 'i')],
  ['a date', new RegExp(String.raw`\b\d{1,2}\s+(?:${MONTH_NAMES})\b|\b(?:${MONTH_NAMES})\s+\d`, 'i')],
  ['a phone number', /\+\d|\b0\d{2,}|\d[\d -]{5,}\d/],
  ['a number of more than one digit', /\d{2,}/],
]

/** Words that people type are no claims; keys of other layers than flows and engine are theirs to judge. */
export function checkLiterals({ raw, uses, texts }: Scene): Fault[] {
  const place = new Map(uses.map((use) => [use.key, use]))
  return texts.keys().flatMap((key) => {
    const use = place.get(key)
    if (!use) return []
    const at = {
      key,
      ...(use.flow === undefined ? {} : { flow: use.flow }),
      ...(use.node === undefined ? {} : { node: use.node }),
    }
    return LANGUAGES.flatMap((language) =>
      found(raw, key, language).map((what) =>
        fault(at, 'literal', `${language}: ${what} stands in the text`, 'name a fact, or say it in words'),
      ),
    )
  })
}

function found(raw: Scene['raw'], key: string, language: Language): string[] {
  const source = Object.hasOwn(raw[language], key) ? raw[language][key] : undefined
  const shape = source === undefined ? undefined : readShape(source)
  if (!shape) return []
  const words = wordsIn(shape)
  const [what, pattern] = LITERALS.find(([, one]) => one.test(words)) ?? []
  const shown = pattern?.exec(words)?.[0].trim()
  return what === undefined || shown === undefined ? [] : [`${what} (“${shown}”)`]
}
