/** @module What a running process remembers between two batches: who is ready, who waits till when, who watches. All of it is found again in the store after a crash. */

import type { Instant } from '../core/chat.ts'
import type { ChannelId } from '../core/lists.ts'
import type { Destination } from '../store/chat/schema.ts'

export type Lane = `${Destination}|${string}`
/** What a send takes a place of. */
export type Line = ChannelId | 'office'

/** A set of names of which some are ready now and some at a known time. */
export type Agenda<K extends string> = {
  add(key: K): void
  later(key: K, at: Instant): void
  /** Takes up to `limit` that are ready at `now`. */
  take(now: Instant, limit: number): K[]
  hasReady(now: Instant): boolean
  has(key: K): boolean
  /** When the first of those that wait is ready, or sooner; undefined when none waits. */
  nextAt(): Instant | undefined
}

export function makeAgenda<K extends string>(): Agenda<K> {
  const ready = new Set<K>()
  const waiting = new Map<K, Instant>()
  let before = Number.NEGATIVE_INFINITY
  /** None of those that wait is ready before: on a line that is full thousands wait, and each look would go through all. */
  let soonest = Number.POSITIVE_INFINITY
  const ripen = (now: Instant) => {
    // Set back: times of before mean nothing now. Whoever looks at one too early puts it back.
    const isBack = now < before
    before = now
    if (now < soonest && !isBack) return
    soonest = Number.POSITIVE_INFINITY
    for (const [key, at] of waiting) {
      if (at > now && !isBack) {
        soonest = Math.min(soonest, at)
        continue
      }
      waiting.delete(key)
      ready.add(key)
    }
  }
  return {
    add: (key) => {
      waiting.delete(key)
      ready.add(key)
    },
    later: (key, at) => {
      if (ready.has(key)) return
      waiting.set(key, at)
      soonest = Math.min(soonest, at)
    },
    take: (now, limit) => {
      ripen(now)
      const taken: K[] = []
      for (const key of ready) {
        if (taken.length >= limit) break
        taken.push(key)
      }
      for (const key of taken) ready.delete(key)
      return taken
    },
    hasReady: (now) => {
      ripen(now)
      return ready.size > 0
    },
    has: (key) => ready.has(key),
    // Of one that was taken off meanwhile it may say too early: then it is looked, and known anew.
    nextAt: () => (waiting.size === 0 ? undefined : soonest),
  }
}

export type Followers = {
  follow(chatId: string, wake: () => void): () => void
  tell(chatId: string): void
}

export function makeFollowers(): Followers {
  const byChat = new Map<string, Set<() => void>>()
  return {
    follow: (chatId, wake) => {
      const all = byChat.get(chatId) ?? new Set()
      const own = () => wake()
      byChat.set(chatId, all.add(own))
      return () => {
        all.delete(own)
        if (all.size === 0 && byChat.get(chatId) === all) byChat.delete(chatId)
      }
    },
    tell: (chatId) => {
      for (const wake of [...(byChat.get(chatId) ?? [])]) wake()
    },
  }
}

/** An inbox row whose attempt is counted; the first attempt is 1. */
export type Try = { chatId: string; rid: number; attempts: number }

export type State = {
  chats: Agenda<string>
  /** By chat: whose attempt stands in the store already, and whose turn comes next. */
  counted: Map<string, Try>
  /** By chat, with the attempts so far: what failed or crashed before, to be tried alone. */
  again: Map<string, number>
  lanes: Agenda<Lane>
  /** Lanes that wait for a free place of their line: the next that lands there lets one go. */
  full: Map<Line, Set<Lane>>
  /** Turns are being taken: each of their commits takes along what leaves. */
  isTurning: boolean
  followers: Followers
  /** Who waits for the result of a staff act, by chat and inbox key; given as the inbox row keeps it. */
  acts: Map<string, ((result: string | null) => void)[]>
  /** Nothing is tried before: the store could not write. */
  pausedUntil: Instant
  stopping: boolean
}

export function makeState(): State {
  return {
    chats: makeAgenda(),
    counted: new Map(),
    again: new Map(),
    lanes: makeAgenda(),
    full: new Map(),
    isTurning: false,
    followers: makeFollowers(),
    acts: new Map(),
    pausedUntil: 0,
    stopping: false,
  }
}
