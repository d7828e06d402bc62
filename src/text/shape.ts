/** @module What a message is made of: its words, the values it names, and what it says in each case. For checks. Pure. */

import { IntlMessageFormat } from 'intl-messageformat'

export type Part =
  | { is: 'words'; text: string }
  | { is: 'value'; name: string }
  /** One of several wordings, by the value named. */
  | { is: 'either'; name: string; options: Readonly<Record<string, readonly Part[]>> }

type Ast = ReturnType<IntlMessageFormat['getAst']>

// Element numbers of the ICU parser: 0 literal, 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural, 7 #.
const LITERAL = 0
const POUND = 7

/** The parts in order; `undefined` when the message has broken syntax, which `textFaults` tells. Language does not matter. */
export function readShape(source: string): readonly Part[] | undefined {
  try {
    return parts(new IntlMessageFormat(source, 'id-ID', undefined, { ignoreTag: true }).getAst())
  } catch {
    return undefined
  }
}

function parts(ast: Ast): Part[] {
  return ast.flatMap((element): Part[] => {
    // "#" stands for the number that a plural is about: at most a few digits.
    if (element.type === POUND) return [{ is: 'words', text: '#' }]
    if (!('value' in element) || typeof element.value !== 'string') return []
    if (element.type === LITERAL) return [{ is: 'words', text: element.value }]
    if (!('options' in element)) return [{ is: 'value', name: element.value }]
    const options = Object.entries(element.options).map(([word, { value }]) => [word, parts(value)] as const)
    return [{ is: 'either', name: element.value, options: Object.fromEntries(options) }]
  })
}

/** Every name the parts wait for, each once. */
export function namesIn(shape: readonly Part[]): string[] {
  const names = shape.flatMap((part) => {
    if (part.is === 'words') return []
    if (part.is === 'value') return [part.name]
    return [part.name, ...Object.values(part.options).flatMap(namesIn)]
  })
  return [...new Set(names)]
}

/** All words of the parts, in whatever case they are said, with a space for each value. */
export function wordsIn(shape: readonly Part[]): string {
  return shape
    .map((part) => {
      if (part.is === 'words') return part.text
      return part.is === 'value' ? ' ' : ` ${Object.values(part.options).map(wordsIn).join(' \n ')} `
    })
    .join('')
}

/** The most characters the parts can become, when `sizeOf` tells the most each value can. */
export function longestOf(shape: readonly Part[], sizeOf: (name: string) => number): number {
  return shape.reduce((sum, part) => {
    if (part.is === 'words') return sum + part.text.length
    if (part.is === 'value') return sum + sizeOf(part.name)
    return sum + Math.max(0, ...Object.values(part.options).map((one) => longestOf(one, sizeOf)))
  }, 0)
}
