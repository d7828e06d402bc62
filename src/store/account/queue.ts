/** @module Who waits for a line that is full, in the order in which they came. */

import type { Instant } from '../../core/chat.ts'

/** One every `everyMs` in the long run, up to `burst` at once. */
export type Rate = { everyMs: number; burst: number }
export type Waiter = {
  accountId: string
  chatId: string
  account: Rate
  /** News and reminders take only what answers leave over. */
  isNotice: boolean
}

/** By then nobody waits any more. */
const FORGET_MS = 24 * 60 * 60 * 1000
/** More than that waits for nothing any more: their chats were answered otherwise. */
const TIDY_FROM = 10_000

/**
 * Who waits for a full line comes again when it is their turn, and who comes new goes to the end: were all told the next
 * free moment, thousands would come to each, one would go, and that one often had waited least. In memory: after a
 * restart they line up anew.
 */
export function makeQueue() {
  const places = new Map<string, Instant>()
  const ends = new Map<string, Instant>()
  const lineOf = ({ accountId, isNotice }: Waiter) => `${accountId}|${isNotice}`
  const nameOf = (waiter: Waiter) => `${lineOf(waiter)}|${waiter.chatId}`
  /** Further away than that nobody can have been put: the clock was set back. */
  const mostOf = ({ account }: Waiter, now: Instant) =>
    now + account.everyMs * (places.size + 2 * account.burst)
  const placeIn = (waiter: Waiter, now: Instant): { kept: Instant | undefined; end: Instant } => {
    const most = mostOf(waiter, now)
    const [kept, end = 0] = [places.get(nameOf(waiter)), ends.get(lineOf(waiter))]
    return { kept: kept === undefined || kept > most ? undefined : kept, end: end > most ? 0 : end }
  }
  const tidy = (now: Instant) => {
    // Those who came first stand first: with thousands waiting nobody looks further than the first that is still to come.
    for (const [name, at] of places) {
      if (at >= now - FORGET_MS) return
      places.delete(name)
    }
  }
  return {
    /** Others have waited longer. */
    isBehind: (waiter: Waiter, now: Instant): boolean => {
      const { kept, end } = placeIn(waiter, now)
      return (kept ?? end) > now
    },
    placeOf: (waiter: Waiter, freeAt: Instant, now: Instant): Instant => {
      const { kept, end } = placeIn(waiter, now)
      if (kept !== undefined) return Math.max(kept, freeAt)
      const at = Math.max(freeAt, end + waiter.account.everyMs)
      places.set(nameOf(waiter), at)
      ends.set(lineOf(waiter), at)
      if (places.size > TIDY_FROM) tidy(now)
      return at
    },
    leave: (waiter: Waiter) => void places.delete(nameOf(waiter)),
  }
}
