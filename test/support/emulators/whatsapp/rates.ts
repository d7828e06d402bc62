/** @module How much Meta takes: per pair, per account, and silence after it said no. By the emulator's clock. */

import type { World } from './world.ts'

// A clock of the sender may be a little off, and what was already on its way is no fault.
const GRACE_MS = 50
const ON_ITS_WAY_MS = 250

export type Rates = {
  /** The code of the limit that is reached, else counts the message. */
  take(to: string): { code: 131056 | 130429; retryAfterMs: number } | undefined
  /** From now on there is to be silence; `scope` is a recipient or "account". */
  silence(scope: string, ms: number): void
  /** Tells the journal when a send comes into a silence. */
  judge(to: string): void
}

export function ratesOf({ options, now, journal }: World): Rates {
  const { pair, accountPerSecond } = options
  const buckets = new Map<string, { left: number; at: number }>()
  const silences = new Map<string, { from: number; until: number }>()

  const bucketOf = (key: string, burst: number, everyMs: number) => {
    const bucket = buckets.get(key) ?? { left: burst, at: now() }
    const left = Math.min(burst, bucket.left + (now() - bucket.at) / everyMs)
    const fresh = { left, at: now() }
    buckets.set(key, fresh)
    return fresh
  }

  return {
    take: (to) => {
      const account = bucketOf('account', accountPerSecond, 1000 / accountPerSecond)
      if (account.left < 1) return { code: 130429, retryAfterMs: 1000 }
      const one = bucketOf(to, pair.burst, pair.everyMs)
      if (one.left < 1) return { code: 131056, retryAfterMs: pair.everyMs }
      account.left -= 1
      one.left -= 1
      return undefined
    },
    silence: (scope, ms) => {
      silences.set(scope, { from: now() + ON_ITS_WAY_MS, until: now() + ms - GRACE_MS })
    },
    judge: (to) => {
      for (const scope of ['account', to]) {
        const silence = silences.get(scope)
        if (silence === undefined || now() <= silence.from || now() >= silence.until) continue
        journal.tell({ kind: 'violation', scope, earlyMs: Math.round(silence.until - now()) })
      }
    },
  }
}
