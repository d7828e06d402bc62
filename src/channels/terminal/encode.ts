/** @module A reply as the terminal shows it: one JSON line for programs, coloured text for people, a transcript line for tests. */

import type { Outgoing } from '../../core/message.ts'
import { wordsOf } from '../../text/render.ts'

/**
 * One line of JSON. The id is the outbox row's: the same line after a kill is a repeat.
 * @example {"id":"c1.3.0","text":"Halo","choices":[{"id":"menu.a","label":"A"}],"flow":"menu","node":"hello"}
 */
export function encodeJson(message: Outgoing): string {
  const { id, text, choices = [], link, intent, flow, node } = message
  return JSON.stringify({ id, text, choices, link, intent, flow, node })
}

/** The whole text of a bubble: choices numbered, then the link. */
export function encodeText(message: Outgoing): string {
  return wordsOf(message)
}

const COLOURS = { bot: 36, staff: 32, system: 33 } as const
const NAMES = { bot: 'SIGAP', staff: 'Petugas', system: 'Info' } as const

export function encodeColoured(message: Outgoing, colours: boolean): string {
  const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)
  const name = paint(COLOURS[message.author], `${NAMES[message.author]}:`)
  return `${name} ${encodeText(plain(message)).replaceAll('\n', '\n  ')}`
}

/** Control characters of a message would steer the terminal. */
function plain(message: Outgoing): Outgoing {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
  return { ...message, text: message.text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '') }
}

/** `< ` before the first line of a bubble, two blanks before the others. */
export function encodeTranscript(message: Outgoing): string {
  return `< ${encodeText(message).replaceAll('\n', '\n  ')}`
}
