/** @module What the emulated platform holds: one bot, its chats, its queue, and the journal that a judge reads. */

import type { Fault } from './faults.ts'
import type { Limits } from './throttle.ts'

export type Json = Record<string, unknown>

export type Shown = {
  message_id: number
  date: number
  from: 'bot' | 'user'
  /** As a person reads it: no markup, nothing escaped. */
  text: string
  buttons: { text: string; data: string }[]
  /** Labels of a reply keyboard under it. */
  keyboard: string[]
  raw: Json
}

export type ChatState = {
  chat: Json & { id: number; type: string }
  nextMessageId: number
  messages: Shown[]
  state: 'open' | 'blocked' | 'deactivated' | 'migrated' | 'left'
  sentAt: number[]
  /** Labels of the reply keyboard that stands under the chat, until it is taken away. */
  standing: string[]
}

export type Queued = { update: Json & { update_id: number }; at: number; chat: number | undefined }

/** Every request and every delivery; `at` is real time, in milliseconds. */
export type Entry = {
  at: number
  kind: 'request' | 'delivery'
  method: string
  chat?: number
  status: number
  /** What was asked was done, whatever the asker was told. */
  accepted: boolean
  fault?: string
  retryAfter?: number
  /** It came although a `retry_after` had not passed. */
  violation?: 'retry_after'
  text?: string
  /** `reply_markup` as it came. */
  markup?: unknown
  messageId?: number
  updates?: number[]
  offset?: number
}

export type Hook = {
  url: string
  secret: string | undefined
  maxConnections: number
  setAt: number
  lastError?: { date: number; message: string }
}

export type World = {
  bot: { id: number; token: string; username: string }
  random(): number
  /** Telegram's clock: real time, and what a test added. */
  now(): number
  skewMs: number
  limits: Limits
  chats: Map<number, ChatState>
  queue: Queued[]
  nextUpdateId: number
  allowed: string[]
  hook: Hook | undefined
  lastSetWebhookAt: number
  commands: Json[]
  files: Map<string, { path: string; bytes: Uint8Array; size: number }>
  taps: Map<string, number>
  answered: string[]
  faults: Fault[]
  /** Until when a `retry_after` binds, by what it binds. */
  windows: Map<string, { from: number; until: number; retryAfter: number }>
  sentAt: number[]
  journal: Entry[]
  /** Tells the poll that waits and the webhook that something came. */
  wake: Set<() => void>
}

export const DEFAULT_TOKEN = '7001:emulated'

export function newWorld(options: { seed: number; token: string; limits: Limits }): World {
  const world: World = {
    bot: { id: Number(options.token.split(':')[0]), token: options.token, username: 'sigap_emulated_bot' },
    random: seeded(options.seed),
    now: () => Date.now() + world.skewMs,
    skewMs: 0,
    limits: options.limits,
    chats: new Map(),
    queue: [],
    nextUpdateId: 0,
    allowed: [],
    hook: undefined,
    lastSetWebhookAt: 0,
    commands: [],
    files: new Map(),
    taps: new Map(),
    answered: [],
    faults: [],
    windows: new Map(),
    sentAt: [],
    journal: [],
    wake: new Set(),
  }
  world.nextUpdateId = 100_000_000 + Math.floor(world.random() * 800_000_000)
  return world
}

/** mulberry32: the same seed gives the same run. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function seconds(world: World): number {
  return Math.floor(world.now() / 1000)
}

export function chatOf(world: World, id: number, type = 'private'): ChatState {
  const known = world.chats.get(id)
  if (known) return known
  const chat =
    type === 'private' ? { id, type, first_name: `Warga ${id}` } : { id, type, title: `Grup ${Math.abs(id)}` }
  const made: ChatState = { chat, nextMessageId: 1, messages: [], state: 'open', sentAt: [], standing: [] }
  world.chats.set(id, made)
  return made
}

/** Puts an update at the end of the queue, if this bot wants its kind. */
export function enqueue(world: World, fields: Json, chat: number | undefined): number | undefined {
  const kind = Object.keys(fields).find((key) => key !== 'update_id') ?? 'none'
  if (world.allowed.length > 0 && !world.allowed.includes(kind)) return undefined
  const update = { update_id: world.nextUpdateId++, ...fields }
  world.queue.push({ update, at: world.now(), chat })
  for (const wake of [...world.wake]) wake()
  return update.update_id
}
