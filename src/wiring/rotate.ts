/** @module A new master key: every data key is wrapped anew in small commits. Killed anywhere, the next run goes on; nothing is unreadable in between. */

import { renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { requireKnownKeys } from '../store/keys/data-keys.ts'
import { makeRotation } from '../store/keys/rotation.ts'
import { holdFile } from '../store/sqlite.ts'
import { readKeyDir, writeNextKey } from '../vault/key-dir.ts'
import { printsOf } from '../vault/key-ring.ts'
import { rewrap } from '../vault/vault.ts'
import { HOLD, keyDirOf, openKeysFile } from './stores.ts'

/** Keys of one commit: a kill costs at most so many wrappings. */
const AT_ONCE = 200

export type Rotated = {
  version: number
  /** False where an earlier run had made the key and was killed. */
  isNew: boolean
  keys: number
  /** Older versions that no data key needs any more. */
  old: number[]
}

type Where = Pick<Config, 'dataDir' | 'keyDir' | 'mode'>

/**
 * @param progress called after each commit with how many are through, of how many
 * @throws Error when a server has the data open, when keys are wrong, or when a data key does not open: then the old key has to stay
 */
export function rotateMaster(config: Where, progress: (n: number, of: number) => void): Rotated {
  return withKeys(config, ({ dir, keys, ring }) => {
    const newest = ring.master.current.version
    const rotation = makeRotation(keys.db)
    const counts = rotation.countByVersion()
    const isUnfinished = ring.master.versions.size > 1 && counts.some(({ version }) => version !== newest)
    const version = isUnfinished ? newest : writeNextKey(dir, 'master')
    const all = readKeyDir(dir, config.mode === 'demo')
    // Noted before the first key needs it: from now on it is missed when it is gone.
    requireKnownKeys(keys.db, printsOf(all))
    const total = counts.reduce((sum, { n }) => sum + n, 0)
    let [done, last] = [0, '']
    for (;;) {
      const rows = rotation.after(last, AT_ONCE)
      const end = rows.at(-1)
      if (end === undefined) break
      const changed = rows.flatMap(({ subject, wrapped }) => {
        const to = rewrap(all, subject, wrapped)
        return to === wrapped ? [] : [{ subject, from: wrapped, to }]
      })
      if (changed.length > 0) rotation.replace(changed)
      done += rows.length
      last = end.subject
      progress(done, total)
    }
    verify(rotation, { master: { ...all.master, versions: new Map([[version, all.master.current]]) } })
    keys.checkpoint()
    const old = [...all.master.versions.keys()].filter((one) => one !== version).sort((a, b) => a - b)
    return { version, isNew: !isUnfinished, keys: done, old }
  })
}

/** Every key opens under the new master key alone. @throws SealBroken naming the first that does not */
function verify(rotation: ReturnType<typeof makeRotation>, alone: Parameters<typeof rewrap>[0]): void {
  for (let last = ''; ; ) {
    const rows = rotation.after(last, AT_ONCE)
    for (const { subject, wrapped } of rows) rewrap(alone, subject, wrapped)
    const end = rows.at(-1)
    if (end === undefined) return
    last = end.subject
  }
}

/** A new key for the audit log: the next line is chained under it, and names it. Gives its version. */
export function rotateAudit(config: Where): number {
  return withKeys(config, ({ dir, keys }) => {
    const version = writeNextKey(dir, 'audit')
    requireKnownKeys(keys.db, printsOf(readKeyDir(dir, config.mode === 'demo')))
    return version
  })
}

/**
 * Old master keys are no longer read at start: their files get the ending `.retired`, to be taken away by hand.
 * @throws Error when a data key still needs one
 */
export function retireMaster(config: Where): string[] {
  return withKeys(config, ({ dir, keys, ring }) => {
    const rotation = makeRotation(keys.db)
    const newest = ring.master.current.version
    const needed = rotation.countByVersion().filter(({ version }) => version !== newest)
    if (needed.length > 0) throw new Error('keys_still_needed')
    const old = [...ring.master.versions.keys()].filter((version) => version !== newest)
    return old.map((version) => {
      rotation.retire('master', version)
      const path = join(dir, `master.k${version}`)
      renameSync(path, `${path}.retired`)
      return `${path}.retired`
    })
  })
}

type Keys = ReturnType<typeof openKeysFile>

/** With the data held alone, and the right keys. */
export function withKeys<T>(
  config: Where,
  work: (opened: { dir: string; keys: Keys; ring: ReturnType<typeof readKeyDir> }) => T,
): T {
  const dir = keyDirOf(config)
  const letGo = holdFile(join(config.dataDir, HOLD), 'alone')
  try {
    const ring = readKeyDir(dir, config.mode === 'demo')
    const keys = openKeysFile(config.dataDir)
    try {
      requireKnownKeys(keys.db, printsOf(ring))
      return work({ dir, keys, ring })
    } finally {
      keys.close()
    }
  } finally {
    letGo()
  }
}
