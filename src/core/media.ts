/** @module The port to files of residents, and why one is not taken. `src/media` fills it. */

import type { MediaRef } from './chat.ts'

/** Why a file was not taken; each has a sentence for the resident. */
export const MEDIA_REFUSALS = ['empty', 'too_big', 'not_a_photo', 'broken', 'too_many'] as const
export type MediaRefusal = (typeof MEDIA_REFUSALS)[number]

/** A file that is not kept; nothing of it was written. */
export class MediaRefused extends Error {
  readonly code: MediaRefusal
  constructor(code: MediaRefusal, cause?: unknown) {
    super(`the file was not taken: ${code}`, { cause })
    this.name = 'MediaRefused'
    this.code = code
  }
}

export type Media = {
  /**
   * Re-encodes a photo without its metadata, seals it under the chat's key and keeps it.
   * @throws MediaRefused
   */
  keep(chatId: string, file: Uint8Array): Promise<MediaRef>
  /** The photo as it was kept, or undefined when this chat has none of that name. */
  open(chatId: string, ref: string): Promise<{ bytes: Uint8Array; mime: string } | undefined>
}
