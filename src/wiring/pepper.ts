/** @module A new pepper: the hashes of each database are hashed once more under it, one database a commit. Killed anywhere, the next run goes on; until then the service does not start. */

import type { Config } from '../config.ts'
import { requireKnownKeys } from '../store/keys/data-keys.ts'
import { readKeyDir, writeNextKey } from '../vault/key-dir.ts'
import { pepperChain, printsOf } from '../vault/key-ring.ts'
import { furtherHash } from '../vault/vault.ts'
import { type HashedName, rehashFile } from './hashes.ts'
import { behindIn, hashFile, pepperVersionOf } from './pepper-marks.ts'
import { withKeys } from './rotate.ts'

export type Repeppered = {
  version: number
  /** False where an earlier run had made the key and was killed. */
  isNew: boolean
  hashes: number
}

/**
 * @param progress called after each database, with its name and how many hashes it held
 * @throws Error when a server has the data open, or when keys are wrong
 */
export function rotatePepper(
  config: Pick<Config, 'dataDir' | 'keyDir' | 'mode'>,
  progress: (name: HashedName, hashes: number) => void,
): Repeppered {
  return withKeys(config, ({ dir, keys, ring }) => {
    const behind = behindIn(config.dataDir, ring)
    const isNew = behind.length === 0
    const version = isNew ? writeNextKey(dir, 'pepper') : ring.pepper.current.version
    const all = readKeyDir(dir, config.mode === 'demo')
    // Noted before the first hash needs it: from now on it is missed when it is gone.
    requireKnownKeys(keys.db, printsOf(all))
    let hashes = 0
    for (const name of behindIn(config.dataDir, all)) {
      const path = hashFile(config.dataDir, name)
      let held = 0
      for (const pepper of pepperChain(all).slice(1))
        if (pepper.version > pepperVersionOf(path, all))
          held = rehashFile(path, name, pepper.version, (hash) => furtherHash(pepper, hash))
      hashes += held
      progress(name, held)
    }
    keys.checkpoint()
    return { version, isNew, hashes }
  })
}
