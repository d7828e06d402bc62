/** @module The chat store: every statement of the chat tables, prepared once, the memory before them, and the transaction around them. */

import { sql } from 'drizzle-orm'
import type { Instant } from '../../core/chat.ts'
import { StoreUnavailable } from '../../core/errors.ts'
import { type Db, isUnavailable, PartFailed } from '../db.ts'
import { makeChats } from './chats.ts'
import { makeDeadLetters } from './dead-letters.ts'
import { makeEraser } from './erase.ts'
import { makeFiles } from './files.ts'
import { makeInbox } from './inbox.ts'
import { makeJournal } from './journal.ts'
import { makeMemory } from './memory.ts'
import { makeOutbox } from './outbox.ts'
import { rememberChats, rememberInbox, rememberJournal, rememberOutbox } from './remembered.ts'
import { makeTimers } from './timers.ts'

export type ChatStore = ReturnType<typeof makeChatStore>

/** `isAlone`: nobody else can write to these tables (a Durable Object), and SQLite need not be asked whether somebody did. */
export function makeChatStore(db: Db, options: { isAlone?: boolean } = {}) {
  const memory = makeMemory()
  const othersWrote = options.isAlone === true ? () => false : watchOthers(db)
  let isOpen = false
  let isCareful = false
  let isSpoilt = false
  const lose = () => {
    outbox.drop()
    memory.clear()
  }
  let isLooking = false
  const fresh = () => {
    if (!isOpen && !isLooking && othersWrote()) lose()
  }
  const look = { memory, fresh }
  const chats = rememberChats(makeChats(db), look)
  const inbox = rememberInbox(makeInbox(db), look, chats.get)
  const outbox = rememberOutbox(makeOutbox(db), look, chats.get, () => isOpen)
  const journal = rememberJournal(makeJournal(db), memory, inbox.holds)
  const eraser = makeEraser(db)
  const guard = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (isUnavailable(error)) throw new StoreUnavailable('the store cannot write now', error)
      throw error
    }
  }
  const transaction = <T>(work: () => T, carefully: boolean): T => {
    isCareful = carefully
    isSpoilt = false
    try {
      return db.transaction(
        () => {
          if (othersWrote()) lose()
          isOpen = true
          const result = work()
          if (isSpoilt) throw new PartFailed('a part failed, and nobody ended the transaction for it')
          outbox.flush()
          return result
        },
        { behavior: 'immediate' },
      )
    } catch (error) {
      lose()
      throw error
    } finally {
      isOpen = false
    }
  }
  return {
    /** @throws StoreUnavailable in place of the driver's words for a full, read-only or failing disk */
    guard,
    /** Outside `commit`: for all that is read in `work` it is asked once whether another process has written. */
    look: <T>(work: () => T): T => {
      fresh()
      isLooking = true
      try {
        return work()
      } finally {
        isLooking = false
      }
    },
    chats,
    inbox,
    journal,
    outbox,
    timers: makeTimers(db),
    files: makeFiles(db),
    deadLetters: makeDeadLetters(db),
    eraser: {
      ...eraser,
      erase: (chatId: string): number => {
        outbox.flush()
        memory.forget(chatId)
        return eraser.erase(chatId)
      },
    },
    /**
     * One synchronous transaction that takes the write lock at once, so that what was read stays true. Where a part of
     * it fails, all is undone and `work` is called once more, with a savepoint before each part: what it does outside
     * this store has to bear that. `carefully`: with savepoints from the first, for work that does not.
     * @throws StoreUnavailable when the disk is full, read-only or failing; nothing was kept then
     */
    commit: <T>(work: () => T, how: 'at once' | 'carefully' = 'at once'): T =>
      guard(() => {
        if (how === 'carefully') return transaction(work, true)
        try {
          return transaction(work, false)
        } catch (error) {
          if (!(error instanceof PartFailed)) throw error
          return transaction(work, true)
        }
      }),
    /**
     * Inside `commit`: what throws here is undone alone (both drivers make a savepoint of it).
     * @throws PartFailed, which must not be caught, where the transaction has to be done again for it
     */
    part: <T>(work: () => T): T => {
      if (isOpen && !isCareful) {
        try {
          return work()
        } catch (error) {
          if (isUnavailable(error)) throw error
          isSpoilt = true
          throw new PartFailed(error)
        }
      }
      outbox.flush()
      try {
        return db.transaction(work)
      } catch (error) {
        lose()
        throw error
      }
    },
  }
}

/** True when another connection has committed something since it was last asked. */
function watchOthers(db: Db): () => boolean {
  const ask = db.select({ version: sql<number>`data_version` }).from(sql`pragma_data_version`).prepare()
  let seen: Instant | undefined
  return () => {
    const version = ask.get()?.version
    const isNews = version !== seen
    seen = version
    return isNews
  }
}
