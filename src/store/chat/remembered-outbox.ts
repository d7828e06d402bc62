/** @module The outbox with a memory before it: what is added is written at the end of the transaction, in the state it has then. */

import type { Known } from './memory.ts'
import type { Head, makeOutbox, NewOutbox, OutboxName, OutboxRow } from './outbox.ts'
import { type Get, knownOf, type Look, MOST } from './remembered.ts'
import type { Destination } from './schema.ts'

type Outbox = ReturnType<typeof makeOutbox>

export type Leaving = Omit<Outbox, 'put' | 'lastOrd' | 'lane'> & {
  add(row: NewOutbox): void
  head(chatId: string, dest: Destination): Head | undefined
  /** Writes what was added and is not written yet: before the end of a transaction, and before what must be undone alone. */
  flush(): void
  /** Undone with the transaction. */
  drop(): void
}

/** What leaves at once is written once, as claimed. Whatever else asks the table finds it written. */
export function rememberOutbox(base: Outbox, look: Look, get: Get, isOpen: () => boolean): Leaving {
  const unwritten = makeUnwritten(base)
  return {
    add: (added) => {
      const row = unwritten.add(added)
      look.memory.of(row.chatId)?.lanes.get(row.dest)?.push(row)
      if (!isOpen()) unwritten.flush()
    },
    ...inLanes(base, look, get, unwritten),
    ...asked(base, look, unwritten.flush),
    flush: unwritten.flush,
    drop: unwritten.drop,
  }
}

type Unwritten = ReturnType<typeof makeUnwritten>

function makeUnwritten(base: Pick<Outbox, 'put' | 'lastOrd'>) {
  let rows: OutboxRow[] = []
  // Never lower than before: what is on its way of an erased chat must not land on a row of another.
  let lastOrd = 0
  let isKnown = false
  return {
    /** Nobody else can take a number: the write lock is held. */
    add: (added: NewOutbox): OutboxRow => {
      if (!isKnown) lastOrd = Math.max(lastOrd, base.lastOrd())
      isKnown = true
      lastOrd += 1
      const row = rowOf(lastOrd, added)
      rows.push(row)
      return row
    },
    find: (ord: number) => rows.find((row) => row.ord === ord),
    flush: () => {
      const all = rows
      rows = []
      for (const row of all) base.put(row)
    },
    drop: () => {
      rows = []
      isKnown = false
    },
  }
}

function inLanes(base: Outbox, look: Look, get: Get, unwritten: Unwritten) {
  const { memory } = look
  const laneOf = (known: Known, dest: Destination): OutboxRow[] => {
    const before = known.lanes.get(dest)
    if (before !== undefined) return before
    unwritten.flush()
    const rows = base.lane(known.chat.chatId, dest, MOST)
    if (rows.length < MOST) known.lanes.set(dest, rows)
    return rows
  }
  return {
    head: (chatId: string, dest: Destination): Head | undefined => {
      const known = knownOf(look, get, chatId)
      const row = known && laneOf(known, dest)[0]
      return row && { row, chat: known.chat }
    },
    claim: (name: OutboxName): number | undefined => {
      const row = unwritten.find(name.ord)
      const attempts = row === undefined ? base.claim(name) : 1
      const lane = memory.of(name.chatId)?.lanes.get(name.dest)
      const found = row ?? lane?.find(({ ord }) => ord === name.ord)
      if (attempts === undefined) memory.forget(name.chatId)
      else if (found !== undefined) Object.assign(found, { state: 'claimed', attempts })
      return attempts
    },
    sent: (name: OutboxName, sentKey: Uint8Array | null): boolean => {
      // What was sent was claimed in a transaction before this one: it is written.
      const isNews = base.sent(name, sentKey)
      const known = memory.of(name.chatId)
      const lane = known?.lanes.get(name.dest)
      if (!isNews) memory.forget(name.chatId)
      else if (known !== undefined && lane !== undefined) {
        const left = lane.filter(({ ord }) => ord !== name.ord)
        known.lanes.set(name.dest, left)
        known.lines.delete(name.seq)
      }
      return isNews
    },
    release: (chatId: string): boolean => {
      const known = knownOf(look, get, chatId)
      if (known?.hasParked === false) return false
      unwritten.flush()
      if (base.release(chatId)) {
        memory.forget(chatId)
        return true
      }
      if (known !== undefined) known.hasParked = false
      return false
    },
  }
}

/** All else asks the table; what changes more rows than memory follows is forgotten there. */
function asked(base: Outbox, { memory }: Look, flush: () => void) {
  const after = <A extends unknown[], R>(ask: (...args: A) => R) => {
    return (...args: A): R => {
      flush()
      return ask(...args)
    }
  }
  const changing = <A extends unknown[], R>(ask: (...args: A) => R, chatOf: (...args: A) => string) => {
    return (...args: A): R => {
      flush()
      const result = ask(...args)
      memory.forget(chatOf(...args))
      return result
    }
  }
  const ofRow = ({ chatId }: OutboxName) => chatId
  const first = (chatId: string) => chatId
  return {
    lanes: after(base.lanes),
    hasDue: after(base.hasDue),
    hasLive: after(base.hasLive),
    claimed: after(base.claimed),
    unsure: after(base.unsure),
    bySentKey: after(base.bySentKey),
    byId: after(base.byId),
    ofLine: after(base.ofLine),
    byOrd: after(base.byOrd),
    named: base.named,
    mark: changing(base.mark, ofRow),
    status: changing(base.status, ofRow),
    unknock: changing(base.unknock, first),
    cancelBot: changing(base.cancelBot, first),
    carryBot: changing(base.carryBot, first),
    review: changing(base.review, (_id, chatId) => chatId),
  }
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
