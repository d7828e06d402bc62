/** @module All a platform must be. Adapters are islands: they import this, core and text, never each other. */

import type { MediaRef } from '../core/chat.ts'
import type { ChannelId } from '../core/lists.ts'
import type { Incoming, Outgoing } from '../core/message.ts'

/** What fits; each adapter states its numbers under the platform's page and the day it was read. */
export type Limits = {
  maxTextChars: number
  maxButtons: number
  maxButtonChars: number
  maxListRows: number
  maxListRowChars: number
  maxMediaBytes: number
  /** The platform charges per message: the bubbles of one turn are joined. */
  joinsBubbles: boolean
}

export type ChannelState = {
  set: boolean
  missing: string[]
  connectedSince?: number
  lastReceivedAt?: number
  lastSentAt?: number
  show?: string
}

export type Channel = {
  id: ChannelId
  limits: Limits
  /** Whoever shows it knows a repeat by its outbox id: a row claimed before a crash is simply sent again. */
  repeatIsHarmless?: true
  /** Signature checked over the raw bytes; web-standard in and out, so it needs no server. */
  webhook?(request: Request): Promise<{ incoming: Incoming[]; response: Response }>
  /** Sockets and long polling, Node only. The platform is acknowledged only after `receive` resolved. Resolves to a stop. */
  listen?(receive: (incoming: Incoming[]) => Promise<void>): Promise<() => Promise<void>>
  /** @throws SendError with a code of the closed list; anything else counts as our bug, is logged and retried */
  send(message: Outgoing): Promise<{ externalId: string }>
  fetchMedia?(ref: MediaRef, maxBytes: number): Promise<Uint8Array>
  check(): Promise<ChannelState>
}
