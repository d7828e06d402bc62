/** @module What the store remembers of busy chats is what stands in the tables: any mix of what the road does, of failures and of another program's writes, read by memory and by a reader without one. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeChats } from '../../src/store/chat/chats.ts'
import { makeInbox } from '../../src/store/chat/inbox.ts'
import { makeJournal } from '../../src/store/chat/journal.ts'
import { makeOutbox, nameOf } from '../../src/store/chat/outbox.ts'
import { type ChatStore, makeChatStore } from '../../src/store/chat/store.ts'
import { openStore } from '../../src/store/sqlite.ts'

const CHATS = ['c1', 'c2']
const LANES = ['channel', 'office'] as const
const bytes = (n: number) => new Uint8Array([n % 256, n >> 8])

type Doing = { store: ChatStore; chatId: string; n: number; at: number }
const say = (store: ChatStore, chatId: string, n: number, kind: 'message' | 'say') => {
  const seq = store.chats.nextSeq(chatId)
  return {
    seq,
    line: { chatId, seq, at: n, author: 'resident', kind, ref: `${n}`, bodySealed: bytes(n) } as const,
  }
}
const NONE = { turn: null, intent: null, flow: null, node: null }

/** What the road does, each to one chat; `n` is never the same. */
const DEEDS: Record<string, (doing: Doing) => void> = {
  receive: ({ store, chatId, n, at }) => {
    const { seq, line } = say(store, chatId, n, 'message')
    const order = { at, receivedAt: at, orderAt: at % 3, dueAt: at }
    store.inbox.add({ chatId, key: bytes(n), kind: 'message', seq, attempts: n % 2 === 0 ? 0 : 1, ...order })
    store.journal.add({ ...line, ...NONE })
  },
  reply: ({ store, chatId, n, at }) => {
    const { seq, line } = say(store, chatId, n, 'say')
    store.journal.add({ ...line, ...NONE, author: 'bot' })
    const row = {
      id: `o${n}`,
      chatId,
      dest: LANES[n % 2] ?? 'channel',
      author: 'bot',
      epoch: 0,
      seq,
      at,
    } as const
    store.outbox.add({ ...row, bodySealed: null, isNotice: false, isTemplate: false })
  },
  claim: (doing) => eachHead(doing, ({ store }, row) => void store.outbox.claim(nameOf(row))),
  sent: (doing) => eachHead(doing, ({ store, n }, row) => void store.outbox.sent(nameOf(row), bytes(n))),
  again: (doing) =>
    eachHead(doing, ({ store, at }, row) =>
      store.outbox.mark({
        ...nameOf(row),
        state: 'waiting',
        dueAt: at + 5,
        attempts: 3,
        sentKey: null,
        code: null,
        unsure: 1,
      }),
    ),
  takeover: ({ store, chatId }) => void store.outbox.cancelBot(chatId),
  tried: (doing) => eachFirst(doing, ({ store }, name) => void store.inbox.tried(name)),
  untried: (doing) => eachFirst(doing, ({ store }, name) => store.inbox.untried(name)),
  retry: (doing) => eachFirst(doing, ({ store, at }, name) => store.inbox.retry(name, at + 9)),
  done: (doing) =>
    eachFirst(doing, ({ store, n }, name) =>
      store.inbox.done({ ...name, turn: n, state: 'done', edition: `e${n}`, result: null }),
    ),
  hold: ({ store, at }) => store.inbox.holdAnew(at + 20),
  blocked: ({ store, chatId, at }) => store.chats.blocked(chatId, at),
  heard: ({ store, chatId, at }) => store.chats.heard(chatId, at, `${at - 5},${at}`),
}

function eachHead(
  doing: Doing,
  deed: (doing: Doing, row: NonNullable<ReturnType<ChatStore['outbox']['head']>>['row']) => void,
) {
  for (const dest of LANES) {
    const head = doing.store.outbox.head(doing.chatId, dest)
    if (head !== undefined) deed(doing, head.row)
  }
}

