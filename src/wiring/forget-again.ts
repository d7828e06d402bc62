/** @module What people had erased is erased again in a copy that was made before: the newest list of subjects decides. */

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyShelf } from '../vault/vault.ts'

const CHAT = /^chat:([A-Za-z0-9_-]{1,100})$/

/**
 * Takes the data keys of these subjects once more, and the files of their chats. Gives how many keys had come back.
 * What else leads to them in the copy (addresses, masks, hashes, sealed rows) is taken out by the next start.
 * @param mediaDir where files of residents lie, a folder a chat
 */
export function forgetAgain(
  shelf: Pick<KeyShelf, 'get' | 'remove'>,
  subjects: readonly string[],
  mediaDir: string,
): number {
  let back = 0
  for (const subject of subjects) {
    if (shelf.get(subject) !== undefined) back += 1
    // Noted even where the copy never had it: the next copy carries the whole list.
    shelf.remove(subject)
    const chatId = CHAT.exec(subject)?.[1]
    if (chatId !== undefined) rmSync(join(mediaDir, chatId), { recursive: true, force: true })
  }
  return back
}
