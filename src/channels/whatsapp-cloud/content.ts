/** @module What a message of the Cloud API says, platform-free. Pure; never throws, whatever stands in it. */

import type { Content, MediaRef, MediaType } from '../../core/chat.ts'
import { type Loose, listOf, numberOf, recordOf, wordOf } from './loose.ts'

/** Before Meta's id of a file. */
export const MEDIA_PREFIX = 'whatsapp_cloud:'

const MEDIA: Readonly<Record<string, MediaType>> = {
  image: 'image',
  audio: 'voice',
  voice: 'voice',
  video: 'video',
  sticker: 'sticker',
  document: 'document',
}

/** Nobody waits for an answer to these. */
const SILENT = ['reaction', 'request_welcome', 'revoke']

/** Of a kind that we do not know, not more than this of its name. */
const MAX_KIND_CHARS = 40

/** `undefined`: nothing to answer. */
export function contentOf(message: Loose): Content | undefined {
  const type = wordOf(message.type) ?? 'nothing'
  if (SILENT.includes(type)) return undefined
  const kind = wordOf(recordOf(message[type]).type) ?? type
  if (listOf(message.errors).length > 0) return unsupported(kind)
  const media = Object.hasOwn(MEDIA, type) ? MEDIA[type] : undefined
  if (media !== undefined) return mediaOf(media, recordOf(message[type]))
  if (type === 'edit') return editedOf(recordOf(recordOf(message.edit).message))
  return spokenOf(type, message) ?? unsupported(kind)
}

function spokenOf(type: string, message: Loose): Content | undefined {
  switch (type) {
    case 'text': {
      const text = wordOf(recordOf(message.text).body)
      return text === undefined ? undefined : { type, text }
    }
    case 'button': {
      const { payload, text } = recordOf(message.button)
      return choiceOf(payload, text)
    }
    case 'interactive': {
      const tap = recordOf(message.interactive)
      const { id, title } = recordOf(tap.button_reply ?? tap.list_reply)
      return choiceOf(id, title)
    }
    case 'location':
      return placeOf(recordOf(message.location))
    case 'contacts':
      return contactOf(message.contacts)
    default:
      return undefined
  }
}

function choiceOf(id: unknown, title: unknown): Content | undefined {
  const choice = wordOf(id)
  const label = wordOf(title)
  if (choice === undefined) return undefined
  return { type: 'choice', id: choice, ...(label === undefined ? {} : { label }) }
}

function mediaOf(type: MediaType, file: Loose): Content {
  const caption = wordOf(file.caption)
  const media = refOf(file)
  return {
    type,
    ...(caption === undefined ? {} : { caption }),
    ...(media === undefined ? {} : { media }),
  }
}

function refOf(file: Loose): MediaRef | undefined {
  const id = wordOf(file.id)
  const mime = wordOf(file.mime_type)
  const bytes = numberOf(file.file_size)
  if (id === undefined) return undefined
  return {
    ref: `${MEDIA_PREFIX}${id}`,
    ...(mime === undefined ? {} : { mime }),
    ...(bytes === undefined ? {} : { bytes }),
  }
}

function placeOf(place: Loose): Content | undefined {
  const lat = numberOf(place.latitude)
  const lng = numberOf(place.longitude)
  const label = wordOf(place.name) ?? wordOf(place.address)
  if (lat === undefined || lng === undefined || Math.abs(lat) > 90 || Math.abs(lng) > 180) return undefined
  return { type: 'location', lat, lng, ...(label === undefined ? {} : { label }) }
}

/** The first card that has a number. */
function contactOf(cards: unknown): Content | undefined {
  for (const card of listOf(cards).map(recordOf)) {
    const name = wordOf(recordOf(card.name).formatted_name)
    for (const one of listOf(card.phones).map(recordOf)) {
      const phone = wordOf(one.phone) ?? wordOf(one.wa_id)
      if (phone !== undefined) return { type: 'contact', phone, ...(name === undefined ? {} : { name }) }
    }
  }
  return undefined
}

function editedOf(message: Loose): Content {
  const type = wordOf(message.type) ?? ''
  const text = wordOf(recordOf(message.text).body) ?? wordOf(recordOf(message[type]).caption)
  return { type: 'unsupported', what: 'edited', ...(text === undefined ? {} : { text }) }
}

function unsupported(kind: string): Content {
  return { type: 'unsupported', what: kind.slice(0, MAX_KIND_CHARS) }
}
