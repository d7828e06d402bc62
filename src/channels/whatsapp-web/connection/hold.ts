/** @module Connects while this process holds the line, lets go when it does not, and tells when another process is alive on it. */

import type { ChannelAlarm } from '../../../core/lists.ts'
import type { ChannelDeps } from '../../channel.ts'
import type { Keep } from '../../keep.ts'
import { faultOf, LineTaken } from '../kept/faults.ts'
import { makeLease, RENEW_MS } from '../kept/lease.ts'
import { every, type Timers } from './timers.ts'

export type HoldParts = {
  keep: Keep
  timers: Timers
  holder: string
  connection: {
    start(): void
    stop(why: ChannelAlarm): Promise<void>
    stopped(): ChannelAlarm | 'told' | undefined
  }
} & ChannelDeps

export function holdLease({ keep, timers, holder, connection, now, alarm }: HoldParts) {
  const lease = makeLease(keep, now, holder)
  let isHolding = false
  /** When the other's time ends, as last seen. */
  let othersEnd: number | undefined

  const take = () => {
    if (lease.take()) {
      isHolding = true
      othersEnd = undefined
      connection.start()
      return
    }
    const end = lease.endsAt()
    // A dead process leaves a lease that runs out; one that moves is held by a living one.
    if (othersEnd !== undefined && end > othersEnd) alarm('held_elsewhere')
    othersEnd = end
  }
  const renew = () => {
    if (lease.renew()) {
      // The disk takes writes again.
      if (connection.stopped() === 'store_unwritable') connection.start()
      return
    }
    isHolding = false
    void connection.stop('held_elsewhere')
  }
  const look = () => {
    try {
      if (isHolding) renew()
      else take()
    } catch (error) {
      // Looked at again: a connection that stands meets the same and stops by itself.
      alarm(faultOf(error))
    }
  }
  look()
  const end = every(timers, RENEW_MS, look)
  return {
    isOurs: (): boolean => isHolding && lease.isOurs(),
    /** Before each write of a key. Looks at what stands there, not at the time: a slow process has not lost it yet.
     * @throws LineTaken */
    requireOurs: () => {
      if (!isHolding || lease.isLost()) throw new LineTaken()
    },
    isElsewhere: (): boolean => othersEnd !== undefined || connection.stopped() === 'held_elsewhere',
    end: () => {
      end()
      try {
        if (isHolding) lease.release()
      } catch {
        // It runs out by itself.
      }
      isHolding = false
    },
  }
}
