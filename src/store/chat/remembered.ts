/** @module The statements of chats, inbox and journal with a memory before them, the same in what they give. What is not exactly known is forgotten and read again. */

import type { ChatTurn, makeChats, NewChat } from './chats.ts'
import type { InboxName, makeInbox, NewInbox, Waiting } from './inbox.ts'
import type { JournalRow, makeJournal, NewLine } from './journal.ts'
import { insertInOrder, type Known, type Memory } from './memory.ts'

type Inbox = ReturnType<typeof makeInbox>
type Journal = ReturnType<typeof makeJournal>
type Chats = ReturnType<typeof makeChats>

/** More than that wait only where something is wrong: then they are read each time. */
export const MOST = 100

export type Look = {
  memory: Memory
  /** What stands in memory was written by this connection, or read after the last commit of another. */
  fresh(): void
}

export function rememberChats(base: Chats, { memory, fresh }: Look): Chats {
  return {
    get: (chatId) => {
      fresh()
      const known = memory.of(chatId)
      if (known !== undefined) return known.chat
      const chat = base.get(chatId)
      if (chat !== undefined) memory.read(chat)
      return chat
    },
    add: (row: NewChat) => {
      const isNew = base.add(row)
      if (isNew) memory.made(row)
      return isNew
    },
    nextSeq: (chatId) => {
      const seq = base.nextSeq(chatId)
      memory.change(chatId, { seq })
      return seq
    },
    slowed: (chatId, at) => {
      base.slowed(chatId, at)
      memory.change(chatId, { slowedAt: at })
    },
    save: (turn: ChatTurn) => {
      base.save(turn)
      memory.change(turn.chatId, turn)
    },
    heard: (chatId, at, recent) => {
      base.heard(chatId, at, recent)
      const chat = memory.of(chatId)?.chat
      if (chat === undefined) return
      memory.change(chatId, { seq: chat.seq + 1, heardAt: Math.max(chat.heardAt, at), blockedAt: 0, recent })
    },
    moved: (chatId, addressSealed) => {
      base.moved(chatId, addressSealed)
      memory.change(chatId, { addressSealed })
    },
    blocked: (chatId, at) => {
      base.blocked(chatId, at)
      memory.change(chatId, { blockedAt: at })
    },
    knocked: (chatId, at) => {
      base.knocked(chatId, at)
      memory.change(chatId, { knockedAt: at })
    },
  }
}

export type Get = Chats['get']

export function rememberInbox(base: Inbox, look: Look, get: Get): Inbox & { holds(line: NewLine): void } {
  const { memory } = look
  /** Kept, and its line not yet. */
  let arriving: (Omit<Waiting, 'bodySealed'> & { rid: number }) | undefined
  const waitingOf = (chatId: string): Waiting[] | undefined => {
    const known = knownOf(look, get, chatId)
    if (known === undefined || known.waiting !== undefined) return known?.waiting
    const rows = base.head(chatId, MOST)
    if (rows.length < MOST) known.waiting = rows
    return known.waiting
  }
  return {
    ...base,
    add: (row: NewInbox) => {
      const rid = base.add(row)
      if (rid === undefined) return rid
      arriving = { ...row, rid }
      return rid
    },
    holds: (line) => {
      const { chatId, seq, bodySealed } = line
      if (arriving === undefined || arriving.chatId !== chatId || arriving.seq !== seq) return
      const waiting = memory.of(chatId)?.waiting
      if (waiting !== undefined) insertInOrder(waiting, { ...arriving, bodySealed })
      arriving = undefined
      memory.keepLine(line)
    },
    first: (chatId) => {
      const waiting = waitingOf(chatId)
      return waiting === undefined ? base.first(chatId) : waiting[0]
    },
    head: (chatId, limit) => waitingOf(chatId)?.slice(0, limit) ?? base.head(chatId, limit),
    ...tries(base, memory),
    done: (row) => {
      base.done(row)
      const known = memory.of(row.chatId)
      const found = known?.waiting?.find(({ rid }) => rid === row.rid)
      if (known?.waiting === undefined || found === undefined) return
      known.waiting = known.waiting.filter((one) => one !== found)
      known.lines.delete(found.seq)
    },
  }
}

function tries(base: Inbox, memory: Memory): Pick<Inbox, 'tried' | 'untried' | 'retry' | 'holdAnew'> {
  const change = ({ chatId, rid }: InboxName, to: (row: Waiting) => Partial<Waiting>) => {
    const waiting = memory.of(chatId)?.waiting
    const at = waiting?.findIndex((row) => row.rid === rid) ?? -1
    const row = waiting?.[at]
    if (waiting !== undefined && row !== undefined) waiting[at] = { ...row, ...to(row) }
  }
  return {
    tried: (name) => {
      const attempts = base.tried(name)
      if (attempts === undefined) memory.forget(name.chatId)
      else change(name, () => ({ attempts }))
      return attempts
    },
    holdAnew: (until) => {
      base.holdAnew(until)
      memory.clear()
    },
    untried: (name) => {
      base.untried(name)
      change(name, ({ attempts }) => ({ attempts: attempts - 1 }))
    },
    retry: (name, dueAt) => {
      base.retry(name, dueAt)
      change(name, () => ({ dueAt }))
    },
  }
}

export function rememberJournal(base: Journal, memory: Memory, holds: (line: NewLine) => void): Journal {
  return {
    ...base,
    add: (line) => {
      base.add(line)
      holds(line)
      if (line.kind === 'say') memory.keepLine(line)
    },
    get: (chatId, seq): JournalRow | undefined => memory.of(chatId)?.lines.get(seq) ?? base.get(chatId, seq),
  }
}

export function knownOf({ memory }: Look, get: Get, chatId: string): Known | undefined {
  // Reads it where it is not known.
  return get(chatId) === undefined ? undefined : memory.of(chatId)
}