function eachFirst(doing: Doing, deed: (doing: Doing, name: { chatId: string; rid: number }) => void) {
  const first = doing.store.inbox.first(doing.chatId)
  if (first !== undefined) deed(doing, { chatId: doing.chatId, rid: first.rid })
}

const deeds = fc.record({
  // Mostly what gives the others something to do.
  deed: fc.oneof(fc.constantFrom('receive', 'reply', 'reply'), fc.constantFrom(...Object.keys(DEEDS))),
  chat: fc.constantFrom(...CHATS),
  /** What becomes of the transaction it stands in. */
  end: fc.constantFrom('kept', 'kept', 'kept', 'failed', 'part failed'),
  /** Whether another program writes before it. */
  beside: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
})

it('is what a reader without memory finds', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(deeds, { minLength: 1, maxLength: 80, size: 'max' }), (all) => {
      const dir = mkdtempSync(join(tmpdir(), 'remembered-'))
      const [own, other] = [openStore(join(dir, 'a.db'), 'chat'), openStore(join(dir, 'a.db'), 'chat')]
      try {
        const store = makeChatStore(own.db)
        const plain = readerOf(other.db)
        const row = { channel: 'web', account: 'a', addressSealed: bytes(1), lang: 'id', at: 0 } as const
        store.commit(() => {
          for (const chatId of CHATS) store.chats.add({ ...row, chatId })
        })
        for (const [n, { deed, chat, end, beside }] of all.entries()) {
          if (beside) {
            other.db.run(sql`update inbox set due_at = due_at + 1 where chat_id = ${chat}`)
            expect(seen(store, chat), 'after another program').toEqual(seen(plain, chat))
          }
          const work = () => DEEDS[deed]?.({ store, chatId: chat, n: n + 1, at: 100 + n })
          const act = () => {
            if (end !== 'part failed') work()
            else
              try {
                store.part(() => {
                  work()
                  throw new RangeError('a part')
                })
              } catch (error) {
                if (!(error instanceof RangeError)) throw error
              }
            if (end === 'failed') throw new RangeError('all')
          }
          try {
            store.commit(act)
          } catch (error) {
            if (!(error instanceof RangeError)) throw error
          }
          for (const chatId of CHATS)
            expect(seen(store, chatId), `after ${deed}, ${end}`).toEqual(seen(plain, chatId))
        }
      } finally {
        own.close()
        other.close()
        rmSync(dir, { recursive: true })
      }
    }),
    { numRuns: 40 },
  )
})

type Reader = Pick<ChatStore, 'chats' | 'journal'> & {
  inbox: ReturnType<typeof makeInbox>
  outbox: Pick<ChatStore['outbox'], 'head'>
}

function readerOf(db: Parameters<typeof makeChats>[0]): Reader {
  const [chats, outbox] = [makeChats(db), makeOutbox(db)]
  const head: Reader['outbox']['head'] = (chatId, dest) => {
    const [row, chat] = [outbox.lane(chatId, dest, 1)[0], chats.get(chatId)]
    return row && chat && { row, chat }
  }
  return { chats, journal: makeJournal(db), inbox: makeInbox(db), outbox: { head } }
}

/** All that the road reads of a chat. */
function seen({ chats, inbox, journal, outbox }: Reader, chatId: string) {
  const chat = chats.get(chatId)
  const { rid, attempts, dueAt } = inbox.first(chatId) ?? {}
  return inHex({
    chat,
    first: { rid, attempts, dueAt },
    waiting: inbox.head(chatId, 10),
    heads: LANES.map((dest) => outbox.head(chatId, dest)),
    lines: Array.from({ length: chat?.seq ?? 0 }, (_, at) => journal.get(chatId, at + 1)),
  })
}

/** The driver gives its own kind of bytes for the same bytes. */
function inHex(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one) => {
      const bytes = one?.type === 'Buffer' ? one.data : one instanceof Uint8Array ? one : undefined
      return bytes === undefined ? one : Buffer.from(bytes).toString('hex')
    }),
  )
}
