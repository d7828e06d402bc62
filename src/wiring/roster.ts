/** @module Imported lists on Node: their files lie on this machine's disk, and are read while messages go on. */

import { setTimeout as wait } from 'node:timers/promises'
import { makeRoster, type RosterService } from '../office/roster/roster.ts'
import type { Parts } from './parts.ts'

/** How long they rest when the disk takes nothing. */
const REST_MS = 2_000

export function openRoster(parts: Parts, onError: (error: unknown) => void): RosterService {
  const { stores, vault, uploads, now, edition, config, log } = parts
  return makeRoster({
    db: stores.office.db,
    vault,
    uploads,
    now: () => new Date(now()),
    places: () => edition.places,
    isDemo: config.mode === 'demo',
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    rest: () => wait(REST_MS, undefined, { ref: false }),
    onError: (error) => {
      log.error({ event: 'import_failed', code: error instanceof Error ? error.name : '' })
      onError(error)
    },
  })
}
