/** @module What a platform tells of the line to a person: blocked, back, another identity, words typed on the phone itself. Inside a transaction. */

import type { Instant } from '../../core/chat.ts'
import type { Incoming } from '../../core/message.ts'
import { PHONE_STAFF } from '../../core/staff.ts'
import { toHex } from '../../vault/bytes.ts'
import type { Deps } from '../deps.ts'
import { makeSeals } from '../sealed.ts'
import { accept } from './accept.ts'
import { clean } from './masking.ts'
import { isPartedBy, part } from './part.ts'
import { findChat } from './place.ts'

export type LineFact = Extract<Incoming, { type: 'line' }>

/** The chat that learned something new; a fact about a stranger makes no chat. */
export function takeFact(deps: Deps, fact: LineFact, now: Instant): string | undefined {
  const chatId = findChat(deps, fact)
  const chat = chatId === undefined ? undefined : deps.store.chats.get(chatId)
  if (chatId === undefined || chat === undefined) return undefined
  switch (fact.fact) {
    case 'typed_on_phone': {
      const act = { act: 'typed' as const, staffId: PHONE_STAFF, text: clean(fact.text ?? '') }
      const body = { kind: 'staff' as const, act }
      const at = Math.min(fact.at, now)
      const rid = accept(deps, { chatId, externalId: `phone|${fact.externalId}`, at, now, body })
      return rid === undefined ? undefined : chatId
    }
    case 'blocked':
    case 'unblocked': {
      const isBlocked = chat.blockedAt !== 0
      if (isBlocked === (fact.fact === 'blocked')) return undefined
      deps.store.chats.blocked(chatId, fact.fact === 'blocked' ? now : 0)
      if (fact.fact === 'unblocked') deps.store.outbox.release(chatId)
      tell(deps, chatId, fact, now)
      return chatId
    }
    case 'identity_changed': {
      const why = `line.${toHex(deps.vault.hash('line', fact.externalId)).slice(0, 24)}`
      if (isPartedBy(deps, chatId, why)) return undefined
      if (!alarm(deps, chatId, fact, now)) return undefined
      tell(deps, chatId, fact, now)
      part(deps, chatId, fact, now, why)
      return chatId
    }
    default:
      fact.fact satisfies never
      return undefined
  }
}

/** Staff see it in the transcript. */
function tell(deps: Deps, chatId: string, one: LineFact, now: Instant): void {
  const { fact } = one
  const seq = deps.store.chats.nextSeq(chatId)
  deps.store.journal.add({
    chatId,
    seq,
    at: now,
    author: 'note',
    kind: fact,
    ref: nameOf(deps, chatId, one),
    turn: null,
    intent: null,
    flow: null,
    node: null,
    bodySealed: makeSeals(deps.vault).line(chatId, seq, { kind: 'note', note: fact }),
  })
}

/** Platforms hide phone numbers in their ids. */
function nameOf(deps: Deps, chatId: string, { externalId }: LineFact): string {
  return `${chatId}.line.${toHex(deps.vault.hash('line', externalId)).slice(0, 24)}`
}

/** Somebody else may sit behind the number now: people look before anything personal is told. False when told before. */
function alarm(deps: Deps, chatId: string, fact: LineFact, now: Instant): boolean {
  const id = nameOf(deps, chatId, fact)
  if (deps.store.outbox.byId(id) !== undefined) return false
  const chat = deps.store.chats.get(chatId)
  const request = { type: 'alarm' as const, reason: 'identity_changed' as const, topic: chat?.flow ?? '' }
  deps.store.outbox.add({
    id,
    chatId,
    dest: 'office',
    author: 'system',
    epoch: chat?.epoch ?? 0,
    seq: 0,
    at: now,
    bodySealed: makeSeals(deps.vault).request(chatId, id, request),
    isNotice: false,
    isTemplate: false,
  })
  return true
}
