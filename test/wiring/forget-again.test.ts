/** @module A copy of the keys of before an erasure forgets what was forgotten since. */

import { expect, it } from 'vitest'
import { makeKeyShelf } from '../../src/store/keys/data-keys.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { KEY_NAMES, makeKeyRing } from '../../src/vault/key-ring.ts'
import { SealBroken } from '../../src/vault/seal.ts'
import { openVault } from '../../src/vault/vault.ts'
import { forgetAgain } from '../../src/wiring/forget-again.ts'

const PLACE = ['journal', 'body_sealed', 'c1:1'] as const
const ring = makeKeyRing(
  KEY_NAMES.map((name, n) => ({ name, version: 1, bytes: new Uint8Array(32).fill(n + 1) })),
)

it('forgets again, and never gives the forgotten a new key', () => {
  const copy = makeKeyShelf(openStore(':memory:', 'keys').db)
  const before = openVault(ring, copy)
  const [mine, other] = [before.seal('chat:c1', PLACE, 'rahasia'), before.seal('chat:c2', PLACE, 'halo')]
  expect(forgetAgain(copy, ['chat:c1', 'case:x'], '/nowhere')).toBe(1)
  expect(forgetAgain(copy, ['chat:c1', 'case:x'], '/nowhere')).toBe(0)
  const after = openVault(ring, copy)
  expect(() => after.open('chat:c1', PLACE, mine)).toThrow(SealBroken)
  expect(() => after.seal('chat:c1', PLACE, 'lagi')).toThrow(SealBroken)
  expect(after.open('chat:c2', PLACE, other)).toBe('halo')
  expect(copy.forgotten()).toEqual(['chat:c1', 'case:x'])
})
