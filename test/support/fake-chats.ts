/** @module Chats in memory with a scripted bot: for tests of pages alone. Keeps the port's promises, understands nothing. */

import type { Content } from '../../src/core/chat.ts'
import type { Incoming, Line, Reply } from '../../src/core/message.ts'
import type { CaseView, ChatLine, Chats, ChatView, Office } from '../../src/core/ports.ts'

type Kept = ChatView & { seen: Set<string>; wakes: Set<() => void>; contents: Content[] }

export type FakeChats = Pick<Chats, 'receive' | 'read' | 'find' | 'follow' | 'leave'> & {
  /** What came in, in order, of all chats. */
  received: Incoming[]
  /** Something is said in the only chat, as staff or the office make it happen. */
  say(from: ChatLine['from'], reply: Reply): void
  own(owner: ChatView['owner']): void
  /** The bot answers nothing until it is let go. */
  hold(): void
  release(): void
  chatId(): string
}

/** @param answer what the bot says to each message, nothing for silence */
export function fakeChats(answer: (content: Content) => Reply[], now: () => number): FakeChats {
  const chats = new Map<string, Kept>()
  const ids = new Map<string, string>()
  const received: Incoming[] = []
  let held = false
  const waiting: (() => void)[] = []

  const chatOf = (line: Line): Kept => {
    const chatId = ids.get(line.address) ?? `c${chats.size + 1}`
    ids.set(line.address, chatId)
    const known = chats.get(chatId)
    if (known) return known
    const made: Kept = {
      ...{ chatId, channel: 'web', owner: 'bot', epoch: 0, lang: 'id', mask: '•', summary: [], lines: [] },
      ...{ seen: new Set(), wakes: new Set(), contents: [] },
    }
    chats.set(chatId, made)
    return made
  }
  const add = (chat: Kept, line: Pick<ChatLine, 'from' | 'text'> & Partial<ChatLine>) => {
    const seq = (chat.lines.at(-1)?.seq ?? 0) + 1
    chat.lines.push({ seq, id: `${chat.chatId}.${seq}`, at: now(), ...line })
  }
  const wake = (chat: Kept) => {
    for (const one of chat.wakes) one()
  }
  const only = (): Kept => {
    const [chat] = chats.values()
    if (!chat) throw new Error('nobody has written yet: post a message first')
    return chat
  }

  return {
    received,
    chatId: () => only().chatId,
    find: async (line) => ids.get(line.address),
    leave: async (line) => {
      const left = chats.get(ids.get(line.address) ?? '')
      ids.delete(line.address)
      if (left) wake(left)
      return left !== undefined
    },
    follow: (chatId, call) => {
      const wakes = chats.get(chatId)?.wakes
      wakes?.add(call)
      return () => wakes?.delete(call)
    },
    read: async (chatId, { after = 0, limit = 200 } = {}) => {
      const chat = chats.get(chatId)
      return chat && { ...chat, lines: chat.lines.filter(({ seq }) => seq > after).slice(-limit) }
    },
    receive: async (incoming) => {
      for (const one of incoming) {
        if (one.type !== 'message') continue
        const chat = chatOf(one)
        if (chat.seen.has(one.externalId)) continue
        chat.seen.add(one.externalId)
        received.push(one)
        add(chat, lineOf(one.content))
        const reply = () => {
          for (const { ask, ...said } of chat.owner === 'bot' ? answer(one.content) : []) {
            add(chat, { from: 'bot', ...said, ...(ask ? { ask } : {}) } as ChatLine)
          }
          wake(chat)
        }
        wake(chat)
        if (held) waiting.push(reply)
        else reply()
      }
    },
    say: (from, reply) => {
      add(only(), { from, ...reply } as ChatLine)
      wake(only())
    },
    own: (owner) => {
      only().owner = owner
      wake(only())
    },
    hold: () => {
      held = true
    },
    release: () => {
      held = false
      for (const reply of waiting.splice(0)) reply()
    },
  }
}

function lineOf(content: Content): Pick<ChatLine, 'from' | 'text'> & Partial<ChatLine> {
  if (content.type === 'text') return { from: 'resident', text: content.text }
  if (content.type === 'choice') return { from: 'resident', text: content.label ?? content.id }
  if (content.type === 'location') return { from: 'resident', text: `📍 ${content.lat}, ${content.lng}` }
  if ('media' in content && content.media) {
    const media = { ...content.media, type: content.type }
    return { from: 'resident', text: content.caption ?? '', media }
  }
  return { from: 'resident', text: `[${content.type}]` }
}

/** An office that knows these cases and nothing else. */
export function fakeOffice(cases: CaseView[]): Pick<Office, 'case'> {
  return { case: async (number) => cases.find((one) => one.number === number) }
}
