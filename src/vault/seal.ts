/** @module AES-256-GCM over one value: the bytes that stand in a sealed column. Knows no key store. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { toBytes } from './bytes.ts'

// https://csrc.nist.gov/pubs/sp/800/38/d/final (96-bit nonce, 128-bit tag), read 2026-11-22
const NONCE_BYTES = 12
const TAG_BYTES = 16
const FORMAT = 1
const HEAD_BYTES = 3

/** A key with the version that is written in front of what it sealed. */
export type Key = { version: number; bytes: Uint8Array }

/**
 * Where a sealed value stands; bound into it, so that a value moved to another row or column does not open.
 * The key is the row's natural key (`chat:seq`), never an autoincrement id.
 * @example ["journal","body","c1:7"]
 */
export type Place = readonly [table: string, column: string, key: string]

/** A sealed value that does not open: wrong key, wrong place, or changed bytes. */
export class SealBroken extends Error {
  constructor(place: Place, cause?: unknown) {
    super(`${place[0]}.${place[1]} does not open: wrong key, moved or changed`, { cause })
    this.name = 'SealBroken'
  }
}

/** Random bytes are drawn for many values at once: a call for each costs as much as the cipher. */
const NONCES_AT_ONCE = 512
let drawn = new Uint8Array(0)
let used = 0

function nextNonce(): Uint8Array {
  if (used >= drawn.length) {
    drawn = randomBytes(NONCES_AT_ONCE * NONCE_BYTES)
    used = 0
  }
  used += NONCE_BYTES
  return drawn.subarray(used - NONCE_BYTES, used)
}

/** Format, key version (2 bytes), nonce, ciphertext, tag. */
export function sealBytes(key: Key, place: Place, value: Uint8Array): Uint8Array {
  const nonce = nextNonce()
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
  cipher.setAAD(toBytes(place.join('|')))
  const body = cipher.update(value)
  cipher.final()
  const sealed = new Uint8Array(HEAD_BYTES + NONCE_BYTES + body.length + TAG_BYTES)
  sealed[0] = FORMAT
  sealed[1] = key.version >> 8
  sealed[2] = key.version & 0xff
  sealed.set(nonce, HEAD_BYTES)
  sealed.set(body, HEAD_BYTES + NONCE_BYTES)
  sealed.set(cipher.getAuthTag(), HEAD_BYTES + NONCE_BYTES + body.length)
  return sealed
}

/** The version of the key that sealed it, without opening. */
export function keyVersionOf(sealed: Uint8Array): number {
  return ((sealed[1] ?? 0) << 8) | (sealed[2] ?? 0)
}

/** @throws SealBroken */
export function openBytes(key: Key, place: Place, sealed: Uint8Array): Uint8Array {
  const start = HEAD_BYTES + NONCE_BYTES
  const end = sealed.length - TAG_BYTES
  if (sealed[0] !== FORMAT || end < start || keyVersionOf(sealed) !== key.version) throw new SealBroken(place)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(HEAD_BYTES, start))
    decipher.setAAD(toBytes(place.join('|')))
    decipher.setAuthTag(sealed.subarray(end))
    const body = decipher.update(sealed.subarray(start, end))
    decipher.final()
    return new Uint8Array(body)
  } catch (cause) {
    throw new SealBroken(place, cause)
  }
}
