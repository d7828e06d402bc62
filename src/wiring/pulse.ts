/** @module Notices by itself what nobody complains about: messages come in and nothing leaves, or a line that usually talks has gone quiet. */

import type { Channel } from '../channels/channel.ts'
import type { Instant } from '../core/chat.ts'
import { toJakarta } from '../core/jakarta.ts'
import type { ChannelAlarm, ChannelId } from '../core/lists.ts'
import type { Depth, Observer } from '../core/observer.ts'
import { makeDepths } from '../store/chat/depths.ts'
import { isUnavailable } from '../store/db.ts'
import type { makeAlarms } from './lines.ts'
import type { Parts } from './parts.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export const PULSE = {
  lookMs: MINUTE_MS,
  /** A message that waits longer than this for its turn, or a reply for its platform, is stuck. */
  stuckMs: 10 * MINUTE_MS,
  /** So many messages of so many people since the last word of ours, the first of them so long ago. */
  unanswered: { messages: 5, people: 3, ms: 10 * MINUTE_MS },
  /** What is usual is known after so many messages; silence is so many times the usual gap, within these bounds. */
  quiet: { known: 30, times: 20, leastMs: HOUR_MS, mostMs: 12 * HOUR_MS },
  /** Hours of the day (Asia/Jakarta) in which silence means something. */
  day: { from: 8, to: 20 },
} as const

type Beat = {
  /** Since the last word of ours. */
  messages: number
  people: Set<string>
  since: Instant
  heard: number
  lastHeardAt: Instant
  /** Moving average of the time between two messages. */
  gapMs: number
}

type Deps = {
  now(): Instant
  channels(): readonly ChannelId[]
  arriving(): readonly Depth[]
  leaving(): readonly Depth[]
  alarm(channel: ChannelId, what: ChannelAlarm): void
  over(channel: ChannelId, what: readonly ChannelAlarm[]): void
}

/** `look` is called each minute; knows nothing of before the start of this process but what waits in the store. */
export function makePulse(deps: Deps): Pick<Required<Observer>, 'heard' | 'left'> & { look(): void } {
  const beats = new Map<ChannelId, Beat>()
  const beatOf = (channel: ChannelId): Beat => {
    const known = beats.get(channel)
    if (known !== undefined) return known
    const beat = { messages: 0, people: new Set<string>(), since: 0, heard: 0, lastHeardAt: 0, gapMs: 0 }
    beats.set(channel, beat)
    return beat
  }
  const look = () => {
    const now = deps.now()
    const stuck = new Set(
      [...deps.arriving(), ...deps.leaving()]
        .filter(({ oldestAt }) => now - oldestAt > PULSE.stuckMs)
        .map(({ channel }) => channel),
    )
    for (const channel of deps.channels()) {
      const beat = beatOf(channel)
      const isSilent = stuck.has(channel) || isUnanswered(beat, now)
      if (isSilent) deps.alarm(channel, 'silent_bot')
      else deps.over(channel, ['silent_bot'])
      if (isQuiet(beat, now)) deps.alarm(channel, 'quiet_line')
      else if (beat.heard > 0 && now - beat.lastHeardAt < PULSE.lookMs * 2) deps.over(channel, ['quiet_line'])
    }
  }
  return {
    heard: (channel, chatId, byBot) => {
      const [beat, now] = [beatOf(channel), deps.now()]
      if (beat.heard > 0) {
        const gap = Math.min(now - beat.lastHeardAt, PULSE.quiet.leastMs)
        beat.gapMs = beat.heard === 1 ? gap : beat.gapMs + (gap - beat.gapMs) / PULSE.quiet.known
      }
      beat.heard += 1
      beat.lastHeardAt = now
      // Who has a person on the line waits for that person.
      if (!byBot) return
      if (beat.messages === 0) beat.since = now
      beat.messages += 1
      if (beat.people.size < PULSE.unanswered.people) beat.people.add(chatId)
    },
    left: (to, outcome) => {
      if (to === 'office' || outcome !== 'sent') return
      const beat = beatOf(to)
      beat.messages = 0
      beat.people.clear()
    },
    look,
  }
}

function isUnanswered({ messages, people, since }: Beat, now: Instant): boolean {
  const { unanswered } = PULSE
  return messages >= unanswered.messages && people.size >= unanswered.people && now - since > unanswered.ms
}

function isQuiet({ heard, lastHeardAt, gapMs }: Beat, now: Instant): boolean {
  const { quiet, day } = PULSE
  if (heard < quiet.known) return false
  const { hour } = toJakarta(new Date(now))
  if (hour < day.from || hour >= day.to) return false
  return now - lastHeardAt > Math.min(Math.max(gapMs * quiet.times, quiet.leastMs), quiet.mostMs)
}

/** The pulse of a running service; looks each minute from `start` to `stop`. */
export function openPulse(
  { stores, now, log }: Pick<Parts, 'stores' | 'now' | 'log'>,
  channels: Partial<Record<ChannelId, Channel>>,
  alarms: ReturnType<typeof makeAlarms>,
) {
  const pulse = makePulse({
    now,
    ...makeDepths(stores.chats.db),
    // In the terminal a person sees for himself.
    channels: () => (Object.keys(channels) as ChannelId[]).filter((channel) => channel !== 'terminal'),
    ...alarms,
  })
  const look = () => {
    try {
      pulse.look()
    } catch (error) {
      log.error({ event: 'pulse_failed', code: isUnavailable(error) ? 'store' : 'bug' })
    }
  }
  let timer: NodeJS.Timeout | undefined
  return {
    ...pulse,
    start: () => {
      timer = setInterval(look, PULSE.lookMs)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}
