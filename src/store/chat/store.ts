/** @module The chat store: every statement of the chat tables, prepared once, the memory before them, and the transaction around them. */

import { sql } from 'drizzle-orm'
import { StoreUnavailable } from '../../core/errors.ts'
import { type Db, isUnavailable } from '../db.ts'
import { makeChats } from './chats.ts'
import { makeDeadLetters } from './dead-letters.ts'
import { makeEraser } from './erase.ts'
import { makeFiles } from './files.ts'
import { makeInbox } from './inbox.ts'
import { makeJournal } from './journal.ts'
import { makeMemory } from './memory.ts'
import { makeOutbox } from './outbox.ts'
import { rememberChats, rememberInbox, rememberJournal } from './remembered.ts'
import { rememberOutbox } from './remembered-outbox.ts'
import { makeTimers } from './timers.ts'
import { makeTransactions } from './transactions.ts'

export type ChatStore = ReturnType<typeof makeChatStore>

/** `isAlone`: nobody else can write to these tables (a Durable Object), and SQLite need not be asked whether somebody did. */
export function makeChatStore(db: Db, options: { isAlone?: boolean } = {}) {
  const memory = makeMemory()
  const transactions = makeTransactions(db, options.isAlone === true ? () => false : watchOthers(db), {
    flush: () => outbox.flush(),
    lose: () => {
      outbox.drop()
      memory.clear()
    },
  })
  const look = { memory, fresh: transactions.fresh }
  const chats = rememberChats(makeChats(db), look)
  const inbox = rememberInbox(makeInbox(db), look, chats.get)
  const outbox = rememberOutbox(makeOutbox(db), look, chats.get, transactions.isOpen)
  const eraser = makeEraser(db)
  return {
    guard,
    chats,
    inbox,
    journal: rememberJournal(makeJournal(db), memory, inbox.holds),
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
    look: transactions.look,
    /**
     * One synchronous transaction that takes the write lock at once, so that what was read stays true. Where a part of
     * it fails, all is undone and `work` is called once more, with a savepoint before each part: what it does outside
     * this store has to bear that. `carefully`: with savepoints from the first, for work that does not.
     * @throws StoreUnavailable when the disk is full, read-only or failing; nothing was kept then
     */
    commit: <T>(work: () => T, how: 'at once' | 'carefully' = 'at once'): T =>
      guard(() => transactions.commit(work, how)),
    part: transactions.part,
  }
}

/** @throws StoreUnavailable in place of the driver's words for a full, read-only or failing disk */
function guard<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (isUnavailable(error)) throw new StoreUnavailable('the store cannot write now', error)
    throw error
  }
}

/** True when another connection has committed something since it was last asked. */
function watchOthers(db: Db): () => boolean {
  const ask = db.select({ version: sql<number>`data_version` }).from(sql`pragma_data_version`).prepare()
  let seen: number | undefined
  return () => {
    const version = ask.get()?.version
    const isNews = version !== seen
    seen = version
    return isNews
  }
}
