/** @module Files of residents: their keys are kept for some days under a reference of ours, and fetched from WhatsApp alone. */

import type { MediaRef } from '../../../core/chat.ts'
import { FetchError } from '../../../core/errors.ts'
import type { Library } from '../connection/library.ts'
import type { DayShelf } from '../kept/day-shelf.ts'
import { fromBytes, toBytes } from '../kept/json.ts'
import type { MediaKeys } from './decode-media.ts'

const PREFIX = 'whatsapp_web:'
// https://github.com/WhiskeySockets/Baileys/blob/master/src/Utils/messages-media.ts, DEF_MEDIA_HOST, read 2026-11-22
const HOST = 'mmg.whatsapp.net'

/** Gives the bytes of a file as they come, decrypted. */
export type Download = (keys: MediaKeys) => Promise<AsyncIterable<Uint8Array>>

/** Keeps the keys and gives the reference that stands in the content. */
export function keepMedia(shelf: DayShelf, name: string, keys: MediaKeys): MediaRef {
  shelf.set(name, toBytes(keys))
  const { mime, bytes } = keys
  return {
    ref: `${PREFIX}${name}`,
    ...(mime === undefined ? {} : { mime }),
    ...(bytes === undefined ? {} : { bytes }),
  }
}

/**
 * The host is ours to say: the address inside a message is written by its sender.
 */
export function downloadWith(library: Library): Download {
  return (keys) =>
    library.downloadContentFromMessage(
      { mediaKey: Buffer.from(keys.key, 'base64'), directPath: keys.path },
      keys.kind,
      { host: HOST },
    )
}

/** @throws FetchError */
export async function fetchMedia(
  shelf: DayShelf,
  download: Download,
  { ref }: MediaRef,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const kept = ref.startsWith(PREFIX) ? shelf.get(ref.slice(PREFIX.length)) : undefined
  if (kept === undefined) throw new FetchError('the keys of this file are gone', { code: 'gone' })
  const keys = fromBytes(kept) as MediaKeys
  // Else a sender could lead us elsewhere: "https://host" + "@elsewhere/…".
  if (!/^\/[^/\\]/.test(keys.path)) throw new FetchError('no path of WhatsApp', { code: 'gone' })
  if ((keys.bytes ?? 0) > maxBytes) throw tooBig()
  try {
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of await download(keys)) {
      signal?.throwIfAborted()
      size += part.length
      if (size > maxBytes) throw tooBig()
      parts.push(part)
    }
    return new Uint8Array(Buffer.concat(parts))
  } catch (cause) {
    throw cause instanceof FetchError
      ? cause
      : new FetchError('WhatsApp gave no file', { code: codeOf(cause), cause })
  }
}

function tooBig(): FetchError {
  return new FetchError('the file is bigger than allowed', { code: 'too_big' })
}

/** The library wraps the answer of the server in an error with its status. */
function codeOf(error: unknown): FetchError['code'] {
  const status = (error as { output?: { statusCode?: unknown } } | undefined)?.output?.statusCode
  if (status === 404 || status === 410 || status === 403) return 'gone'
  if (status === 429) return 'throttled'
  return typeof status === 'number' && status >= 500 ? 'server' : 'network'
}
