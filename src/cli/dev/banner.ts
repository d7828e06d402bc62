/** @module Knows the lines that a server says of itself at every start and stop: said once they help, said with each saved file they push the chat away. */

import { readAllMessages } from '../../wiring/data.ts'

const KEYS = ['demo', 'ready', 'web', 'console', 'terminal', 'staff', 'data', 'stop', 'stopped']

/** True for a line of the banner, in either language and whatever stands in its gaps. */
export function bannerTest(): (line: string) => boolean {
  const texts = Object.values(readAllMessages()).flatMap((all) =>
    KEYS.map((key) => all[`start.${key}`] ?? ''),
  )
  const patterns = texts.filter((text) => text !== '').map(patternOf)
  return (line) => patterns.some((pattern) => pattern.test(line.trim()))
}

function patternOf(text: string): RegExp {
  const fixed = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${fixed.join('.*')}$`)
}
