/** @module Whom a 429 means: Telegram says how long to wait, but not whether the chat or the whole bot is meant. */

import type { Instant } from '../../core/chat.ts'

/** So short a wait may hold the whole line: cheap, and right whoever was meant. */
const SHORT_MS = 60_000
/** More chats than this waiting for long are no accident of single chats. */
const MAX_CHATS = 100

export type Flood = {
  /** `account` also when another chat is within a long wait: then it is not this chat alone. */
  scope(address: string, retryAfterMs: number, now: Instant): { scope: 'chat' | 'account'; isLong: boolean }
}

export function makeFlood(): Flood {
  const until = new Map<string, Instant>()
  return {
    scope(address, retryAfterMs, now) {
      if (retryAfterMs <= SHORT_MS) return { scope: 'account', isLong: false }
      for (const [other, end] of until) if (end <= now) until.delete(other)
      if (until.size < MAX_CHATS) until.set(address, now + retryAfterMs)
      const isAlone = until.size === 1 && until.has(address)
      return { scope: isAlone ? 'chat' : 'account', isLong: true }
    },
  }
}
