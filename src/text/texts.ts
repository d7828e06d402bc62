/** @module Texts by key and language, in ICU MessageFormat. Pure; holds no text of its own and no facts. */

import { IntlMessageFormat } from 'intl-messageformat'
import { formatWeekdayHour } from '../core/jakarta.ts'
import { LANGUAGES, type Language } from '../core/lists.ts'

export type TextArgs = Record<string, string | number | boolean | Date>

export type Texts = {
  /** Whether this language itself has the text. */
  has(key: string, language: Language): boolean
  /** All keys of all languages, sorted. */
  keys(): string[]
  /** The names a text waits for in any language, sorted: {fact_…} facts, {slot_…} answers, others given by the engine. */
  placeholders(key: string): string[]
  /**
   * The text with its values. A Date is said as day and hour in Jakarta.
   * What is missing or broken falls back to the Indonesian text and finally to the key; never throws.
   */
  format(key: string, language: Language, args: TextArgs): string
}

export type RawTexts = Record<Language, Record<string, string>>

const KEY = /^[a-z0-9_]+(\.[A-Za-z0-9_-]+)*$/
const LOCALES: Record<Language, string> = { id: 'id-ID', en: 'en-GB' }

/** @throws Error naming all keys and values that cannot be texts; faults inside messages are found by `textFaults`. */
export function makeTexts(raw: RawTexts): Texts {
  const faults = LANGUAGES.flatMap((language) => shapeFaults(raw, language))
  if (faults.length > 0) throw new Error(`The texts have faults:\n- ${faults.join('\n- ')}`)
  // Each is looked at once: texts are said a thousand times between two changes of them.
  const parsed = new Map<string, Message | undefined>()
  const named = new Map<string, string[]>()

  const message = (key: string, language: Language): Message | undefined => {
    const at = `${language} ${key}`
    const known = parsed.get(at)
    if (known !== undefined || parsed.has(at)) return known
    const source = ownText(raw, key, language)
    // Not kept: there is no end of what is no key.
    if (source === undefined) return undefined
    const made = parse(source, language)
    parsed.set(at, made)
    return made
  }

  return {
    has: (key, language) => ownText(raw, key, language) !== undefined,
    keys: () => allKeys(raw),
    placeholders: (key) => {
      const known = named.get(key)
      if (known !== undefined) return [...known]
      if (LANGUAGES.every((language) => ownText(raw, key, language) === undefined)) return []
      const names = LANGUAGES.flatMap((language) => message(key, language)?.names ?? [])
      const all = [...new Set(names)].sort()
      named.set(key, all)
      return all
    },
    format: (key, language, args) =>
      fill(message(key, language), args, language) ?? fill(message(key, 'id'), args, 'id') ?? key,
  }
}

/**
 * What only a look into every message finds: broken syntax, forms that differ between runtimes, keys a language
 * lacks, and placeholders that differ between languages. For the flow check; empty when all is well.
 */
export function textFaults(raw: RawTexts): string[] {
  const faults: string[] = []
  for (const key of allKeys(raw)) {
    const names = new Map<Language, string>()
    for (const language of LANGUAGES) {
      const source = ownText(raw, key, language)
      if (source === undefined) faults.push(`${language} ${key}: is missing`)
      else
        try {
          const ast = read(source, language).getAst()
          if (kindsOf(ast).some((kind) => HOST_DEPENDENT.has(kind)))
            faults.push(`${language} ${key}: date and time forms are not allowed, give the value as text`)
          names.set(language, namesOf(ast).join(' '))
        } catch (error) {
          faults.push(`${language} ${key}: ${error instanceof Error ? error.message : String(error)}`)
        }
    }
    if (new Set(names.values()).size > 1)
      faults.push(`${key}: placeholders differ: ${[...names].map(([l, n]) => `${l} {${n}}`).join(', ')}`)
  }
  return faults
}

function shapeFaults(raw: RawTexts, language: Language): string[] {
  return Object.entries(raw[language]).flatMap(([key, value]) => {
    if (!KEY.test(key)) return [`${language} ${key}: is no dotted key`]
    return typeof value === 'string' && value !== '' ? [] : [`${language} ${key}: is no text`]
  })
}

function ownText(raw: RawTexts, key: string, language: Language): string | undefined {
  return Object.hasOwn(raw[language], key) ? raw[language][key] : undefined
}

function allKeys(raw: RawTexts): string[] {
  return [...new Set(LANGUAGES.flatMap((language) => Object.keys(raw[language])))].sort()
}

function read(source: string, language: Language): IntlMessageFormat {
  // Texts are plain: "<" is a sign like any other.
  return new IntlMessageFormat(source, LOCALES[language], undefined, { ignoreTag: true })
}

/** `names`: what it waits for; `text` of one that waits for nothing. */
type Message = { format: IntlMessageFormat; names: string[]; text?: string }

function parse(source: string, language: Language): Message | undefined {
  try {
    const format = read(source, language)
    const names = namesOf(format.getAst())
    return names.length === 0
      ? { format, names, text: trimLines(String(format.format({}))) }
      : { format, names }
  } catch {
    // Told by textFaults before start; a resident gets the other language or the key instead.
    return undefined
  }
}

function fill(message: Message | undefined, args: TextArgs, language: Language): string | undefined {
  if (!message) return undefined
  if (message.text !== undefined) return message.text
  const values: Record<string, string | number> = {}
  for (const name of message.names) {
    const value = args[name]
    if (value !== undefined) values[name] = typeof value === 'number' ? value : say(value, language)
  }
  try {
    return trimLines(String(message.format.format(values)))
  } catch {
    // A value the text waits for was not given.
    return undefined
  }
}

/** A value that is empty leaves no blank at the end of its line. */
const trimLines = (text: string) => text.replace(/ +$/gm, '')

function say(value: string | boolean | Date, language: Language): string {
  if (!(value instanceof Date)) return String(value)
  return Number.isNaN(value.getTime()) ? '' : formatWeekdayHour(value, language)
}

type Ast = ReturnType<IntlMessageFormat['getAst']>

// Element numbers of the ICU parser: 0 literal, 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural, 7 #.
const HOST_DEPENDENT = new Set([3, 4])

function elements(ast: Ast): Ast {
  return ast.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => elements(value)) : []),
  ])
}

function kindsOf(ast: Ast): number[] {
  return elements(ast).map(({ type }) => type)
}

function namesOf(ast: Ast): string[] {
  const names = elements(ast).flatMap((element) =>
    element.type >= 1 && element.type <= 6 && 'value' in element && typeof element.value === 'string'
      ? [element.value]
      : [],
  )
  return [...new Set(names)].sort()
}
