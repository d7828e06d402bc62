/** @module How this line stands, as its parts see it change. */

import type { Instant } from '../../core/chat.ts'
import type { ChannelAlarm } from '../../core/lists.ts'
import type { ChannelState, Link } from '../channel.ts'

/** Without what only the settings tell. */
export type Standing = Omit<ChannelState, 'set' | 'missing' | 'show'>

export function markUp(line: Standing, now: Instant): void {
  if (line.link !== 'connected') line.connectedSince = now
  line.link = 'connected'
  delete line.why
}

export function markNotUp(line: Standing, link: Exclude<Link, 'connected'>, why?: ChannelAlarm): void {
  line.link = link
  delete line.connectedSince
  if (why === undefined) delete line.why
  else line.why = why
}
