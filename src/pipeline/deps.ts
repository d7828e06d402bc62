/** @module What the pipeline is given, and its limits. Clock, ids and waking come from here alone. */

import type { Channel } from '../channels/channel.ts'
import type { ChatEvent, Instant } from '../core/chat.ts'
import type { Effect } from '../core/effect.ts'
import type { ChannelAlarm, ChannelId } from '../core/lists.ts'
import type { Media } from '../core/media.ts'
import type { Office } from '../core/ports.ts'
import type { Session } from '../core/session.ts'
import type { World } from '../engine/world.ts'
import type { Directory } from '../store/account/directory.ts'
import type { Pacing } from '../store/account/pacing.ts'
import type { Archive } from '../store/archive/lines.ts'
import type { ChatStore } from '../store/chat/store.ts'
import type { Vault } from '../vault/vault.ts'

export type MessageEvent = Extract<ChatEvent, { type: 'message' }>
export type Gathered = { take: number; event: MessageEvent } | { waitUntil: Instant }

/** The engine's doors; pure. */
export type Engine = {
  takeTurn(world: World, session: Session, event: ChatEvent): { session: Session; effects: Effect[] }
  gather(
    world: World,
    session: Session,
    waiting: readonly MessageEvent[],
    now: Instant,
    holdOver: boolean,
  ): Gathered
}

/** Objects with closed fields; never what a resident wrote, an address or a token. */
export type LogEntry = {
  event: string
  chatId?: string
  channel?: ChannelId
  code?: string
  count?: number
  ms?: number
}
export type Log = { info(entry: LogEntry): void; warn(entry: LogEntry): void; error(entry: LogEntry): void }

export type Deps = {
  store: ChatStore
  directory: Directory
  vault: Vault
  channels: Partial<Record<ChannelId, Channel>>
  /** Buckets of lines that may only send so fast; absent where no channel has a pace. */
  pacing?: Pacing
  /** Where old lines of journals go; without it they stay. */
  archive?: Archive
  /** Where files of residents are kept; without it nothing is fetched. */
  media?: Media
  office: Pick<Office, 'apply'>
  engine: Engine
  /** What a turn may know at this moment. */
  world(now: Date): World
  now(): Instant
  newId(): string
  /** Asks to be woken at `at`, or sooner; a later call replaces it. */
  wakeAt(at: Instant): void
  /** Aborts after `ms`: nothing that a platform does may take for ever. */
  timeout(ms: number): AbortSignal
  /** Puts the trouble of a line before the team. */
  alarm?(channel: ChannelId, what: ChannelAlarm): void
  /** Lets the platform's own events through between two batches. */
  breathe(): Promise<void>
  /** Of the server, where many write at once: arrivals, and batches of turns, come no sooner after each other. Absent: nothing waits for others. */
  beat?: { ms: number; wait(ms: number): Promise<void> }
  /** The data was restored from a backup then: what an older event makes us say may have been said already. */
  restoredAt?: Instant
  /** Texts of a `join` question are not waited for (the terminal: a line is all there is). */
  holdOver: boolean
  log: Log
  /** The files can no longer be trusted through this connection: end the process, a new one finds what was kept. */
  onBroken?: () => void
}

const MINUTE_MS = 60_000

export const LIMITS = {
  /** Characters of one message that are kept. */
  textChars: 20_000,
  /** Who has not written for this long is not taken for the same person without proof. */
  silentMs: 180 * 24 * 60 * MINUTE_MS,
  /** Turns of different chats that share one commit: what comes in meanwhile waits as long as they take. */
  turnsAtOnce: 64,
  /** No further turn is begun in a commit that has lasted so long: who writes meanwhile waits for their receipt. */
  turnsMs: 20,
  /** With so many counted the next batch does not wait for its beat. */
  turnsWithoutBeat: 16,
  /** Waiting messages of one chat that the engine is shown. */
  waitingShown: 50,
  attempts: 5,
  retryFirstMs: 250,
  retryMostMs: MINUTE_MS,
  timersAtOnce: 100,
  /** Sends on their way at once. */
  sendsAtOnce: 400,
  /** Of those, for one platform: one that hangs leaves places for the others. */
  sendsOfOneLine: 128,
  /** When a line without a free place is looked at again. */
  fullLineMs: 500,
  sendAttempts: 20,
  sendRetryFirstMs: 1_000,
  sendRetryMostMs: 5 * MINUTE_MS,
  sendGiveUpMs: 24 * 60 * MINUTE_MS,
  /** After this nobody knows what became of a send. */
  sendMs: 45_000,
  /** A line is looked at again this long after the platform refused its token. */
  unauthorisedMs: MINUTE_MS,
  /** The longest pause that is believed; a platform that asks for more is asked again then. */
  pauseMostMs: 24 * 60 * MINUTE_MS,
  fetchesAtOnce: 4,
  fetchMs: MINUTE_MS,
  fetchAttempts: 8,
  fetchRetryFirstMs: 1_000,
  /** Where a platform keeps no order: how long a message waits for one that was written before it. */
  orderHoldMs: 700,
  /** Older than this when it comes, a message seldom comes alone: all of them are waited for, and answered together. */
  lateMs: MINUTE_MS,
  lateHoldMs: 3_000,
  /** After a start: what a platform could not hand over meanwhile comes again within it, in whichever order. */
  startHoldMs: 3_000,
  bugAttempts: 5,
  /** More messages of one chat within a minute get one polite word. */
  messagesAMinute: 20,
  /** How long the store is left alone after it could not write. */
  pauseMs: 1_000,
  linesShown: 200,
  /** Lines back in which the label of a tapped choice is looked for. */
  labelLines: 30,
} as const

/** `first` doubled with each attempt after the first, at most `most`. */
export function backoff(attempts: number, first: number, most: number): number {
  return Math.min(first * 2 ** Math.max(0, Math.min(attempts - 1, 30)), most)
}
