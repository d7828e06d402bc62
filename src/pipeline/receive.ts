/** @module What channels received becomes rows: find the chat, mask, seal, one transaction for all that came together. Resolves after the commit. */

import type { Content, Instant } from '../core/chat.ts'
import { StoreUnavailable } from '../core/errors.ts'
import type { DeliveryStatus, Incoming, Line } from '../core/message.ts'
import type { JournalRow } from '../store/chat/journal.ts'
import type { OutboxState } from '../store/chat/schema.ts'
import { accept } from './accept.ts'
import { type Deps, LIMITS } from './deps.ts'
import { clean, cleanContent } from './masking.ts'
import { pause } from './pause.ts'
import { type Body, makeSeals, type Seals } from './sealed.ts'
import type { State } from './state.ts'

type Message = Extract<Incoming, { type: 'message' }>
type Status = Extract<Incoming, { type: 'status' }>
type Waiter = { incoming: readonly Incoming[]; done(): void; failed(error: unknown): void }

/**
 * Callers that come while the platform breathes share one commit.
 * @throws StoreUnavailable to each of them when nothing could be kept
 */
export function makeReceive(deps: Deps, state: State, kick: () => void) {
  let waiting: Waiter[] = []
  const flush = () => {
    const batch = waiting
    waiting = []
    try {
      take(
        deps,
        state,
        batch.flatMap((waiter) => waiter.incoming),
      )
      for (const waiter of batch) waiter.done()
    } catch (error) {
      if (error instanceof StoreUnavailable) pause(deps, state, error)
      if (batch.length === 1) batch[0]?.failed(error)
      else for (const waiter of batch) alone(deps, state, waiter)
    }
    kick()
  }
  return (incoming: readonly Incoming[]): Promise<void> =>
    new Promise((done, failed) => {
      waiting.push({ incoming, done, failed })
      if (waiting.length === 1) void deps.breathe().then(flush)
    })
}

/** One that cannot be kept does not take the others with it. */
function alone(deps: Deps, state: State, waiter: Waiter): void {
  try {
    take(deps, state, waiter.incoming)
    waiter.done()
  } catch (error) {
    waiter.failed(error)
  }
}

function take(deps: Deps, state: State, incoming: readonly Incoming[]): void {
  const now = deps.now()
  const messages = incoming.filter((one) => one.type === 'message')
  const placed = deps.store.guard(() => place(deps, messages, now))
  const touched = deps.store.commit(() => {
    const chats = new Set<string>()
    for (const { message, chatId } of placed) {
      open(deps, chatId, message, now)
      if (accept(deps, arrivalOf(deps, chatId, message, now))) chats.add(chatId)
    }
    for (const one of incoming) {
      const chatId = one.type === 'status' ? setStatus(deps, one) : undefined
      if (chatId !== undefined) chats.add(chatId)
    }
    return chats
  })
  for (const one of incoming) {
    // Blocked, new identity, typed on the phone: kept by the issues of those channels.
    if (one.type === 'line') deps.log.warn({ event: 'line_fact', channel: one.channel, code: one.fact })
  }
  for (const chatId of touched) {
    state.chats.add(chatId)
    state.followers.tell(chatId)
  }
}

function arrivalOf(deps: Deps, chatId: string, message: Message, now: Instant) {
  const name = message.profile?.name
  const content = cleanContent(labelled(deps, chatId, message.content))
  return {
    chatId,
    externalId: message.externalId,
    // A platform's clock may be ahead; nobody writes in the future.
    at: Math.min(message.at, now),
    now,
    body: { kind: 'message' as const, content, ...(name === undefined ? {} : { name: clean(name) }) },
  }
}

/** A tap as people read it later: the label that stood on the button, if it was said lately. */
function labelled(deps: Deps, chatId: string, content: Content): Content {
  if (content.type !== 'choice' || content.label !== undefined) return content
  const seq = deps.store.chats.get(chatId)?.seq ?? 0
  const seals = makeSeals(deps.vault)
  for (const { line } of deps.store.journal.read(
    chatId,
    Math.max(0, seq - LIMITS.labelLines),
    LIMITS.labelLines,
  )) {
    if (line.kind !== 'say') continue
    const body = bodyOf(seals, chatId, line)
    const choice = body?.kind === 'say' ? body.reply.choices?.find(({ id }) => id === content.id) : undefined
    if (choice !== undefined) return { ...content, label: choice.label }
  }
  return content
}

