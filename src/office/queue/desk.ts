/** @module The port of `core/desk.ts`, filled: what staff see and keep beside the chats. */

import type { ChatDesk } from '../../core/desk.ts'
import type { Desk } from '../desk.ts'
import { chatOf, countChats, countRatings, listChats, searchChats } from './lists.ts'
import { makeDuty, makeTools } from './tools.ts'

/** `changed` is called by the office after each of its own commits. */
export type ChatDeskService = { port: ChatDesk; changed(): void }

/** @param commit a transaction of the office, with its care for a full disk */
export function makeChatDesk(desk: Desk, commit: (work: () => void) => void): ChatDeskService {
  const watchers = new Set<() => void>()
  let version = 0
  const changed = () => {
    version += 1
    for (const wake of [...watchers]) wake()
  }
  const change = (work: () => void) => {
    commit(work)
    changed()
  }
  return {
    changed,
    port: {
      list: async (query) => listChats(desk, query),
      counts: async (staffId) => countChats(desk, staffId),
      topics: async () => desk.lists.topics(),
      chat: async (chatId) => chatOf(desk, chatId),
      search: async (typed) => searchChats(desk, typed),
      version: () => version,
      ratings: async (from, until) => countRatings(desk, from, until),
      follow: (wake) => {
        const own = () => wake()
        watchers.add(own)
        return () => watchers.delete(own)
      },
      ...makeTools(desk, change),
      ...makeDuty(desk, change),
    },
  }
}
