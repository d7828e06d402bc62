/** @module How often somebody may try. Kept over restarts; what waits is whoever tries, not the account, so that a stranger locks nobody out. */

import type { Instant } from '../core/chat.ts'
import { netOf } from '../core/net.ts'
import type { Rooms } from './deps.ts'

const MINUTE_MS = 60_000
const QUARTER_MS = 15 * MINUTE_MS
/** No row of a try is older; no limit looks further back. */
const KEEP_MS = 60 * MINUTE_MS

export type Limit = { most: number; withinMs: number }

/** One account from one address. The longest anybody waits is a quarter of an hour. */
const PAIR: readonly Limit[] = [
  { most: 5, withinMs: MINUTE_MS },
  { most: 20, withinMs: QUARTER_MS },
]
/** One address, all accounts: a whole office may sit behind it and come at eight. */
const ADDRESS: readonly Limit[] = [{ most: 60, withinMs: MINUTE_MS }]
/** Wrong codes of one account, by whoever knew its password or holds its session; no stranger does. */
const CODES: readonly Limit[] = [{ most: 5, withinMs: QUARTER_MS }]
/** Wrong codes on one set-up link. */
const LINK: readonly Limit[] = [{ most: 10, withinMs: QUARTER_MS }]

export type Limits = ReturnType<typeof makeLimits>
/** A try that was let through and counts; taken back when it was right. */
export type Counted = { type: 'go'; takeBack(): void }
export type Wait = { type: 'wait'; seconds: number }

export function makeLimits({ rows: { tries }, vault, now }: Pick<Rooms, 'rows' | 'vault' | 'now'>) {
  const keyOf = (kind: string, value: string) => vault.hash('staff_try', JSON.stringify([kind, value]))
  const waitOf = (key: Uint8Array, limits: readonly Limit[], at: Instant): number =>
    Math.max(
      0,
      ...limits.map(({ most, withinMs }) => {
        const { n, oldest } = tries.count(key, at - withinMs)
        return n < most ? 0 : oldest + withinMs - at
      }),
    )
  const enter = (keys: readonly [key: Uint8Array, limits: readonly Limit[]][]): Counted | Wait => {
    const at = now()
    tries.tidy(at - KEEP_MS)
    const waitMs = Math.max(...keys.map(([key, limits]) => waitOf(key, limits, at)))
    if (waitMs > 0) return { type: 'wait', seconds: Math.ceil(waitMs / 1000) }
    // Counted before it is looked at: a hundred at the same moment are a hundred.
    const ids = keys.map(([key]) => tries.add(key, at)).filter((id) => id !== undefined)
    return { type: 'go', takeBack: () => ids.forEach(tries.takeBack) }
  }
  return {
    login: (login: string, address: string | undefined) =>
      enter([
        [keyOf('pair', JSON.stringify([login, netOf(address)])), PAIR],
        [keyOf('address', netOf(address)), ADDRESS],
      ]),
    code: (staffId: string) => enter([[keyOf('code', staffId), CODES]]),
    link: (token: string) => enter([[keyOf('link', token), LINK]]),
  }
}
