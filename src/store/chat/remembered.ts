/** @module The statements of the chat tables with a memory before them, the same in what they give. What is not exactly known is forgotten and read again. */

import type { ChatTurn, makeChats, NewChat } from './chats.ts'
import type { InboxName, makeInbox, NewInbox, Waiting } from './inbox.ts'
import type { JournalRow, makeJournal, NewLine } from './journal.ts'
import { insertInOrder, type Known, type Memory } from './memory.ts'
import type { Head, Mark, makeOutbox, NewOutbox, OutboxName, OutboxRow, Status } from './outbox.ts'
import type { Destination } from './schema.ts'

type Inbox = ReturnType<typeof makeInbox>
type Journal = ReturnType<typeof makeJournal>
type Outbox = ReturnType<typeof makeOutbox>
type Chats = ReturnType<typeof makeChats>

/** More than that wait only where something is wrong: then they are read each time. */
const MOST = 100

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
    heard: (chatId, at) => {
      base.heard(chatId, at)
      const chat = memory.of(chatId)?.chat
      if (chat === undefined) return
      memory.change(chatId, { seq: chat.seq + 1, heardAt: Math.max(chat.heardAt, at), blockedAt: 0 })
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

type Get = Chats['get']

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
  const change = ({ chatId, rid }: InboxName, to: (row: Waiting) => Partial<Waiting>) => {
    const waiting = memory.of(chatId)?.waiting
    const at = waiting?.findIndex((row) => row.rid === rid) ?? -1
    const row = waiting?.[at]
    if (waiting !== undefined && row !== undefined) waiting[at] = { ...row, ...to(row) }
  }
  return {
    ...base,
    add: (row: NewInbox) => {
      const rid = base.add(row)
      if (rid === undefined) return rid
      arriving = { ...row, rid }
      const { received } = memory.of(row.chatId) ?? {}
      if (row.kind === 'message') received?.at.push(row.receivedAt)
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
    recent: (chatId, since) => {
      const known = knownOf(look, get, chatId)
      if (known === undefined) return base.recent(chatId, since)
      if (known.received === undefined || known.received.from > since)
        known.received = { from: since, at: base.recent(chatId, since) }
      const at = known.received.at.filter((one) => one > since)
      known.received = { from: since, at }
      return at
    },
    tried: (name) => {
      const attempts = base.tried(name)
      if (attempts === undefined) memory.forget(name.chatId)
      else change(name, () => ({ attempts }))
      return attempts
    },
    untried: (name) => {
      base.untried(name)
      change(name, ({ attempts }) => ({ attempts: attempts - 1 }))
    },
    retry: (name, dueAt) => {
      base.retry(name, dueAt)
      change(name, () => ({ dueAt }))
    },
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

export type Leaving = Omit<Outbox, 'put' | 'lastOrd' | 'lane'> & {
  add(row: NewOutbox): void
  head(chatId: string, dest: Destination): Head | undefined
  /** Writes what was added and is not written yet: before the end of a transaction, and before what must be undone alone. */
  flush(): void
  /** Undone with the transaction. */
  drop(): void
}

/**
 * A row that is added is written at the end of the transaction, in the state it has then: what leaves at once is
 * written once, as claimed. Whatever else asks the table finds it written.
 */
export function rememberOutbox(base: Outbox, look: Look, get: Get, isOpen: () => boolean): Leaving {
  const { memory } = look
  let pending: OutboxRow[] = []
  let lastOrd: number | undefined
  const flush = () => {
    const rows = pending
    pending = []
    for (const row of rows) base.put(row)
  }
  const asked = <A extends unknown[], R>(ask: (...args: A) => R) => {
    return (...args: A): R => {
      flush()
      return ask(...args)
    }
  }
  /** Something that touches more rows of a chat than memory follows. */
  const changed = <A extends unknown[], R>(ask: (...args: A) => R, chatOf: (...args: A) => string) => {
    return (...args: A): R => {
      flush()
      const result = ask(...args)
      memory.forget(chatOf(...args))
      return result
    }
  }
  const laneOf = (known: Known, dest: Destination): OutboxRow[] => {
    const before = known.lanes.get(dest)
    if (before !== undefined) return before
    flush()
    const rows = base.lane(known.chat.chatId, dest, MOST)
    if (rows.length < MOST) known.lanes.set(dest, rows)
    return rows
  }
  const ofRow = ({ chatId }: OutboxName) => chatId
  const first = (chatId: string) => chatId
  return {
    add: (added) => {
      lastOrd ??= base.lastOrd()
      lastOrd += 1
      const row = rowOf(lastOrd, added)
      pending.push(row)
      memory.of(row.chatId)?.lanes.get(row.dest)?.push(row)
      if (!isOpen()) flush()
    },
    head: (chatId, dest) => {
      const known = knownOf(look, get, chatId)
      const row = known && laneOf(known, dest)[0]
      return row && { row, chat: known.chat }
    },
    claim: (name) => {
      const row = pending.find(({ ord }) => ord === name.ord)
      const attempts = row === undefined ? base.claim(name) : 1
      const lane = memory.of(name.chatId)?.lanes.get(name.dest)
      const found = row ?? lane?.find(({ ord }) => ord === name.ord)
      if (attempts === undefined) memory.forget(name.chatId)
      else if (found !== undefined) Object.assign(found, { state: 'claimed', attempts })
      return attempts
    },
    sent: (name, sentKey) => {
      // What was sent was claimed in a transaction before this one: it is written.
      const isNews = base.sent(name, sentKey)
      const known = memory.of(name.chatId)
      const lane = known?.lanes.get(name.dest)
      if (!isNews) memory.forget(name.chatId)
      else if (lane !== undefined) {
        known?.lanes.set(
          name.dest,
          lane.filter(({ ord }) => ord !== name.ord),
        )
        known?.lines.delete(name.seq)
      }
      return isNews
    },
    release: (chatId) => {
      const known = knownOf(look, get, chatId)
      if (known?.hasParked === false) return false
      flush()
      if (base.release(chatId)) {
        memory.forget(chatId)
        return true
      }
      if (known !== undefined) known.hasParked = false
      return false
    },
    lanes: asked(base.lanes),
    hasDue: asked(base.hasDue),
    hasLive: asked(base.hasLive),
    claimed: asked(base.claimed),
    bySentKey: asked(base.bySentKey),
    byId: asked(base.byId),
    named: base.named,
    mark: changed(base.mark, (row: Mark) => ofRow(row)),
    status: changed(base.status, (row: Status) => ofRow(row)),
    unknock: changed(base.unknock, first),
    cancelBot: changed(base.cancelBot, first),
    carryBot: changed(base.carryBot, first),
    review: changed(base.review, (_id: string, chatId: string) => chatId),
    flush,
    drop: () => {
      pending = []
      lastOrd = undefined
    },
  }
}

function knownOf({ memory }: Look, get: Get, chatId: string): Known | undefined {
  // Reads it where it is not known.
  return get(chatId) === undefined ? undefined : memory.of(chatId)
}

/** Each by its name: a rest and a spread cost as much as writing the row. */
function rowOf(ord: number, row: NewOutbox): OutboxRow {
  return {
    ord,
    id: row.id,
    chatId: row.chatId,
    dest: row.dest,
    author: row.author,
    epoch: row.epoch,
    seq: row.seq,
    bodySealed: row.bodySealed,
    isNotice: row.isNotice,
    isTemplate: row.isTemplate,
    state: 'waiting',
    attempts: 0,
    // At once, whatever a clock that is set back makes of the time it was written.
    dueAt: 0,
    createdAt: row.at,
    sentKey: null,
    code: null,
    unsure: 0,
  }
}
