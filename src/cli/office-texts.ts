/** @module The texts of locales/ for commands of staff and operators. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigFault, type SettingFault } from '../config.ts'
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

/** A wrong setting with its name and remedy, in one line. */
export function settingWords(say: Say, { setting, what, args }: SettingFault): string {
  return say(`setting.fault.${what}`, { setting, ...args })
}

/** Why a command cannot be carried out: each wrong setting in every language, or what the error says. */
export function errorWords(
  error: unknown,
  says: readonly Say[] = LANGUAGES.map((one) => sayIn(one)),
): string {
  if (error instanceof ConfigFault)
    return says.flatMap((say) => error.faults.map((fault) => settingWords(say, fault))).join('\n')
  return error instanceof Error ? error.message : String(error)
}

/** Staff must be able to work, and the doctor to speak, while a text for residents is broken. */
const OURS = /^(staff|doctor|backup|restore|setting|channel|pair|telegram|whatsapp|dev|access)\./

function read(language: Language): Record<string, string> {
  const file = resolve(locales, language, 'messages.json')
  const all: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  return Object.fromEntries(Object.entries(all).filter(([key]) => OURS.test(key)))
}
