/** @module One line of the terminal becomes messages, or a move of the clock. Never throws: what is no JSON is a text. */

import type { Content } from '../../core/chat.ts'
import { MEDIA_TYPES, type MediaType } from '../../core/chat.ts'

/** `id` is the sender's own name for a message, so that a line written again after a crash is known as a repeat. */
export type Written = { content: Content; id?: string }
export type Line =
  | { type: 'messages'; messages: Written[] }
  | { type: 'advance'; ms: number }
  /** Stands for the page behind the last link, where no server runs. */
  | { type: 'form'; nik: string; kk: string }
  /** Stands for the officer at the counter: a code for the holder of this card. */
  | { type: 'counter'; nik: string }
  | { type: 'empty' }

/**
 * A line that starts with `{` is one message, with `[` a burst; all else is a text.
 * @example {"type":"choice","id":"eligibility.work.own_account"}
 */
export function decodeLine(line: string): Line {
  const text = line.trim()
  if (text === '') return { type: 'empty' }
  const [, verb, first = '', second = ''] = /^\/(isi|kode)\s+(\S+)(?:\s+(\S+))?$/.exec(text) ?? []
  if (verb === 'isi') return { type: 'form', nik: first, kk: second }
  if (verb === 'kode') return { type: 'counter', nik: first }
  const value = text.startsWith('{') || text.startsWith('[') ? parse(text) : undefined
  if (Array.isArray(value)) return { type: 'messages', messages: value.map(decodeMessage) }
  if (!isRecord(value)) return { type: 'messages', messages: [{ content: { type: 'text', text: line } }] }
  const { type, ms } = value
  if (type === 'advance' && typeof ms === 'number' && ms >= 0) return { type: 'advance', ms }
  const nik = wordOf(value.nik)
  if (type === 'form' && nik !== undefined) return { type, nik, kk: wordOf(value.kk) ?? '' }
  if (type === 'counter' && nik !== undefined) return { type, nik }
  return { type: 'messages', messages: [decodeMessage(value)] }
}

function decodeMessage(value: unknown): Written {
  if (typeof value === 'string') return { content: { type: 'text', text: value } }
  if (!isRecord(value)) return { content: { type: 'unsupported', what: typeof value } }
  const id = wordOf(value.id)
  // In a choice the id names the choice.
  const own = wordOf(value.type) === 'choice' ? wordOf(value.message_id) : id
  return { content: decodeContent(value), ...(own === undefined ? {} : { id: own }) }
}

function decodeContent(value: Record<string, unknown>): Content {
  const type = wordOf(value.type) ?? 'nothing'
  const text = wordOf(value.text)
  if (type === 'text' && text !== undefined) return { type, text }
  const choice = wordOf(value.id)
  const label = wordOf(value.label)
  if (type === 'choice' && choice !== undefined)
    return { type, id: choice, ...(label === undefined ? {} : { label }) }
  if (isMedia(type)) {
    const caption = wordOf(value.caption)
    return { type, ...(caption === undefined ? {} : { caption }) }
  }
  const { lat, lng } = value
  if (type === 'location' && typeof lat === 'number' && typeof lng === 'number') {
    return { type, lat, lng, ...(label === undefined ? {} : { label }) }
  }
  const phone = wordOf(value.phone)
  if (type === 'contact' && phone !== undefined) return { type, phone }
  return { type: 'unsupported', what: type.slice(0, 40) }
}

function isMedia(type: string): type is MediaType {
  return (MEDIA_TYPES as readonly string[]).includes(type)
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Somebody who types a bracket means a bracket.
    return undefined
  }
}
