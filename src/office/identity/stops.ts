/** @module Where answering ends for a while: about one person, or for everybody. Staff are told, and whose data it is. */

import type { Instant } from '../../core/chat.ts'
import { raiseAlarm } from '../alarms/post.ts'
import type { Desk } from '../desk.ts'
import { NOBODY } from './hashes.ts'
import { IDENTITY } from './limits.ts'
import { isOn } from './sight.ts'

const WEEK_MS = 7 * IDENTITY.dayMs

/** Nobody is answered about this person for a while; the chats shown to be theirs hear why. */
export function silence(desk: Desk, cause: string, person: Uint8Array, now: Instant): void {
  desk.identity.stops.set('person', person, now)
  for (const { chatId } of desk.identity.bindings.ofPerson(person))
    desk.notify(`often.${cause}.${chatId}`, chatId, { type: 'identity_news', what: 'asked_often' })
}

/** True where more people whose numbers begin alike were asked about than a family has. */
export function stopWhereManyAlike(desk: Desk, chatId: string, prefix: Uint8Array, now: Instant): boolean {
  if (desk.identity.asks.ofPrefix(prefix, now - IDENTITY.hourMs) <= IDENTITY.alike) return false
  stopAll(desk, chatId, now, 'identity_counted_up')
  return true
}

/** True where so many ask that nobody is answered; before that staff are told once an hour. */
export function watchTheHour(desk: Desk, chatId: string, now: Instant): boolean {
  const { asks } = desk.identity
  const count = asks.between(now - IDENTITY.hourMs, Number.MAX_SAFE_INTEGER)
  if (count <= IDENTITY.alarmAnHour) return false
  const usual = usualOf(desk, now)
  if (count > Math.max(IDENTITY.stopAnHour, IDENTITY.stopTimes * usual)) {
    stopAll(desk, chatId, now, 'identity_flood')
    return true
  }
  if (count > Math.max(IDENTITY.alarmAnHour, IDENTITY.alarmTimes * usual))
    alarm(desk, chatId, now, 'identity_many')
  return false
}

/** What the same hour of the last weeks had on average. */
function usualOf(desk: Desk, now: Instant): number {
  let sum = 0
  for (let week = 1; week <= IDENTITY.weeks; week += 1) {
    const end = now - week * WEEK_MS
    sum += desk.identity.asks.between(end - IDENTITY.hourMs, end)
  }
  return sum / IDENTITY.weeks
}

function stopAll(desk: Desk, chatId: string, now: Instant, reason: string): void {
  const since = desk.identity.stops.at('all', NOBODY)
  if (!isOn(since, now, IDENTITY.stopMs)) desk.identity.stops.set('all', NOBODY, now)
  alarm(desk, chatId, now, reason)
}

/** One of a kind and hour, with the chat that tipped it. */
export function alarm(desk: Desk, chatId: string, now: Instant, reason: string): void {
  const id = `${reason}.${Math.floor(now / IDENTITY.hourMs)}`
  raiseAlarm(desk, { id, at: now, chatId, reason, topic: 'registered' })
}
