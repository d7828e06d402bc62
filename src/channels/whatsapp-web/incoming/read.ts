/** @module A kept row as the road takes it: a message, words typed on the phone of the line, or a person with new keys. */

import type { Incoming } from '../../../core/message.ts'
import type { Library } from '../connection/library.ts'
import type { DayShelf } from '../kept/day-shelf.ts'
import type { Row } from '../kept/inbox.ts'
import type { Names } from '../kept/names.ts'
import type { Sent } from '../kept/sent.ts'
import { type Decoded, decode, textOf } from './decode.ts'
import { keepMedia } from './media.ts'

export type ReadParts = {
  library: Pick<Library, 'proto'>
  sent: Sent
  media: DayShelf
  names: Names
}

/** Undefined: nobody said anything, or it was ourselves. */
export function reader({ library, sent, media, names }: ReadParts): (row: Row) => Incoming | undefined {
  return (row) => {
    const { id, account, person, who, at } = row
    const line = { channel: 'whatsapp_web', account, address: person } as const
    const externalId = `${id}|${who}`
    if (row.body === undefined) return { type: 'line', fact: 'identity_changed', ...line, at, externalId }
    if (row.isOwn && sent.has(id)) return undefined
    const decoded = decodeBody(library, row.body)
    if (decoded === undefined) return undefined
    if (row.isOwn) {
      return { type: 'line', fact: 'typed_on_phone', ...line, at, externalId, text: textOf(decoded) }
    }
    const kept = withMedia(decoded, media, names('media', id, who))
    const { aliases, name } = row
    return {
      type: 'message',
      ...line,
      externalId,
      at,
      content: kept,
      ...(aliases.length === 0 ? {} : { aliases }),
      ...(name === undefined ? {} : { profile: { name } }),
    }
  }
}

function decodeBody(library: ReadParts['library'], base64: string): Decoded | undefined {
  return decode(library.proto.Message.decode(Buffer.from(base64, 'base64')))
}

function withMedia({ content, media: keys }: Decoded, shelf: DayShelf, name: string): Decoded['content'] {
  if (keys === undefined || !('type' in content)) return content
  const media = keepMedia(shelf, name, keys)
  return { ...content, media } as Decoded['content']
}
