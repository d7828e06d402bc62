/** @module On whose screens the button that shares a place still stands, as far as this process knows. */

import type { Incoming } from '../../core/message.ts'

/** Whoever was asked longest ago is forgotten first: that keyboard goes with the next message of words alone. */
const MOST = 10_000

export type Keyboards = {
  stands(address: string): boolean
  shown(address: string): void
  gone(address: string): void
  /** The button folds away by itself once it was used. */
  heard(incoming: Incoming): void
}

export function makeKeyboards(): Keyboards {
  const standing = new Set<string>()
  const gone = (address: string) => void standing.delete(address)
  return {
    stands: (address) => standing.has(address),
    gone,
    shown: (address) => {
      standing.delete(address)
      standing.add(address)
      const [oldest] = standing
      if (standing.size > MOST && oldest !== undefined) standing.delete(oldest)
    },
    heard: (incoming) => {
      if (incoming.type === 'message' && incoming.content.type === 'location') gone(incoming.address)
    },
  }
}
