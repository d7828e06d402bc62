/** @module Whose chat it is: codes of the counter, bindings, and when they end by themselves. */

import type { ChatRef, Instant, OfficeRequest } from '../../core/chat.ts'
import { type Bindings, type IdentityDesk, type Proof, readIdentityNumber } from '../../core/identity.ts'
import { maskNumbers } from '../../vault/mask.ts'
import { isPlausibleNik } from '../../vault/nik.ts'
import type { Desk } from '../desk.ts'
import { bareCode, drawCode } from './code.ts'
import { bindingMaskPlace, codeHashOf, codeMaskPlace, personHashOf } from './hashes.ts'
import { IDENTITY } from './limits.ts'
import { alarm } from './stops.ts'

type Commit = <T>(work: () => T) => T

export function makeIdentityDesk(desk: Desk, commit: Commit): IdentityDesk {
  const { deps, identity } = desk
  return {
    issueCode: async (id, typed, by) => {
      const nik = readIdentityNumber(typed)
      if (nik === undefined || !isPlausibleNik(nik)) return undefined
      const code = drawCode(deps.random)
      const maskSealed = deps.vault.seal(`staff:${by}`, codeMaskPlace(id), maskNumbers(nik))
      const [codeHash, personHash] = [codeHashOf(deps, bareCode(code)), personHashOf(deps, nik)]
      const at = desk.now()
      commit(() => identity.codes.add({ codeHash, id, by, at, personHash, maskSealed }))
      return { id, code, untilAt: at + IDENTITY.codeMs }
    },
  }
}

type BindChat = Extract<OfficeRequest, { type: 'bind_chat' }>

/** Inside a transaction. Unknown, spent, too old, tried too often: one answer. */
export function bindChat(desk: Desk, { chatId }: ChatRef, id: string, { code }: BindChat): void {
  const { deps, identity } = desk
  const now = desk.now()
  const after = now - IDENTITY.codeTriesMs
  const codeHash = codeHashOf(deps, bareCode(code))
  const found = identity.codes.get(codeHash)
  const mayTry = identity.codes.triesOfChat(chatId, after) < IDENTITY.codeTries
  const elapsed = now - (found?.at ?? 0)
  const isLive = found !== undefined && elapsed >= 0 && elapsed < IDENTITY.codeMs
  const isBound = mayTry && isLive && identity.codes.spend(codeHash, now)
  if (isBound) {
    const { by, personHash, maskSealed } = found
    const mask = desk.openText(`staff:${by}`, codeMaskPlace(found.id), maskSealed)
    bind(desk, { cause: id, chatId, personHash, how: 'counter', by, at: now, mask })
  } else if (mayTry) {
    identity.codes.addTry({ id, chatId, at: now })
    if (identity.codes.tries(after) > IDENTITY.codeTriesAll) alarm(desk, chatId, now, 'identity_guessed')
  }
  desk.notify(id, chatId, { type: 'chat_bound', re: id, isBound })
}

type NewBinding = {
  cause: string
  chatId: string
  personHash: Uint8Array
  how: Proof
  by?: string
  at: Instant
  mask: string | undefined
}

/** In place of whoever the chat was before; other chats of the same person hear of it. */
export function bind(desk: Desk, { cause, chatId, personHash, how, by, at, mask = '' }: NewBinding): void {
  const { bindings } = desk.identity
  for (const other of bindings.ofPerson(personHash)) {
    if (other.chatId === chatId) continue
    desk.notify(`bound.${cause}.${other.chatId}`, other.chatId, {
      type: 'identity_news',
      what: 'bound_elsewhere',
    })
  }
  const maskSealed = desk.deps.vault.seal(`chat:${chatId}`, bindingMaskPlace(chatId), mask)
  bindings.put({ chatId, personHash, how, by: by ?? null, at, seenAt: at, maskSealed })
}

/** With each request of a chat: one that was silent for so long has to prove anew whose it is. */
export function keepBinding({ identity }: Desk, { chatId }: ChatRef, now: Instant): void {
  const binding = identity.bindings.get(chatId)
  if (binding === undefined) return
  const silent = now - binding.seenAt
  if (silent > IDENTITY.silentMs) identity.bindings.drop(chatId)
  else if (silent > IDENTITY.dayMs) identity.bindings.seen(chatId, now)
}

/** Nobody's again, and links that are open lead nowhere. Inside a transaction. */
export function unbind({ identity }: Desk, chatId: string): number {
  identity.forms.drop(chatId)
  return identity.bindings.drop(chatId)
}

export function makeBindings(desk: Desk, commit: Commit): Bindings {
  return {
    bindings: async (chatId) => {
      const row = desk.identity.bindings.get(chatId)
      if (row === undefined || desk.now() - row.seenAt > IDENTITY.silentMs) return []
      const { how, at, by, maskSealed } = row
      const mask = desk.openText(`chat:${chatId}`, bindingMaskPlace(chatId), maskSealed) ?? ''
      return [{ chatId, how, at, mask, ...(by === null ? {} : { by }) }]
    },
    forgetBindings: async (chatId) => commit(() => unbind(desk, chatId)),
  }
}