/** A damaged line costs a label, never the tap. */
function bodyOf(seals: Seals, chatId: string, line: JournalRow): Body | undefined {
  try {
    return seals.openLine(chatId, line.seq, line.bodySealed)
  } catch {
    return undefined
  }
}

/** The chat of each message; who writes for the first time gets one, and its key, before any row needs it. */
function place(
  deps: Deps,
  messages: readonly Message[],
  now: Instant,
): { message: Message; chatId: string }[] {
  const strangers = new Map<string, Message>()
  const found = messages.map((message) => {
    const chatId = findChat(deps, message)
    if (chatId === undefined) strangers.set(nameOf(message), message)
    return { message, chatId }
  })
  if (strangers.size === 0)
    return found.flatMap(({ message, chatId }) => (chatId ? [{ message, chatId }] : []))
  const chatIds = enter(deps, [...strangers.values()], now)
  const fresh = new Map([...strangers.keys()].map((name, index) => [name, chatIds[index]]))
  return found.flatMap(({ message, chatId }) => {
    const id = chatId ?? fresh.get(nameOf(message))
    return id === undefined ? [] : [{ message, chatId: id }]
  })
}

/** Gives each line a chat of its own, and keeps it; a line that was known keeps the chat it has. Seals before it writes. */
export function enter(
  deps: Pick<Deps, 'directory' | 'vault' | 'newId'>,
  lines: readonly Line[],
  now: Instant,
): string[] {
  const seals = makeSeals(deps.vault)
  const entries = lines.map((line) => {
    const chatId = deps.newId()
    return {
      accountId: accountOf(line),
      channel: line.channel,
      addressHash: hashOf(deps, line),
      chatId,
      addressSealed: seals.entry(chatId, line.address),
      at: now,
    }
  })
  return deps.directory.enter(entries)
}

function open(deps: Deps, chatId: string, line: Message, now: Instant): void {
  if (deps.store.chats.get(chatId) !== undefined) return
  const addressSealed = makeSeals(deps.vault).address(chatId, line.address)
  const { channel, account } = line
  deps.store.chats.add({ chatId, channel, account, addressSealed, lang: line.profile?.lang ?? 'id', at: now })
}

export function findChat(deps: Pick<Deps, 'directory' | 'vault'>, line: Line): string | undefined {
  return deps.directory.chatOf(accountOf(line), hashOf(deps, line))
}

function nameOf(line: Line): string {
  return JSON.stringify([line.channel, line.account, line.address])
}

function accountOf(line: Line): string {
  return `${line.channel}:${line.account}`
}

function hashOf(deps: Pick<Deps, 'vault'>, line: Line): Uint8Array {
  return deps.vault.hash('address', nameOf(line))
}

const RANK: Partial<Record<OutboxState, number>> = {
  waiting: 0,
  claimed: 0,
  unknown: 0,
  sent: 1,
  delivered: 2,
  read: 3,
}
const STATUS_RANK: Record<DeliveryStatus, number> = { sent: 1, delivered: 2, read: 3, failed: 4 }

/** A status never makes a chat and never goes down; `failed` after a proof of arrival is not believed. */
function setStatus(deps: Deps, status: Status): string | undefined {
  const chatId = findChat(deps, status)
  if (chatId === undefined) return undefined
  const { outbox } = deps.store
  const row =
    status.outboxId !== undefined
      ? outbox.byId(status.outboxId)
      : status.sentId !== undefined
        ? outbox.bySentKey(chatId, sentKey(deps, status.sentId))
        : undefined
  const rank = row === undefined ? undefined : RANK[row.state]
  if (row === undefined || row.chatId !== chatId || rank === undefined) return undefined
  const isNews = status.status === 'failed' ? rank < STATUS_RANK.delivered : rank < STATUS_RANK[status.status]
  if (!isNews) return undefined
  outbox.status(row.ord, status.status)
  return chatId
}

export function sentKey(deps: Pick<Deps, 'vault'>, externalId: string): Uint8Array {
  return deps.vault.hash('sent', externalId)
}
