/** @module The chat store: every statement of the chat tables, prepared once, and the transaction around them. */

import { StoreUnavailable } from '../../core/errors.ts'
import { type Db, isUnavailable } from '../db.ts'
import { makeChats } from './chats.ts'
import { makeDeadLetters } from './dead-letters.ts'
import { makeEraser } from './erase.ts'
import { makeFiles } from './files.ts'
import { makeInbox } from './inbox.ts'
import { makeJournal } from './journal.ts'
import { makeOutbox } from './outbox.ts'
import { makeTimers } from './timers.ts'

export type ChatStore = ReturnType<typeof makeChatStore>

export function makeChatStore(db: Db) {
  const guard = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (isUnavailable(error)) throw new StoreUnavailable('the store cannot write now', error)
      throw error
    }
  }
  return {
    /** @throws StoreUnavailable in place of the driver's words for a full, read-only or failing disk */
    guard,
    chats: makeChats(db),
    inbox: makeInbox(db),
    journal: makeJournal(db),
    outbox: makeOutbox(db),
    timers: makeTimers(db),
    files: makeFiles(db),
    deadLetters: makeDeadLetters(db),
    eraser: makeEraser(db),
    /**
     * One synchronous transaction that takes the write lock at once, so that what was read stays true.
     * @throws StoreUnavailable when the disk is full, read-only or failing; nothing was kept then
     */
    commit: <T>(work: () => T): T => guard(() => db.transaction(work, { behavior: 'immediate' })),
    /** Inside `commit`: what throws here is undone alone (both drivers make a savepoint of it). */
    part: <T>(work: () => T): T => db.transaction(work),
  }
}
