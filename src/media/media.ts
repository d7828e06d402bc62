/** @module Files of residents: taken, redrawn, sealed under the chat's key, opened for the same chat. */

import type { Media } from '../core/media.ts'
import { MediaRefused } from '../core/media.ts'
import type { Place } from '../vault/seal.ts'
import type { Vault } from '../vault/vault.ts'
import { MAX_AT_ONCE, MAX_FILES_AN_HOUR, MAX_WAITING } from './limits.ts'
import { redraw } from './photo.ts'
import type { Shelf } from './shelf.ts'
import { makeTurnstile } from './turnstile.ts'

const HOUR_MS = 60 * 60 * 1000
const PREFIX = 'media:'

/** What stands in the first sealed byte. */
const MIMES = ['image/jpeg', 'image/webp'] as const

export function makeMedia(deps: {
  vault: Pick<Vault, 'sealFile' | 'openFile'>
  shelf: Shelf
  now(): Date
  newId(): string
}): Media {
  const { vault, shelf } = deps
  const inTurn = makeTurnstile(MAX_AT_ONCE, MAX_WAITING)
  // Files on their way, so that a burst does not slip past the count of files already there.
  const coming = new Map<string, number>()

  const requireRoom = async (chatId: string): Promise<void> => {
    const there = await shelf.countSince(chatId, new Date(deps.now().getTime() - HOUR_MS))
    if (there + (coming.get(chatId) ?? 0) > MAX_FILES_AN_HOUR) throw new MediaRefused('too_many')
  }

  const keep = async (chatId: string, file: Uint8Array) => {
    await requireRoom(chatId)
    const photo = await inTurn(() => redraw(file))
    if (photo === undefined) throw new MediaRefused('too_many')
    const name = deps.newId()
    const plain = new Uint8Array(photo.bytes.length + 1)
    plain[0] = MIMES.indexOf(photo.mime)
    plain.set(photo.bytes, 1)
    await shelf.put(chatId, name, vault.sealFile(`chat:${chatId}`, placeOf(chatId, name), plain), deps.now())
    return { ref: `${PREFIX}${name}`, mime: photo.mime, bytes: photo.bytes.length }
  }

  return {
    keep: async (chatId, file) => {
      coming.set(chatId, (coming.get(chatId) ?? 0) + 1)
      try {
        return await keep(chatId, file)
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
  }
}

function placeOf(chatId: string, name: string): Place {
  return ['media', 'file', `${chatId}:${name}`]
}
