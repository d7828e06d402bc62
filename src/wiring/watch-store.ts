/** @module Sees what the road does by what it writes, so that the road itself knows nothing of being counted. */

import type { ChannelId } from '../core/lists.ts'
import type { LeftOutcome, Observer, TurnOutcome } from '../core/observer.ts'
import type { OutboxState } from '../store/chat/schema.ts'
import type { ChatStore } from '../store/chat/store.ts'

/** Remembered from a look at a chat or a row to what is done with it, in the same commit or the next. */
const REMEMBERED = 5_000

const OUTCOMES: Partial<Record<OutboxState, LeftOutcome>> = {
  sent: 'sent',
  waiting: 'later',
  failed: 'failed',
  cancelled: 'cancelled',
  unknown: 'unknown',
  parked: 'parked',
}

/** The same store; what is undone with a transaction, or with a part of one, is not told. */
export function watchStore(store: ChatStore, observer: Required<Observer>): ChatStore {
  const seen: Seen = { observer, chats: memory(), rows: memory(), told: [] }
  return {
    ...store,
    commit: (work, how) => {
      const startedAt = performance.now()
      // It may be done twice.
      const result = store.commit(() => {
        seen.told = []
        return work()
      }, how)
      const seconds = (performance.now() - startedAt) / 1000
      const { told } = seen
      seen.told = []
      if (told.length > 0) observer.committed(told.length, seconds)
      for (const tell of told) tell()
      return result
    },
    part: (work) => {
      const before = seen.told.length
      try {
        return store.part(work)
      } catch (error) {
        seen.told.length = before
        throw error
      }
    },
    ...turning(store, seen),
    outbox: leaving(store.outbox, seen),
  }
}

type Seen = {
  observer: Required<Observer>
  chats: ReturnType<typeof memory<string, { channel: ChannelId; byBot: boolean }>>
  rows: ReturnType<typeof memory<number, ChannelId | 'office'>>
  /** By the open transaction. */
  told: (() => void)[]
}

function turning(store: ChatStore, seen: Seen): Pick<ChatStore, 'chats' | 'inbox'> {
  const { observer, chats } = seen
  let outcome: TurnOutcome = 'done'
  return {
    chats: {
      ...store.chats,
      get: (chatId) => {
        const chat = store.chats.get(chatId)
        if (chat !== undefined) chats.set(chatId, { channel: chat.channel, byBot: chat.owner === 'bot' })
        return chat
      },
      add: (row) => {
        const isNew = store.chats.add(row)
        chats.set(row.chatId, { channel: row.channel, byBot: true })
        return isNew
      },
      save: (turn) => {
        store.chats.save(turn)
        const ended = outcome
        seen.told.push(() => observer.turned(ended))
      },
    },
    inbox: {
      ...store.inbox,
      add: (row) => {
        const rid = store.inbox.add(row)
        const chat = chats.get(row.chatId)
        if (rid !== undefined && row.kind === 'message' && chat !== undefined)
          seen.told.push(() => observer.heard(chat.channel, row.chatId, chat.byBot))
        return rid
      },
      done: (row) => {
        store.inbox.done(row)
        outcome = row.state === 'done' ? 'done' : 'set_aside'
      },
      retry: (name, dueAt) => {
        store.inbox.retry(name, dueAt)
        seen.told.push(() => observer.turned('failed'))
      },
    },
  }
}

function leaving(outbox: ChatStore['outbox'], seen: Seen): ChatStore['outbox'] {
  const left = (ord: number, state: OutboxState) => {
    const [to, outcome] = [seen.rows.get(ord), OUTCOMES[state]]
    if (to !== undefined && outcome !== undefined) seen.told.push(() => seen.observer.left(to, outcome))
  }
  return {
    ...outbox,
    head: (chatId, dest) => {
      const head = outbox.head(chatId, dest)
      if (head !== undefined) seen.rows.set(head.row.ord, dest === 'office' ? 'office' : head.chat.channel)
      return head
    },
    mark: (row) => {
      outbox.mark(row)
      left(row.ord, row.state)
    },
    sent: (row, sentKey) => {
      const isNews = outbox.sent(row, sentKey)
      if (isNews) left(row.ord, 'sent')
      return isNews
    },
    status: (row) => {
      outbox.status(row)
      if (row.state === 'parked') left(row.ord, row.state)
    },
  }
}

/** The oldest goes first. */
function memory<K, V>() {
  const kept = new Map<K, V>()
  return {
    get: (key: K) => kept.get(key),
    set: (key: K, value: V) => {
      kept.delete(key)
      kept.set(key, value)
      const oldest = kept.size > REMEMBERED ? kept.keys().next().value : undefined
      if (oldest !== undefined) kept.delete(oldest)
    },
  }
}
