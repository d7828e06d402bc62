/** @module What Meta refuses of a message: each limit as its pages state it, counted the strict way. */

import type { Message } from './journal.ts'

export type Refusal = { http: number; code: number; details: string }

type Json = Readonly<Record<string, unknown>>

const KEYS = [
  'messaging_product',
  'recipient_type',
  'to',
  'recipient',
  'biz_opaque_callback_data',
  'context',
  'type',
]
const TYPES = ['text', 'interactive', 'template', 'image', 'document', 'location', 'reaction'] as const

const invalid = (details: string): Refusal => ({ http: 400, code: 131009, details })
const malformed = (details: string): Refusal => ({ http: 400, code: 100, details })
const required = (details: string): Refusal => ({ http: 400, code: 131008, details })

/** The first thing that is wrong; `undefined` when Meta would take it. */
export function refusalOf(message: Message): Refusal | undefined {
  const type = String(message.type ?? 'text')
  const odd = Object.keys(message).find((key) => !KEYS.includes(key) && key !== type)
  if (odd !== undefined) return malformed(`Unexpected key "${odd}" on param "message".`)
  if (message.messaging_product !== 'whatsapp') return malformed('messaging_product must be "whatsapp"')
  if (!TYPES.some((one) => one === type)) return malformed(`Unsupported type ${type}`)
  const { to, recipient, biz_opaque_callback_data: echo } = message
  if (to === undefined && recipient === undefined) return required('to or recipient')
  if (to !== undefined && !/^\+?\d{5,20}$/.test(String(to))) return invalid('to')
  if (to === undefined && !/^[A-Z]{2}\./.test(String(recipient))) return invalid('recipient')
  if (echo !== undefined && !fits(echo, 1, 512)) return invalid('biz_opaque_callback_data')
  const body = asJson(message[type])
  if (type === 'text') return fits(body.body, 1, 4096) ? undefined : invalid('text.body 1..4096')
  if (type === 'template')
    return fits(body.name, 1, 512) && fits(asJson(body.language).code, 2, 10)
      ? undefined
      : required('template')
  return type === 'interactive' ? ofInteractive(body) : undefined
}

function ofInteractive(interactive: Json): Refusal | undefined {
  const action = asJson(interactive.action)
  const text = asJson(interactive.body).text
  switch (interactive.type) {
    case 'button':
      return fits(text, 1, 1024) ? ofButtons(action) : invalid('interactive.body.text 1..1024')
    case 'list':
      return fits(text, 1, 4096) ? ofList(action) : invalid('interactive.body.text 1..4096')
    case 'location_request_message':
      if (!fits(text, 1, 1024)) return invalid('interactive.body.text 1..1024')
      return action.name === 'send_location' ? undefined : invalid('interactive.action.name')
    default:
      return invalid('interactive.type')
  }
}

function ofButtons(action: Json): Refusal | undefined {
  const buttons = asList(action.buttons)
  if (buttons.length < 1 || buttons.length > 3) return invalid('1 to 3 buttons')
  if (buttons.some(({ type }) => type !== 'reply')) return invalid('button type')
  const replies = buttons.map(({ reply }) => asJson(reply))
  if (!replies.every(({ title }) => fits(title, 1, 20))) return invalid('button title 1..20')
  if (!replies.every(({ id }) => fits(id, 1, 256) && isTrim(id))) return invalid('button id 1..256')
  if (!areDistinct(replies.map(({ title }) => title))) return invalid('Duplicated title of buttons')
  return areDistinct(replies.map(({ id }) => id)) ? undefined : invalid('Duplicated id of buttons')
}

function ofList(action: Json): Refusal | undefined {
  const sections = asList(action.sections)
  if (!fits(action.button, 1, 20)) return invalid('interactive.action.button 1..20')
  if (sections.length < 1 || sections.length > 10) return invalid('1 to 10 sections')
  if (sections.length > 1 && !sections.every(({ title }) => fits(title, 1, 24)))
    return invalid('section title')
  const rows = sections.flatMap((section) => asList(section.rows))
  if (rows.length < 1 || rows.length > 10) return invalid('Total row count exceed max allowed count: 10')
  if (!rows.every(({ title }) => fits(title, 1, 24))) return invalid('row title 1..24')
  if (!rows.every(({ description }) => description === undefined || fits(description, 1, 72)))
    return invalid('row description 1..72')
  if (!rows.every(({ id }) => fits(id, 1, 200) && isTrim(id))) return invalid('row id 1..200')
  if (!areDistinct(rows.map(({ title }) => title))) return invalid('Duplicated title of rows')
  return areDistinct(rows.map(({ id }) => id)) ? undefined : invalid('Duplicated id of rows')
}

function fits(value: unknown, min: number, max: number): boolean {
  return typeof value === 'string' && value.trim().length >= min && value.length <= max
}

function isTrim(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === value
}

function areDistinct(values: unknown[]): boolean {
  return new Set(values).size === values.length
}

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : []
}
