/** @module The grammar of a transcript: what in it is played, what is only expected. `docs/flows.md` explains it to people. */

import { type Content, MEDIA_TYPES } from '../../src/core/chat.ts'

export type Step =
  | { kind: 'say'; contents: Content[]; source: string[] }
  | { kind: 'pause'; words: string; source: string[] }
  | { kind: 'staff'; words: string; source: string[] }
  | { kind: 'comment'; source: string[] }

/** The steps to play, in order; expected lines (`<`, `=` and their continuations) are left out. */
export function stepsOf(source: string): Step[] {
  const steps: Step[] = []
  const lines = source.split('\n')
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const end = line === '[' ? lines.indexOf(']', at) + 1 : at + continued(lines, at)
    const own = lines.slice(at, Math.max(end, at + 1))
    at += own.length
    if (line === '[') steps.push({ kind: 'say', contents: burst(own), source: own })
    else if (line.startsWith('> '))
      steps.push({ kind: 'say', contents: [contentOf(textOf(own))], source: own })
    else if (line.startsWith('~ ')) steps.push({ kind: 'pause', words: line.slice(2), source: own })
    else if (line.startsWith('! ')) steps.push({ kind: 'staff', words: textOf(own), source: own })
    else if (line.startsWith('#')) steps.push({ kind: 'comment', source: own })
  }
  return steps
}

/** A line and those below it that are indented by two blanks. */
function continued(lines: readonly string[], at: number): number {
  let count = 1
  while (lines[at + count]?.startsWith('  ')) count += 1
  return count
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => line.slice(2)).join('\n')
}

function burst(lines: readonly string[]): Content[] {
  return lines.filter((line) => line.startsWith('> ')).map((line) => contentOf(line.slice(2)))
}

/** `[voice]`, `[image caption]`, `[choice id]`, `[location -6.2 107.0]`, `[contact 08…]`, or plain text. */
export function contentOf(text: string): Content {
  const [, tag = '', rest = ''] = /^\[(\w+)(?: (.*))?\]$/s.exec(text) ?? []
  if (tag === 'choice') return { type: 'choice', id: rest }
  if (tag === 'contact') return { type: 'contact', phone: rest }
  if (tag === 'location') {
    const [lat, lng] = rest.split(' ').map(Number)
    return { type: 'location', lat: lat ?? 0, lng: lng ?? 0 }
  }
  const media = MEDIA_TYPES.find((type) => type === tag)
  if (media) return rest === '' ? { type: media } : { type: media, caption: rest }
  return { type: 'text', text }
}

const UNITS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/** "1 day" in milliseconds. @throws Error on any other words */
export function pauseOf(words: string): number {
  const [, count, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(words) ?? []
  if (unit === undefined) throw new Error(`A pause is "~ 2 days", not "~ ${words}"`)
  return Number(count) * UNITS[unit as keyof typeof UNITS]
}
