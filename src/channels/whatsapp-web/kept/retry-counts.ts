/** @module How often other phones were asked for a message again: counted across connections, bounded, forgotten after an hour. */

import type { CacheStore } from '@whiskeysockets/baileys'
import type { ChannelDeps } from '../../channel.ts'

// As long as the library itself counts: https://github.com/WhiskeySockets/Baileys, DEFAULT_CACHE_TTLS.MSG_RETRY, read 2026-11-22
const KEPT_MS = 60 * 60_000
const MAX_COUNTS = 10_000

export function makeRetryCounts(now: ChannelDeps['now']): CacheStore {
  const counts = new Map<string, { value: unknown; at: number }>()
  return {
    get: <T>(key: string): T | undefined => {
      const found = counts.get(key)
      return found === undefined || now() - found.at > KEPT_MS ? undefined : (found.value as T)
    },
    set: (key, value) => {
      counts.delete(key)
      counts.set(key, { value, at: now() })
      for (const oldest of counts.keys()) {
        if (counts.size <= MAX_COUNTS) break
        counts.delete(oldest)
      }
    },
    del: (key) => void counts.delete(key),
    flushAll: () => counts.clear(),
  }
}
