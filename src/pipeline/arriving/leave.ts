/** @module Somebody is done with a screen that others use: its line leads to no chat any more. The chat stays, and staff see why nobody reads there. */

import type { Chats } from '../../core/ports.ts'
import type { Deps } from '../deps.ts'
import { makeSeals } from '../sealed.ts'
import type { State } from '../state.ts'
import { findChat } from './place.ts'

/** As the journal and the console call it. */
export const LEFT = 'left_screen'

export function makeLeave(deps: Deps, state: State): Pick<Chats, 'leave'> {
  const { store, directory, vault } = deps
  return {
    leave: async (line) => {
      const chatId = findChat(deps, line)
      if (chatId === undefined) return false
      // The way back goes first: a crash in between leaves a note out, and nobody's words open.
      store.guard(() => directory.drop(chatId))
      if (store.chats.get(chatId) === undefined) return true
      const now = deps.now()
      store.commit(() => {
        store.chats.blocked(chatId, now)
        const seq = store.chats.nextSeq(chatId)
        store.journal.add({
          ...{ chatId, seq, at: now, author: 'note', kind: LEFT },
          ...{ ref: LEFT, turn: null, intent: null, flow: null, node: null },
          bodySealed: makeSeals(vault).line(chatId, seq, { kind: 'note', note: LEFT }),
        })
      })
      state.followers.tell(chatId)
      return true
    },
  }
}
