/** @module The port to files of residents, and why one is not taken. `src/media` fills it. */

import type { MediaRef, MediaType } from './chat.ts'
import type { MediaRefusal } from './lists.ts'

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
   * Re-encodes a photo without its metadata, takes sound, video and PDF as they are once their content is what
   * it is said to be; seals it under the chat's key and keeps it as `media:<name>`. The same name replaces.
   * @param as a photo under a name of its own when absent
   * @throws MediaRefused
   */
  keep(chatId: string, file: Uint8Array, as?: { name: string; type: MediaType }): Promise<MediaRef>
  /** The file as it was kept, or undefined when this chat has none of that name. */
  open(chatId: string, ref: string): Promise<{ bytes: Uint8Array; mime: string } | undefined>
  /** Deletes all files of a chat; gives how many there were. */
  clear(chatId: string): Promise<number>
  /** Deletes these files of a chat; gives how many of them there were. */
  drop(chatId: string, refs: readonly string[]): Promise<number>
}
