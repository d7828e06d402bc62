/** @module Keeps what was not understood for staff to label. Sealed under the chat's key: erased with the chat. */

import type { ChatRef, Instant, OfficeRequest } from '../core/chat.ts'
import type { Unclear } from '../core/ports.ts'
import type { UnclearRow } from '../store/office/unclear.ts'
import type { Place } from '../vault/seal.ts'
import type { Desk } from './desk.ts'

type Request = Extract<OfficeRequest, { type: 'unclear' }>

const THOUSANDTHS = 1000
const subjectOf = (chatId: string) => `chat:${chatId}` as const
const placeOf = (id: string): Place => ['office_unclear', 'text_sealed', id]

/** Inside a transaction; a repeat of `id` changes nothing. */
export function keepUnclear(desk: Desk, from: ChatRef, id: string, request: Request, at: Instant): void {
  const { text, open, guess, confidence } = request
  desk.unclear.add({
    id,
    chatId: from.chatId,
    at,
    open,
    guess,
    confidence: Math.round(confidence * THOUSANDTHS),
    textSealed: desk.deps.vault.seal(subjectOf(from.chatId), placeOf(id), text),
  })
}

/** Undefined when the chat was erased. */
export function unclearView(desk: Desk, row: UnclearRow): Unclear | undefined {
  const text = desk.openText(subjectOf(row.chatId), placeOf(row.id), row.textSealed)
  if (text === undefined) return undefined
  const { id, chatId, at, open, guess, label } = row
  const confidence = row.confidence / THOUSANDTHS
  return { id, chatId, at, text, open, guess, confidence, ...(label === null ? {} : { label }) }
}
