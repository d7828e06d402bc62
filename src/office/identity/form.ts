/** @module The secure form: a link for a chat, and what is typed on it. Taken without being looked at: the answer to the page is made before any list is read. */

import type { ChatRef, OfficeRequest } from '../../core/chat.ts'
import type { SecureForms } from '../../core/identity.ts'
import type { FormRow } from '../../store/office/identity.ts'
import { maskNumbers } from '../../vault/mask.ts'
import type { Desk } from '../desk.ts'
import { phoneHashOf } from '../roster/stage.ts'
import { formMaskPlace, hashesOf, tokenHashOf } from './hashes.ts'
import { IDENTITY, nextTick } from './limits.ts'

const TOKEN_BYTES = 32
const TOKEN = /^[\w-]{43}$/
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

type OpenForm = Extract<OfficeRequest, { type: 'open_form' }>

/** Inside a transaction: a link that only this chat is told. */
export function openForm(desk: Desk, from: ChatRef, id: string, { language }: OpenForm): void {
  const { identity, deps } = desk
  const now = desk.now()
  tidy(desk, now)
  const token = makeToken(deps.random)
  const url = deps.formUrl?.(token)
  const isTooMany = identity.forms.countOfChat(from.chatId, now - IDENTITY.dayMs) >= IDENTITY.formsADay
  if (url === undefined || isTooMany) {
    desk.notify(id, from.chatId, { type: 'form_refused', re: id })
    return
  }
  identity.forms.add({
    tokenHash: tokenHashOf(deps, token),
    id: deps.newId(),
    chatId: from.chatId,
    language,
    at: now,
    phoneHash: from.phone === undefined ? null : phoneHashOf(deps, from.phone),
    chatSince: from.since ?? null,
  })
  desk.notify(id, from.chatId, { type: 'form_opened', re: id, url, untilAt: now + IDENTITY.formMs })
}

/** Inside a transaction. The platform proved the number for this chat: the links that are open count as asked from it. */
export function provePhone(
  desk: Desk,
  { chatId, channel }: ChatRef,
  id: string,
  { phone }: Extract<OfficeRequest, { type: 'prove_phone' }>,
): void {
  const { deps, identity } = desk
  // Nobody but Telegram says whose a shared number is.
  const isProven = channel === 'telegram' && /^\+\d{8,15}$/.test(phone)
  const after = desk.now() - IDENTITY.formMs
  const kept = isProven ? identity.forms.prove(chatId, after, phoneHashOf(deps, phone)) : 0
  desk.notify(id, chatId, { type: 'phone_proven', re: id, isKept: kept > 0 })
}

export function makeForms(desk: Desk, commit: <T>(work: () => T) => T, wake: () => void): SecureForms {
  const { deps, identity } = desk
  const openRow = (token: string): FormRow | undefined => {
    if (!TOKEN.test(token)) return undefined
    const row = identity.forms.get(tokenHashOf(deps, token))
    return row !== undefined && isOpen(row, desk.now()) ? row : undefined
  }
  return {
    look: async (token) => {
      const row = openRow(token)
      return row && { language: row.language, chatId: row.chatId }
    },
    take: async (token, numbers) => {
      const hashes = hashesOf(deps, numbers)
      const isTaken = commit(() => {
        const row = openRow(token)
        if (row === undefined) return false
        const now = desk.now()
        const mask = maskNumbers(numbers.nik)
        const maskSealed = deps.vault.seal(`chat:${row.chatId}`, formMaskPlace(row.id), mask)
        return identity.forms.fill(row.tokenHash, {
          ...hashes,
          usedAt: now,
          dueAt: nextTick(now),
          maskSealed,
        })
      })
      if (isTaken) wake()
      return isTaken
    },
  }
}

/** Not by a clock that is set back either. */
function isOpen({ usedAt, at }: FormRow, now: number): boolean {
  const elapsed = now - at
  return usedAt === null && elapsed >= 0 && elapsed < IDENTITY.formMs
}

/** 256 random bits in 43 characters that stand in an address as they are. */
export function makeToken(random: (bytes: number) => Uint8Array): string {
  let bits = 0
  let held = 0
  let token = ''
  for (const byte of random(TOKEN_BYTES)) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 6) {
      bits -= 6
      token += ALPHABET[(held >> bits) & 63]
    }
    held &= (1 << bits) - 1
  }
  return token + ALPHABET[(held << (6 - bits)) & 63]
}

/** What is over goes; limits need what was asked for as long as they count. */
function tidy({ identity }: Desk, now: number): void {
  identity.forms.tidy(now - IDENTITY.overMs)
  identity.codes.tidy(now - IDENTITY.overMs)
  identity.stops.tidy(now - IDENTITY.overMs)
  identity.asks.tidy(now - IDENTITY.askedMs)
}
