/** @module Seals and opens under one data key a subject, and makes keyed hashes. Keeps wrapped keys through a shelf it is given. */

import { createHmac, randomBytes } from 'node:crypto'
import { toBytes, toText } from './bytes.ts'
import { type KeyRing, pepperChain } from './key-ring.ts'
import { type Key, keyVersionOf, openBytes, type Place, SealBroken, sealBytes } from './seal.ts'

/** Whose data key: crossing it out makes all that was sealed for the subject unreadable, in backups too. */
export type Subject =
  | `chat:${string}`
  | `case:${string}`
  | `staff:${string}`
  | `account:${string}`
  | `import:${string}`

/** Wrapped data keys in a store of their own (`keys.db`). `put` is committed when it returns. */
export type KeyShelf = {
  get(subject: string): Uint8Array | undefined
  /** Keeps `wrapped` unless another was first; gives back what stands now: the same array when it was kept. */
  put(subject: string, wrapped: Uint8Array): Uint8Array
  remove(subject: string): void
  /** What `work` puts is committed together when this returns; nothing of it stays when it throws. Absent: each for itself. */
  together?<T>(work: () => T): T
  /** True once `remove` was called for it: no key is ever made for it again. */
  isForgotten(subject: string): boolean
}

/** Opened data keys kept in memory. */
const MAX_OPEN_KEYS = 5_000
const DATA_KEY_BYTES = 32
const DATA_KEY_VERSION = 1

export type Vault = {
  /**
   * The subject's data key is made and committed first if there is none.
   * @throws SealBroken when the subject was forgotten: a new key would bring back who was erased
   */
  seal(subject: Subject, place: Place, text: string): Uint8Array
  /** @throws SealBroken */
  open(subject: Subject, place: Place, sealed: Uint8Array): string
  /** @throws SealBroken when the subject was forgotten */
  sealFile(subject: Subject, place: Place, file: Uint8Array): Uint8Array
  /** @throws SealBroken */
  openFile(subject: Subject, place: Place, sealed: Uint8Array): Uint8Array
  /** HMAC-SHA-256 under the pepper (under all of them, one after the other, where it was changed), 32 bytes: for look-ups by a value that is not stored. The same value hashes differently for each purpose. */
  hash(purpose: string, value: string): Uint8Array
  /** Data keys that `work` makes are committed together when this returns, with one fsync for all of them. */
  together<T>(work: () => T): T
  /** Deletes the data key. What it sealed stays unreadable for good. */
  forget(subject: Subject): void
}

export function openVault(ring: KeyRing, shelf: KeyShelf): Vault {
  const keyOf = dataKeys(ring, shelf)
  const [first = ring.pepper.current, ...later] = pepperChain(ring)
  const sealFile: Vault['sealFile'] = (subject, place, file) =>
    sealBytes(keyOf(subject, true, place), place, file)
  const openFile: Vault['openFile'] = (subject, place, sealed) =>
    openBytes(keyOf(subject, false, place), place, sealed)
  return {
    seal: (subject, place, text) => sealFile(subject, place, toBytes(text)),
    open: (subject, place, sealed) => toText(openFile(subject, place, sealed)),
    sealFile,
    openFile,
    hash: (purpose, value) =>
      later.reduce<Uint8Array>(
        (hash, pepper) => furtherHash(pepper, hash),
        new Uint8Array(createHmac('sha256', first.bytes).update(`${purpose}|${value}`).digest()),
      ),
    together: (work) => keyOf.together(work),
    forget: (subject) => keyOf.forget(subject),
  }
}

/** A hash as it is under this pepper too: needs no value, so that what is kept as a hash alone can follow a new pepper. */
export function furtherHash({ bytes }: Pick<Key, 'bytes'>, hash: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', bytes).update(hash).digest())
}

function dataKeys(ring: KeyRing, shelf: KeyShelf) {
  const opened = new Map<string, Key>()
  let made: Subject[] | undefined
  const keyOf = (subject: Subject, make: boolean, place: Place): Key => {
    const known = opened.get(subject)
    if (known !== undefined) return known
    let wrapped = shelf.get(subject)
    let bytes: Uint8Array | undefined
    if (wrapped === undefined) {
      if (!make) throw new SealBroken(place, new Error('the data key is gone or was never there'))
      if (shelf.isForgotten(subject)) throw new SealBroken(place, new Error('the subject was forgotten'))
      const fresh = new Uint8Array(randomBytes(DATA_KEY_BYTES))
      const own = sealBytes(ring.master.current, wrapPlace(subject), fresh)
      wrapped = shelf.put(subject, own)
      if (wrapped === own) bytes = fresh
    }
    const master = ring.master.versions.get(keyVersionOf(wrapped))
    if (master === undefined)
      throw new SealBroken(wrapPlace(subject), new Error('its master key is not here'))
    bytes ??= openBytes(master, wrapPlace(subject), wrapped)
    const key = { version: DATA_KEY_VERSION, bytes }
    const oldest = opened.size >= MAX_OPEN_KEYS ? opened.keys().next().value : undefined
    if (oldest !== undefined) opened.delete(oldest)
    opened.set(subject, key)
    made?.push(subject)
    return key
  }
  keyOf.together = <T>(work: () => T): T => {
    if (made !== undefined) return work()
    made = []
    try {
      return shelf.together === undefined ? work() : shelf.together(work)
    } catch (error) {
      // What was not kept must seal nothing: another key may stand there when it is next asked for.
      for (const subject of made) opened.delete(subject)
      throw error
    } finally {
      made = undefined
    }
  }
  keyOf.forget = (subject: Subject) => {
    opened.delete(subject)
    shelf.remove(subject)
  }
  return keyOf
}

/**
 * The same data key under the newest master key.
 * @throws SealBroken when the master key it is wrapped under is not in the ring
 */
export function rewrap(ring: Pick<KeyRing, 'master'>, subject: string, wrapped: Uint8Array): Uint8Array {
  const { current } = ring.master
  if (keyVersionOf(wrapped) === current.version) {
    openBytes(current, wrapPlace(subject), wrapped)
    return wrapped
  }
  const master = ring.master.versions.get(keyVersionOf(wrapped))
  if (master === undefined) throw new SealBroken(wrapPlace(subject), new Error('its master key is not here'))
  return sealBytes(current, wrapPlace(subject), openBytes(master, wrapPlace(subject), wrapped))
}

function wrapPlace(subject: string): Place {
  return ['data_keys', 'wrapped', subject]
}
