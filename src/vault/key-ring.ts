/** @module The keys that live outside every database, each with its versions, and the prints by which a wrong one is known. */

import { createHmac } from 'node:crypto'
import { toHex } from './bytes.ts'
import type { Key } from './seal.ts'

export const KEY_NAMES = ['master', 'pepper', 'audit'] as const
export type KeyName = (typeof KEY_NAMES)[number]

/** 256 bits each. */
export const KEY_BYTES = 32

/** `current` is the highest version and seals; older ones only open. */
export type Versions = { current: Key; versions: ReadonlyMap<number, Key> }
export type KeyRing = Readonly<Record<KeyName, Versions>>

/** Keys as they stand in files or secrets: name, version, 32 bytes. */
export type KeyEntry = { name: KeyName; version: number; bytes: Uint8Array }

/**
 * Sorts entries into a ring.
 * @throws Error naming each key that is missing or of the wrong length
 */
export function makeKeyRing(entries: readonly KeyEntry[]): KeyRing {
  const faults: string[] = []
  const versionsOf = (name: KeyName): Versions => {
    const keys = entries
      .filter((entry) => entry.name === name)
      .map(({ version, bytes }): Key => ({ version, bytes }))
      .sort((a, b) => b.version - a.version)
    for (const key of keys) {
      if (key.bytes.length !== KEY_BYTES)
        faults.push(`${name} version ${key.version} is not ${KEY_BYTES} bytes`)
    }
    const current = keys[0]
    if (current === undefined) {
      faults.push(`there is no ${name} key`)
      return { current: { version: 0, bytes: new Uint8Array(KEY_BYTES) }, versions: new Map() }
    }
    return { current, versions: new Map(keys.map((key) => [key.version, key])) }
  }
  const ring = { master: versionsOf('master'), pepper: versionsOf('pepper'), audit: versionsOf('audit') }
  if (faults.length > 0) throw new Error(`Keys: ${faults.join('; ')}`)
  return ring
}

/** All peppers, the oldest first: a hash is made under the first, and once more under each that came later. */
export const pepperChain = ({ pepper }: Pick<KeyRing, 'pepper'>): Key[] =>
  [...pepper.versions.values()].sort((a, b) => a.version - b.version)

/** What may stand beside the data to know a key again: says nothing about the key itself. */
export function printsOf(ring: KeyRing): { name: KeyName; version: number; print: string }[] {
  return KEY_NAMES.flatMap((name) =>
    [...ring[name].versions.values()].map(({ version, bytes }) => ({
      name,
      version,
      print: toHex(createHmac('sha256', bytes).update(`print of ${name} ${version}`).digest()).slice(0, 32),
    })),
  )
}
