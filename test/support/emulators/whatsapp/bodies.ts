/** @module The bodies of Meta's webhooks and errors, as its pages show them. */

import { createHmac } from 'node:crypto'
import type { Person, World } from './world.ts'

export type Value = Readonly<Record<string, unknown>>

/** What a person does; `tap` without an id taps the choice of this number in the last message they got. */
export type Said =
  | { type: 'text'; text: string }
  | { type: 'tap'; id?: string; title?: string; index?: number }
  | {
      type: 'image' | 'voice' | 'video' | 'sticker' | 'document'
      mediaId: string
      caption?: string
      mime?: string
    }
  | { type: 'location'; lat: number; lng: number; name?: string }
  | { type: 'contact'; phone: string; name?: string }
  | { type: 'reaction'; emoji: string }
  /** As it stands on the wire, with its own `type` in it. */
  | { type: 'raw'; message: Value }

export function messageOf(person: Person, said: Said): Value {
  switch (said.type) {
    case 'text':
      return { type: 'text', text: { body: said.text } }
    case 'tap':
      return tapOf(person, said)
    case 'location': {
      const { lat, lng, name } = said
      return {
        type: 'location',
        location: { latitude: lat, longitude: lng, ...(name === undefined ? {} : { name }) },
      }
    }
    case 'contact': {
      const { phone, name = 'Kenalan' } = said
      return { type: 'contacts', contacts: [{ name: { formatted_name: name }, phones: [{ phone }] }] }
    }
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: said.emoji } }
    case 'raw':
      return said.message
    default:
      return fileOf(said)
  }
}

function tapOf(person: Person, said: Extract<Said, { type: 'tap' }>): Value {
  const choice = person.choices[said.index ?? 0]
  const id = said.id ?? choice?.id ?? 'nothing'
  const title = said.title ?? choice?.title ?? id
  const type = choice?.isRow ? 'list_reply' : 'button_reply'
  return { type: 'interactive', interactive: { type, [type]: { id, title } } }
}

function fileOf(said: Extract<Said, { mediaId: string }>): Value {
  const type = said.type === 'voice' ? 'audio' : said.type
  const file = {
    id: said.mediaId,
    mime_type: said.mime ?? 'image/jpeg',
    ...(said.caption === undefined ? {} : { caption: said.caption }),
    ...(said.type === 'voice' ? { voice: true } : {}),
  }
  return { type, [type]: file }
}

/** A change of the field `messages` about this person: their number is left out where it is hidden. */
export function changeOf(world: World, person: Person, more: Value): Value {
  const { phone, userId, name } = person
  const contact = {
    profile: { name: name ?? 'Warga' },
    ...(phone === undefined ? {} : { wa_id: phone }),
    ...(userId === undefined ? {} : { user_id: userId }),
  }
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '622188888888', phone_number_id: world.options.phoneNumberId },
    contacts: [contact],
    ...more,
  }
}

export function senderOf({ phone, userId }: Person): Value {
  return {
    ...(phone === undefined ? {} : { from: phone }),
    ...(userId === undefined ? {} : { from_user_id: userId }),
  }
}

/** Several values in one body: some as entries, some as changes of one. */
export function bodyOf(values: Value[], isOneEntry: boolean): Value {
  const changes = values.map((value) => ({ field: 'messages', value }))
  const entry = isOneEntry
    ? [{ id: '102290129340398', changes }]
    : changes.map((one) => ({ id: '102290129340398', changes: [one] }))
  return { object: 'whatsapp_business_account', entry }
}

/** As Meta writes JSON: slashes and all that is not ASCII are escaped. */
export function bytesOf(body: unknown): string {
  return JSON.stringify(body)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function signatureOf(body: string | Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** @param sub `error_subcode`; 33 of 100 is an object that is not there or may not be seen */
export function errorOf(code: number, details: string, sub?: number): Value {
  return {
    error: {
      message: `(#${code}) ${details}`,
      type: 'OAuthException',
      code,
      ...(sub === undefined ? {} : { error_subcode: sub }),
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: 'A1b2C3d4E5',
    },
  }
}

// https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, read 2026-11-25
const HTTP: Readonly<Record<number, number>> = {
  0: 401,
  190: 401,
  10: 403,
  1: 500,
  131000: 500,
  2: 503,
  131016: 503,
  131057: 503,
  131031: 403,
  368: 403,
}

export function httpOf(code: number): number {
  return HTTP[code] ?? (code >= 200 && code <= 299 ? 403 : 400)
}
