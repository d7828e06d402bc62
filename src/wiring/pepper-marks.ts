/** @module Under which pepper the hashes of each database are, and that it is one for all of them. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type KeyRing, pepperChain } from '../vault/key-ring.ts'
import { HASHED_NAMES, type HashedName, pepperOf } from './hashes.ts'

export const hashFile = (dataDir: string, name: HashedName) => join(dataDir, `${name}.db`)

/** A file that never saw a change is under the first of them. */
export function pepperVersionOf(path: string, ring: Pick<KeyRing, 'pepper'>): number {
  const [first] = pepperChain(ring)
  return pepperOf(path) || (first?.version ?? 0)
}

/** Databases whose hashes are under an older pepper than the newest. */
export function behindIn(dataDir: string, ring: Pick<KeyRing, 'pepper'>): HashedName[] {
  return HASHED_NAMES.filter((name) => {
    const path = hashFile(dataDir, name)
    return existsSync(path) && pepperVersionOf(path, ring) !== ring.pepper.current.version
  })
}

/** @throws Error with the remedy: a hash of today would find nothing among those of before */
export function requireOnePepper(dataDir: string, ring: Pick<KeyRing, 'pepper'>): void {
  const behind = behindIn(dataDir, ring)
  if (behind.length === 0) return
  const names = behind.map((name) => `${name}.db`).join(', ')
  throw new Error(
    `${names}: the change to pepper.k${ring.pepper.current.version} is not finished. Nothing was changed. Run: npm run keys:rotate -- --pepper`,
  )
}
