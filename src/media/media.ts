/** @module Files of residents: taken, redrawn or looked at, sealed under the chat's key, opened for the same chat. */

import type { MediaType } from '../core/chat.ts'
import type { Media } from '../core/media.ts'
import { MediaRefused } from '../core/media.ts'
import type { Scan } from '../core/scanner.ts'
import type { Place } from '../vault/seal.ts'
import type { Vault } from '../vault/vault.ts'
import { MIMES, type Mime } from './kinds.ts'
import { MAX_AT_ONCE, MAX_FILE_BYTES, MAX_FILES_AN_HOUR, MAX_RECORDING_BYTES, MAX_WAITING } from './limits.ts'
import { redraw } from './photo.ts'
import { recognise } from './recording.ts'
import type { Shelf } from './shelf.ts'
import { makeTurnstile } from './turnstile.ts'

const HOUR_MS = 60 * 60 * 1000
const PREFIX = 'media:'

export function makeMedia(deps: {
  vault: Pick<Vault, 'sealFile' | 'openFile'>
  shelf: Shelf
  now(): Date
  newId(): string
  /** Without it nothing is scanned. */
  scan?: Scan | undefined
}): Media {
  const { vault, shelf } = deps
  const inTurn = makeTurnstile(MAX_AT_ONCE, MAX_WAITING)
  // Files on their way, so that a burst does not slip past the count of files already there.
  const coming = new Map<string, number>()

  const requireRoom = async (chatId: string): Promise<void> => {
    const there = await shelf.countSince(chatId, new Date(deps.now().getTime() - HOUR_MS))
    if (there + (coming.get(chatId) ?? 0) > MAX_FILES_AN_HOUR) throw new MediaRefused('too_many')
  }

  const requireClean = async (chatId: string, file: Uint8Array): Promise<void> => {
    const verdict = await deps.scan?.({ content: [file], bytes: file.length }, chatId)
    if (verdict === 'infected') throw new MediaRefused('unsafe')
    if (verdict === 'unavailable') throw new MediaRefused('unscanned')
  }

  const keep = async (chatId: string, file: Uint8Array, name: string, type: MediaType) => {
    await requireRoom(chatId)
    requireSize(file, type)
    const kept = await inTurn(async () => {
      // What a decoder of ours is given was looked at before.
      await requireClean(chatId, file)
      return await readable(file, type)
    })
    if (kept === undefined) throw new MediaRefused('too_many')
    const plain = new Uint8Array(kept.bytes.length + 1)
    plain[0] = MIMES.indexOf(kept.mime)
    plain.set(kept.bytes, 1)
    await shelf.put(chatId, name, vault.sealFile(`chat:${chatId}`, placeOf(chatId, name), plain), deps.now())
    return { ref: `${PREFIX}${name}`, mime: kept.mime, bytes: kept.bytes.length }
  }

  return {
    keep: async (chatId, file, as) => {
      coming.set(chatId, (coming.get(chatId) ?? 0) + 1)
      try {
        return await keep(chatId, file, as?.name ?? deps.newId(), as?.type ?? 'image')
      } finally {
        const left = (coming.get(chatId) ?? 1) - 1
        if (left > 0) coming.set(chatId, left)
        else coming.delete(chatId)
      }
    },
    open: async (chatId, ref) => {
      if (!ref.startsWith(PREFIX)) return undefined
      const name = ref.slice(PREFIX.length)
      const sealed = await shelf.get(chatId, name)
      if (sealed === undefined) return undefined
      const plain = vault.openFile(`chat:${chatId}`, placeOf(chatId, name), sealed)
      return { bytes: plain.subarray(1), mime: MIMES[plain[0] ?? 0] ?? MIMES[0] }
    },
    clear: async (chatId) => {
      const n = await shelf.countSince(chatId, new Date(0))
      await shelf.clear(chatId)
      return n
    },
    drop: async (chatId, refs) => {
      const names = refs.filter((ref) => ref.startsWith(PREFIX)).map((ref) => ref.slice(PREFIX.length))
      const gone = await Promise.all(names.map((name) => shelf.remove(chatId, name)))
      return gone.filter(Boolean).length
    },
  }
}

/** Nobody is asked about what is not taken anyway. */
function requireSize({ length }: Uint8Array, type: MediaType): void {
  if (length === 0) throw new MediaRefused('empty')
  if (length > (type === 'image' ? MAX_FILE_BYTES : MAX_RECORDING_BYTES)) throw new MediaRefused('too_big')
}

/** A photo becomes one of ours; a photo sent as a document too. Everything else has to be what it says. */
async function readable(file: Uint8Array, type: MediaType): Promise<{ bytes: Uint8Array; mime: Mime }> {
  if (type === 'image') return await redraw(file)
  const found = await recognise(file, type)
  return found === 'photo' ? await redraw(file) : { bytes: file, mime: found }
}

function placeOf(chatId: string, name: string): Place {
  return ['media', 'file', `${chatId}:${name}`]
}
