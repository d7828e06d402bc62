/** @module The texts of locales/ for commands of staff and operators. */

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { LANGUAGES, type Language } from '../core/lists.ts'
import { makeTexts, type TextArgs, type Texts } from '../text/texts.ts'

const locales = resolve(import.meta.dirname, '../../locales')

/** Says a text in one language. */
export type Say = (key: string, args?: TextArgs) => string

export function loadTexts(): Texts {
  const [id, en] = LANGUAGES.map(read)
  return makeTexts({ id: id ?? {}, en: en ?? {} })
}

export function sayIn(language: Language, texts: Texts = loadTexts()): Say {
  return (key, args = {}) => texts.format(key, language, args)
}

function read(language: Language): Record<string, string> {
  const files = [
    resolve(locales, language, 'messages.json'),
    resolve(locales, `parts/office.${language}.json`),
  ]
  return Object.assign({}, ...files.filter(existsSync).map((file) => JSON.parse(readFileSync(file, 'utf8'))))
}
