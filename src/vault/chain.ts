/** @module Links rows of the audit log by the audit key: each carries the one before it, so that none can be changed, taken out or moved. */

import { createHmac, timingSafeEqual } from 'node:crypto'
import { toBytes } from './bytes.ts'
import type { KeyRing } from './key-ring.ts'

/** Stands before the first row. */
export const CHAIN_START = new Uint8Array(32)

export type Chain = {
  /** HMAC-SHA-256 of the link before and the row, under the newest key. 32 bytes. */
  link(previous: Uint8Array, row: string): Uint8Array
  keyVersion: number
  /** Under the key the row names. */
  check(
    previous: Uint8Array,
    row: string,
    keyVersion: number,
    mac: Uint8Array,
  ): 'fits' | 'differs' | 'key_missing'
}

export function makeChain({ audit }: Pick<KeyRing, 'audit'>): Chain {
  const macOf = (key: Uint8Array, previous: Uint8Array, row: string) =>
    new Uint8Array(createHmac('sha256', key).update(previous).update(toBytes(row)).digest())
  return {
    keyVersion: audit.current.version,
    link: (previous, row) => macOf(audit.current.bytes, previous, row),
    check: (previous, row, keyVersion, mac) => {
      const key = audit.versions.get(keyVersion)
      if (key === undefined) return 'key_missing'
      const wanted = macOf(key.bytes, previous, row)
      return mac.length === wanted.length && timingSafeEqual(mac, wanted) ? 'fits' : 'differs'
    },
  }
}
