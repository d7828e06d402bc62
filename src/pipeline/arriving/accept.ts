/** @module One thing that moves a chat becomes an inbox row and a journal line, once. Runs inside a transaction of the caller. */

import type { Instant } from '../../core/chat.ts'
import type { ChatRow } from '../../store/chat/chats.ts'
import type { InboxKind } from '../../store/chat/schema.ts'
import { toHex } from '../../vault/bytes.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { recentWith } from '../rate.ts'
import { type Body, makeSeals } from '../sealed.ts'

export type Arrival = {
  chatId: string
  /** Unique in the chat among its kind. */
  externalId: string
  at: Instant
  now: Instant
  body: Body & { kind: InboxKind }
}

/** Names the thing without telling what it is: platforms hide phone numbers in their ids. */
export function inboxKey(
  vault: Deps['vault'],
  chatId: string,
  kind: InboxKind,
  externalId: string,
): Uint8Array {
  return vault.hash('inbox', `${chatId}|${kind}|${externalId}`)
}

/**
 * The number of its inbox row; undefined when the same thing came before, or when there is no such chat. `known` is
 * the chat's row as it stands now; `mayCount`: nothing of the chat waits, and its turn comes next.
 */
export function accept(
  deps: Pick<Deps, 'store' | 'vault' | 'channels'>,
  arrival: Arrival,
  known?: ChatRow,
  mayCount = false,
): number | undefined {
  const { store, vault } = deps
  const { chatId, body, at, now } = arrival
  const chat = known ?? store.chats.get(chatId)
  if (chat === undefined) return undefined
  const key = inboxKey(vault, chatId, body.kind, arrival.externalId)
  const seq = chat.seq + 1
  const isUnordered = deps.channels[chat.channel]?.isUnordered === true
  const order = isUnordered ? unordered(body.kind === 'message', at, now) : { orderAt: 0, dueAt: 0 }
  const attempts = mayCount && order.dueAt <= now ? 1 : 0
  const rid = store.inbox.add({ chatId, key, kind: body.kind, seq, at, receivedAt: now, attempts, ...order })
  if (rid === undefined) return undefined
  if (body.kind === 'message') store.chats.heard(chatId, at, recentWith(chat.recent, now))
  else store.chats.nextSeq(chatId)
  store.journal.add({
    chatId,
    seq,
    at,
    author: body.kind === 'message' ? 'resident' : 'note',
    kind: body.kind,
    ref: toHex(key),
    turn: null,
    intent: null,
    flow: null,
    node: null,
    bodySealed: makeSeals(vault).line(chatId, seq, body),
  })
  return rid
}

/** A moment for what was written before and comes after; longer for what is old, which seldom comes alone. */
function unordered(isMessage: boolean, at: Instant, now: Instant): { orderAt: Instant; dueAt: Instant } {
  if (!isMessage) return { orderAt: now, dueAt: 0 }
  const hold = now - at > LIMITS.lateMs ? LIMITS.lateHoldMs : LIMITS.orderHoldMs
  return { orderAt: at, dueAt: now + hold }
}
