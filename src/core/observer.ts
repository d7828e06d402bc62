/** @module What the road tells whoever counts and watches: closed names and numbers, nothing of anybody. */

import type { Instant } from './chat.ts'
import type { LineView } from './line.ts'
import type { ChannelId } from './lists.ts'
import type { PolicyDirective } from './policy.ts'

export const TURN_OUTCOMES = ['done', 'set_aside', 'failed'] as const
export type TurnOutcome = (typeof TURN_OUTCOMES)[number]
/** `later` is tried again. */
export const LEFT_OUTCOMES = ['sent', 'later', 'failed', 'cancelled', 'unknown', 'parked'] as const
export type LeftOutcome = (typeof LEFT_OUTCOMES)[number]

/** Called after the commit; must not throw. */
export type Observer = {
  /** A message of a resident was kept. `byBot`: the bot has the chat, so that an answer is to be expected. */
  heard?(channel: ChannelId, chatId: string, byBot: boolean): void
  turned?(outcome: TurnOutcome): void
  /** What became of a row that was handed out. */
  left?(to: ChannelId | 'office', outcome: LeftOutcome): void
  /** `things`: messages kept, turns taken and rows marked that shared one commit. */
  committed?(things: number, seconds: number): void
  /** The office took a message that was not understood. */
  misunderstood?(): void
  /** A browser says that something on one of our pages broke this rule of the page. */
  policyBroken?(directive: PolicyDirective): void
}

/** What waits on one line, or on its way to the office. */
export type Depth = {
  channel: ChannelId | 'office'
  waiting: number
  /** Since when the oldest of them waits. */
  oldestAt: Instant
}

/** How the service stands at one moment. */
export type Gauges = {
  at: Instant
  isReady: boolean
  inbox: readonly Depth[]
  outbox: readonly Depth[]
  /** News of the office to chats. */
  officeNews: number
  /** Chats that wait for a person, and since when the oldest does. */
  queue: { waiting: number; oldestAt: Instant | undefined }
  /** Of lines, still open. */
  alarms: number
  lines: readonly (LineView & { isPaused: boolean })[]
  /** Lines of the log that could not be written since the start. */
  logLost: number
  /** When the last backup was made; undefined when none ever was. */
  backupAt: Instant | undefined
}

/** Tells all of them. */
export function observers(all: readonly (Observer | undefined)[]): Required<Observer> {
  const each = all.filter((one) => one !== undefined)
  return {
    heard: (...told) => {
      for (const one of each) one.heard?.(...told)
    },
    turned: (outcome) => {
      for (const one of each) one.turned?.(outcome)
    },
    left: (...told) => {
      for (const one of each) one.left?.(...told)
    },
    committed: (...told) => {
      for (const one of each) one.committed?.(...told)
    },
    misunderstood: () => {
      for (const one of each) one.misunderstood?.()
    },
    policyBroken: (directive) => {
      for (const one of each) one.policyBroken?.(directive)
    },
  }
}
