/** @module What the chats that were busy last look like in the tables, so that a turn need not read what the one before it wrote. Holds sealed bytes alone. */

import type { ChatRow, NewChat } from './chats.ts'
import type { Waiting } from './inbox.ts'
import type { JournalRow } from './journal.ts'
import type { OutboxRow } from './outbox.ts'
import type { Destination } from './schema.ts'

/** Of one chat. What is absent is not known and has to be read. */
export type Known = {
  /** Never changed, only replaced: whoever was given it keeps what they saw. */
  chat: ChatRow
  /** All that wait, in their order. */
  waiting?: Waiting[]
  /** By destination: all that wait to leave or are on their way, in their order. */
  lanes: Map<Destination, OutboxRow[]>
  hasParked?: boolean
  /** Lines that a waiting or leaving row names. */
  lines: Map<number, JournalRow>
}

/** A chat takes some 6 KB here. */
const CHATS = 2_000
const LINES = 100

export type Memory = ReturnType<typeof makeMemory>

export function makeMemory() {
  const chats = new Map<string, Known>()
  const keep = (known: Known): Known => {
    const oldest = chats.size >= CHATS ? chats.keys().next().value : undefined
    if (oldest !== undefined) chats.delete(oldest)
    chats.set(known.chat.chatId, known)
    return known
  }
  return {
    of: (chatId: string): Known | undefined => chats.get(chatId),
    /** Read just now: of the rest nothing is known. */
    read: (chat: ChatRow): Known => keep({ chat, lanes: new Map(), lines: new Map() }),
    /** Made just now: nothing else is there. */
    made: (chat: NewChat): Known =>
      keep({
        chat: rowOf(chat),
        waiting: [],
        lanes: new Map([
          ['channel', []],
          ['office', []],
        ]),
        hasParked: false,
        lines: new Map(),
      }),
    change: (chatId: string, change: Partial<ChatRow>): void => {
      const known = chats.get(chatId)
      if (known !== undefined) known.chat = { ...known.chat, ...change }
    },
    keepLine: (line: JournalRow): void => {
      const known = chats.get(line.chatId)
      if (known === undefined) return
      if (known.lines.size >= LINES) known.lines.clear()
      known.lines.set(line.seq, line)
    },
    forget: (chatId: string): void => void chats.delete(chatId),
    clear: (): void => chats.clear(),
  }
}

/** As `chats.add` leaves it. */
function rowOf(chat: NewChat): ChatRow {
  return {
    chatId: chat.chatId,
    channel: chat.channel,
    account: chat.account,
    addressSealed: chat.addressSealed,
    lang: chat.lang,
    owner: 'bot',
    epoch: 0,
    turn: 0,
    seq: 0,
    flow: null,
    node: null,
    sessionSealed: null,
    createdAt: chat.at,
    slowedAt: 0,
    heardAt: 0,
    blockedAt: 0,
    knockedAt: 0,
    recent: '',
  }
}

/** In the order in which they are taken: who was written earlier goes first. */
export function insertInOrder(waiting: Waiting[], row: Waiting): void {
  const at = waiting.findIndex(
    ({ orderAt, rid }) => orderAt > row.orderAt || (orderAt === row.orderAt && rid > row.rid),
  )
  waiting.splice(at === -1 ? waiting.length : at, 0, row)
}
