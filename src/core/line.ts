/** @module How a line of a platform stands, for the doctor and for staff. */

import type { Instant } from './chat.ts'
import type { ChannelAlarm, ChannelId } from './lists.ts'

/**
 * `idle` is set but has nothing to be connected (a webhook, a page); `reconnecting` heals by itself; `down` needs a hand.
 */
export const LINKS = ['connected', 'reconnecting', 'down', 'idle'] as const
export type Link = (typeof LINKS)[number]

export type LineState = {
  /** Nothing is missing among the settings. */
  set: boolean
  /** Names of settings. */
  missing: string[]
  link: Link
  /** Why it is not connected, or what to look at: text key `channel.why.<why>`. */
  why?: ChannelAlarm
  /** What could not be asked of the platform, so that a person must look: text key `doctor.channels.unchecked.<one>`. */
  unchecked?: 'template'[]
  /** What the platform says of itself when asked: a bot's name, a number, never a secret. */
  name?: string
  connectedSince?: Instant
  lastReceivedAt?: Instant
  lastSentAt?: Instant
  /** A QR code to scan, as its text. */
  show?: string
}

export type LineView = LineState & { channel: ChannelId }

/** The lines of the running service. */
export type Lines = {
  /** Of every channel that is there; asks the platforms, and waits for each a few seconds at most. */
  states(): Promise<LineView[]>
}
