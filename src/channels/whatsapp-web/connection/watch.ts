/** @module Looks at a connected line once a minute: does the server still speak, do people still write. */

import type { Instant } from '../../../core/chat.ts'
import { fromJakarta, toJakarta } from '../../../core/jakarta.ts'
import type { ChannelDeps } from '../../channel.ts'
import { every, type Timers } from './timers.ts'

const LOOK_MS = 60_000
// The library asks for a sign of life every 30 s and ends what is silent for 35 s; beyond three times that it has itself
// gone deaf. Own choice.
const SILENT_MS = 105_000
/** So long without a message while the city is awake is no chance. Own choice. */
const UNHEARD_MS = 6 * 60 * 60_000
const DAY = { fromHour: 7, toHour: 21 }

export type WatchParts = {
  connectedSince(): Instant | undefined
  lastFrameAt(): Instant
  lastReceivedAt(): Instant | undefined
  /** Ends the present connection, so that a new one is made. */
  cut(): void
  /** Once a minute, connected or not. */
  onLook(): void
  timers: Timers
} & Pick<ChannelDeps, 'now' | 'alarm' | 'over'>

export function startWatch(parts: WatchParts): () => void {
  const { now, alarm, over } = parts
  const look = () => {
    parts.onLook()
    const since = parts.connectedSince()
    if (since === undefined) return
    if (now() - Math.max(since, parts.lastFrameAt()) > SILENT_MS) {
      alarm('deaf')
      parts.cut()
      return
    }
    const heardAt = Math.max(since, parts.lastReceivedAt() ?? 0)
    if (isUnheard(heardAt, now())) alarm('deaf')
    else if (now() - (parts.lastReceivedAt() ?? 0) < LOOK_MS) over(['deaf'])
  }
  return every(parts.timers, LOOK_MS, look)
}

/** Hours of the night do not count: silence begins anew each morning in Jakarta. */
export function isUnheard(heardAt: Instant, now: Instant): boolean {
  const { year, month, day, hour } = toJakarta(new Date(now))
  if (hour < DAY.fromHour || hour >= DAY.toHour) return false
  const morning = fromJakarta({ year, month, day, hour: DAY.fromHour }).getTime()
  return now - Math.max(heardAt, morning) >= UNHEARD_MS
}
