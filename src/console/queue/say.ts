/** @module How a chat in a list is said: waits, reasons, topics, whose it is. Pure. */

import type { Instant, Owner } from '../../core/chat.ts'
import type { DeskChat } from '../../core/desk.ts'
import { formatHour, formatWeekdayHour, isoDay } from '../../core/jakarta.ts'
import type { ServiceClock } from '../../core/service-clock.ts'
import type { Names } from '../people.ts'
import type { Words } from '../words.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "4 menit", "2 jam", "3 hari": whole ones, rounded down. */
export function spanWords(words: Words, ms: number): string {
  const span = Math.abs(ms)
  if (span < HOUR_MS) return words.say('queue.minutes', { n: Math.floor(span / MINUTE_MS) })
  if (span < 2 * DAY_MS) return words.say('queue.hours', { n: Math.floor(span / HOUR_MS) })
  return words.say('queue.days', { n: Math.floor(span / DAY_MS) })
}

/** "14.30" of today, with the day of any other. */
export function timeWords(words: Words, at: Instant, now: Instant): string {
  const day = new Date(at)
  return isoDay(day) === isoDay(new Date(now)) ? formatHour(day) : formatWeekdayHour(day, words.language)
}

/** The colour of a clock and the words that stand in it. */
export function clockWords(words: Words, clock: ServiceClock): { tone: string; text: string } {
  const args = clock.type === 'closed' ? {} : { span: spanWords(words, clock.leftMs) }
  const tone = { now: 'alarm', late: 'alarm', soon: 'warn', good: 'good', closed: '' }[clock.type]
  return { tone, text: words.say(`queue.clock.${clock.type}`, args) }
}

export function topicWords(words: Words, topic: string): string {
  const key = `${topic}.title`
  const said = topic === '' ? '' : words.tell(key)
  return said === key ? topic : said
}

export function reasonWords(words: Words, { reason }: Pick<DeskChat, 'reason'>): string {
  return words.tell(`staff.reason.${reason ?? 'none'}`)
}

export function channelWords(words: Words, { channel }: Pick<DeskChat, 'channel'>): string {
  return words.tell(`staff.channel.${channel}`)
}

export function staffIdOf(owner: Owner): string | undefined {
  return owner.startsWith('staff:') ? owner.slice('staff:'.length) : undefined
}

export function ownerWords(words: Words, owner: Owner, me: string, names: Names): string {
  const id = staffIdOf(owner)
  if (id === undefined) return words.say(`queue.owner.${owner}`)
  return id === me ? words.say('queue.owner.me') : words.say('queue.owner.staff', { name: names(id) })
}

/** What a list calls a chat: its mask, else that it is one. */
export const chatWords = (words: Words, { mask }: Pick<DeskChat, 'mask'>): string =>
  mask ?? words.say('queue.no_mask')
