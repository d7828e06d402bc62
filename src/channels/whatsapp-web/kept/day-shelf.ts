/** @module Things kept for some days: a kind a day, so that what is old goes away without being looked at. */

import { DAY_MS } from '../../../core/jakarta.ts'
import type { ChannelDeps } from '../../channel.ts'
import type { Keep } from '../../keep.ts'

/** Retries of other phones and media links come at most this late: the longest age the library itself allows for. */
const KEPT_DAYS = 14
/** How far behind that old days are looked for: a line may have been off. */
const SWEPT_DAYS = 120

export type DayShelf = ReturnType<typeof makeDayShelf>

export function makeDayShelf(keep: Keep, kind: string, now: ChannelDeps['now']) {
  const today = () => Math.floor(now() / DAY_MS)
  const kindOf = (day: number) => `${kind}.${day}`
  const get = (id: string): Uint8Array | undefined => {
    for (let day = today(); day >= today() - KEPT_DAYS; day--) {
      const value = keep.get(kindOf(day), id)
      if (value !== undefined) return value
    }
    return undefined
  }
  return {
    get,
    has: (id: string) => get(id) !== undefined,
    set: (id: string, value: Uint8Array) => keep.set(kindOf(today()), id, value),
    sweep: () => {
      keep.transaction(() => {
        for (let ago = KEPT_DAYS + 1; ago <= SWEPT_DAYS; ago++) keep.clear(kindOf(today() - ago))
      })
    },
  }
}
