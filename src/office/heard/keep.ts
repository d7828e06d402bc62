/** @module Takes in what a chat did not understand: masked once more, sealed under the chat's key, so many a chat and day. */

import type { ChatRef, Instant, OfficeRequest } from '../../core/chat.ts'
import type { HeardMessage } from '../../core/heard.ts'
import { maskNumbers } from '../../vault/mask.ts'
import type { Place } from '../../vault/seal.ts'
import { LIMITS } from '../deps.ts'
import type { Desk } from '../desk.ts'
import { maskContacts } from './mask.ts'

type Misunderstood = Extract<OfficeRequest, { type: 'misunderstood' }>
export type Heard = Pick<HeardMessage, 'text' | 'guesses'> & { normal: string }

export const heardSubject = (chatId: string) => `chat:${chatId}` as const
export const heardPlace = (id: string): Place => ['office_heard', 'text_sealed', id]

/** Inside a transaction. Somebody who writes nonsense all day teaches nothing after the first hundred. */
export function keepHeard(desk: Desk, from: ChatRef, id: string, request: Misunderstood, at: Instant): void {
  const { chatId } = from
  if (desk.heard.countSince(chatId, at - LIMITS.heardWindowMs) >= LIMITS.heardPerChat) return
  // Masked before it is cut, so that no half number stays at the end.
  const masked = (text: string) => maskContacts(maskNumbers(text)).slice(0, LIMITS.heardChars)
  const heard: Heard = {
    text: masked(request.text),
    normal: masked(request.normal),
    guesses: request.guesses,
  }
  desk.heard.add({
    id,
    chatId,
    at,
    language: request.language,
    flow: request.flow ?? null,
    node: request.node ?? null,
    guess: request.guesses[0]?.intent ?? null,
    textSealed: desk.sealJson(heardSubject(chatId), heardPlace(id), heard),
  })
}
