/** @module A chat is taken out whole: addresses, rows, key, files. What is still on its way finds nothing to come back to. */

import type { ChatEraser } from '../core/erasure.ts'
import type { Deps } from './deps.ts'
import { report } from './report.ts'
import type { State } from './state.ts'

/** Rows before the key: a crash between the two leaves what can be erased again, and nobody to find it by. */
export function makeChatEraser(deps: Deps, state: State): Omit<ChatEraser, 'tidy'> {
  const { store, directory, vault } = deps
  return {
    isQuiet: (chatId) => store.inbox.head(chatId, 1).length === 0 && !store.outbox.hasLive(chatId),
    erase: async (chatId) => {
      deps.pacing?.forget(chatId)
      store.guard(() => directory.drop(chatId))
      // First: of a chat that is gone nobody would look there again.
      const archived = store.guard(() => deps.archive?.erase(chatId) ?? 0)
      const lines = store.commit(() => store.eraser.erase(chatId))
      vault.forget(`chat:${chatId}`)
      letGo(state, chatId)
      const files = (await deps.media?.clear(chatId)) ?? 0
      return { lines: lines + archived, files }
    },
    silentSince: (before, limit) => store.eraser.silentSince(before, limit),
    deadLetters: (before, isToDelete) => {
      const n = store.deadLetters.before(before)
      if (isToDelete && n > 0) store.commit(() => store.deadLetters.dropBefore(before))
      return n
    },
    dropFiles: async (chatId, refs) => {
      const files = (await deps.media?.drop(chatId, refs)) ?? 0
      const names = refs.map((ref) => ref.slice(ref.indexOf(':') + 1))
      if (names.length > 0) store.commit(() => store.eraser.dropFiles(chatId, names))
      return files
    },
  }
}

/** Takes again what a restored copy still holds of forgotten chats; gives how many had anything left. */
export async function eraseLeft(
  deps: Deps,
  eraser: Pick<ChatEraser, 'erase'>,
  subjects: readonly string[],
): Promise<number> {
  let found = 0
  for (const subject of subjects) {
    if (!subject.startsWith('chat:')) continue
    const chatId = subject.slice('chat:'.length)
    const isLeft = deps.store.chats.get(chatId) !== undefined || deps.directory.sizeOf(chatId) > 0
    if (!isLeft) continue
    try {
      await eraser.erase(chatId)
      found += 1
    } catch (error) {
      report(deps, 'erase_failed', error, chatId)
    }
  }
  return found
}

/** Whoever waits for an act of theirs is answered, whoever watches sees that it is gone. */
function letGo(state: State, chatId: string): void {
  for (const [name, waiters] of state.acts) {
    if (!name.startsWith(`${chatId}|`)) continue
    state.acts.delete(name)
    for (const waiter of waiters) waiter(null)
  }
  state.followers.tell(chatId)
}
