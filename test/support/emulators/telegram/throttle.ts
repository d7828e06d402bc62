/** @module How fast a bot may send, and who asks too early. */

import type { ChatState, World } from './world.ts'

/** https://core.telegram.org/bots/faq, as telegra.ph/Hitting-limits-bot-FAQ has it, read 2026-11-25: about 30 a second, one a second in a chat, 20 a minute in a group. */
export type Limits = {
  on: boolean
  botPerSecond: number
  chatEveryMs: number
  /** Telegram lets short bursts pass. */
  chatBurst: number
  groupPerMinute: number
}

export const LIMITS: Limits = {
  on: true,
  botPerSecond: 30,
  chatEveryMs: 1000,
  chatBurst: 3,
  groupPerMinute: 20,
}

/** Networks and timers are not exact: so much too early is on time. */
const GRACE_MS = 50
/** What comes so soon after the refusal was on its way before the asker could know. */
const ON_ITS_WAY_MS = 250

export type Held = { retryAfter: number; isEarly: boolean }

/** What binds a request: a send by its chat and by all sends, any other call by its own name. */
export function keysOf(method: string, chat: number | undefined): string[] {
  return method.startsWith('send') ? ['sends', `chat:${chat}`] : [`method:${method}`]
}

export function hold(world: World, key: string, retryAfter: number): void {
  const from = Date.now()
  world.windows.set(key, { from, until: from + retryAfter * 1000, retryAfter })
}

/** Still within a `retry_after`; `isEarly` when that is no matter of milliseconds. */
export function heldBy(world: World, method: string, chat: number | undefined): Held | undefined {
  const now = Date.now()
  const windows = keysOf(method, chat).flatMap((key) => world.windows.get(key) ?? [])
  const held = windows.filter(({ until }) => until > now)
  if (held.length === 0) return undefined
  const left = Math.max(...held.map(({ until }) => until - now))
  const isEarly = held.some(({ from, until }) => now - from > ON_ITS_WAY_MS && until - now > GRACE_MS)
  return { retryAfter: Math.ceil(left / 1000), isEarly }
}

/** Counts this send; the seconds to wait when it is one too many, and for whom. */
export function overLimit(world: World, chat: ChatState): { key: string; retryAfter: number } | undefined {
  const { limits } = world
  if (!limits.on) return undefined
  const now = Date.now()
  const isPrivate = chat.chat.type === 'private'
  const windowMs = isPrivate ? limits.chatEveryMs * limits.chatBurst : 60_000
  const most = isPrivate ? limits.chatBurst : limits.groupPerMinute
  world.sentAt = world.sentAt.filter((at) => now - at < 1000)
  chat.sentAt = chat.sentAt.filter((at) => now - at < windowMs)
  const wait = (oldest: number | undefined, ms: number) =>
    Math.max(1, Math.ceil(((oldest ?? now) + ms - now) / 1000))
  if (chat.sentAt.length >= most)
    return { key: `chat:${chat.chat.id}`, retryAfter: wait(chat.sentAt[0], windowMs) }
  if (world.sentAt.length >= limits.botPerSecond)
    return { key: 'sends', retryAfter: wait(world.sentAt[0], 1000) }
  world.sentAt.push(now)
  chat.sentAt.push(now)
  return undefined
}
