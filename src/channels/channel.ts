/** @module All a platform must be. Adapters are islands: they import this, `keep.ts`, core and text, never each other. */

import type { Instant, MediaRef } from '../core/chat.ts'
import type { LineState, Link as LinkOfLine } from '../core/line.ts'
import type { ChannelAlarm, ChannelId } from '../core/lists.ts'
import type { Incoming, Outgoing } from '../core/message.ts'
import type { SendTemplate } from '../core/ports.ts'
import type { RenderLimits } from '../text/render.ts'

/** What fits; each adapter states its numbers under the platform's page and the day it was read. */
export type Limits = RenderLimits & {
  maxMediaBytes: number
  /** The platform charges per message: the bubbles of one turn are joined. */
  joinsBubbles: boolean
  /** Free words leave only this long after the person last wrote; later they wait for the next message. */
  windowMs?: number
}

/**
 * What to do when nobody knows whether the platform took a message (a cut line, a crash between send and answer).
 * - `repeat`: it is sent again, whoever shows it knows a repeat by its id.
 * - `await_status`: the platform tells by a status that names our id; only when none came in `statusWaitMs` it is sent again.
 * - `repeat_words`: there is no way to know. Words of bot and system are sent again, those of staff wait for staff;
 *   either is counted and shown.
 */
export type WhenUnsure =
  | { do: 'repeat' }
  | { do: 'await_status'; statusWaitMs: number }
  | { do: 'repeat_words' }

/** How fast a line may send: one message every `everyMs` in the long run, up to `burst` at once. */
export type Pace = {
  account: { everyMs: number; burst: number }
  chat: { everyMs: number; burst: number }
}

export type ChannelState = LineState
export type Link = LinkOfLine

/** What a webhook call became. `response` is given only after `incoming` was received. */
export type Webhook = { incoming: Incoming[]; response: Response }

export type Receive = (incoming: Incoming[]) => Promise<void>

export type Template = SendTemplate

export type Channel = {
  id: ChannelId
  limits: Limits
  unsure: WhenUnsure
  /** Absent: as fast as it goes. */
  pace?: Pace
  /** The platform keeps no order: messages wait a moment, and those that wait are taken by the time they were written. */
  isUnordered?: true
  /** Approved words that ask somebody to write again, so that what waits may leave; absent where none were approved. */
  knock?: Omit<Template, 'id'>
  /** Approved words staff may choose from when the window is shut, those of the knock first. */
  templates?: readonly Template[]
  /** Which line this is, the `account` of what comes in; undefined while it is not known (not paired). */
  account(): string | undefined
  /** The telephone number ("+628…") that the platform proves by this address; absent where it proves none. */
  phoneOf?(address: string): string | undefined
  /**
   * Signature checked over the raw bytes, in constant time; web-standard in and out, so it needs no server.
   * Never throws on what a stranger posts: `response` says what was wrong.
   */
  webhook?(request: Request): Promise<Webhook>
  /** Tells the platform where to post; called once at start, in the background. Rejects when that cannot succeed. */
  prepare?(signal: AbortSignal): Promise<void>
  /**
   * Sockets and long polling, Node only. The platform is acknowledged only after `receive` resolved; when it
   * rejects, the same is received again. Resolves to a stop, which resolves when nothing more will be received.
   */
  listen?(receive: Receive): Promise<() => Promise<void>>
  /**
   * Sends one message whose rendered text fits one bubble of the platform (`limits`).
   * @throws SendError with a code of the closed list; anything else counts as our bug, is logged and retried
   */
  send(message: Outgoing, signal?: AbortSignal): Promise<{ externalId: string }>
  /**
   * The bytes behind a reference that this channel gave, at most `maxBytes`.
   * @throws FetchError
   */
  fetchMedia?(ref: MediaRef, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array>
  /** How it stands now; asks the platform where that costs nothing. Never throws. */
  check(): Promise<ChannelState>
}

/** Closed fields; never what a resident wrote, an address or a token. */
export type ChannelLog = (
  level: 'info' | 'warn' | 'error',
  entry: { event: string; code?: string; count?: number; ms?: number },
) => void

/** What every adapter with a platform behind it is given. */
export type ChannelDeps = {
  now(): Instant
  log: ChannelLog
  /** People must look at the line; the same alarm within an hour is told once. */
  alarm(what: ChannelAlarm): void
  /** The line has shown that these are over, whether they were told or not; may be said again and again. */
  over(what: readonly ChannelAlarm[]): void
}
