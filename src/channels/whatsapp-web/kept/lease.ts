/** @module One connection a number: a row that says who holds the line, until when, and under which fence. */

import { randomUUID } from 'node:crypto'
import type { ChannelDeps } from '../../channel.ts'
import type { Keep } from '../../keep.ts'
import { fromBytes, toBytes } from './json.ts'

export const LEASE_MS = 30_000
export const RENEW_MS = 10_000

type Row = { holder: string; fence: number; expiresAt: number }

export type Lease = ReturnType<typeof makeLease>

export function makeLease(keep: Keep, now: ChannelDeps['now'], holder: string = randomUUID()) {
  /** The fence under which we hold it. */
  let own: number | undefined
  const read = (): Row | undefined => {
    const bytes = keep.get('lease', 'line')
    return bytes === undefined ? undefined : (fromBytes(bytes) as Row)
  }
  const write = (row: Row) => keep.set('lease', 'line', toBytes(row))
  return {
    /** True when it is ours now; a dead holder's ends by itself. */
    take: (): boolean =>
      keep.transaction(() => {
        const row = read()
        if (row !== undefined && row.holder !== holder && row.expiresAt > now()) return false
        own = (row?.fence ?? 0) + 1
        write({ holder, fence: own, expiresAt: now() + LEASE_MS })
        return true
      }),
    /** False when somebody else has it: then nothing more may be sent. */
    renew: (): boolean =>
      keep.transaction(() => {
        const row = read()
        if (row?.holder !== holder || row.fence !== own) return false
        write({ ...row, expiresAt: now() + LEASE_MS })
        return true
      }),
    /** Read anew each time: what another process wrote counts. */
    isOurs: (): boolean => {
      const row = read()
      return row !== undefined && row.holder === holder && row.fence === own && row.expiresAt > now()
    },
    /** What stands there is not what we wrote: another process has it, or we have let go. */
    isLost: (): boolean => {
      const row = read()
      return row === undefined || row.holder !== holder || row.fence !== own
    },
    /** When the present holder's time ends; it moves while a process lives. */
    endsAt: (): number => read()?.expiresAt ?? 0,
    release: () => {
      const row = read()
      if (row?.holder === holder && row.fence === own) write({ ...row, expiresAt: 0 })
      own = undefined
    },
  }
}
