/** @module A Keep as the service has it, sealed and on SQLite, and the keys of a line that a phone has signed. */

import { type AuthenticationCreds, BufferJSON, initAuthCreds } from '@whiskeysockets/baileys'
import type { Keep } from '../../../../src/channels/keep.ts'
import { makeKeyShelf } from '../../../../src/store/keys/data-keys.ts'
import { openStore } from '../../../../src/store/sqlite.ts'
import { KEY_NAMES, makeKeyRing } from '../../../../src/vault/key-ring.ts'
import { openVault } from '../../../../src/vault/vault.ts'
import { openKeep } from '../../../../src/wiring/keep.ts'

export const NUMBER = '6281200000001'

/** Keys that are the same in each process of a test. @param dir undefined keeps all in memory */
export function testKeep(dir?: string): { keep: Keep; close(): void } {
  const bytes = new Uint8Array(32).fill(7)
  const ring = makeKeyRing(KEY_NAMES.map((name) => ({ name, version: 1, bytes })))
  const keys = openStore(dir === undefined ? ':memory:' : `${dir}/keys.db`, 'keys')
  const { keep, close } = openKeep(dir, openVault(ring, makeKeyShelf(keys.db)))
  return {
    keep,
    close: () => {
      close()
      keys.close()
    },
  }
}

export function pairedCreds(): AuthenticationCreds {
  const creds = initAuthCreds()
  creds.me = { id: `${NUMBER}:1@s.whatsapp.net`, name: 'SIGAP', lid: '11100022:1@lid' }
  creds.account = {
    details: Buffer.alloc(1),
    accountSignature: Buffer.alloc(64),
    accountSignatureKey: Buffer.alloc(32),
    deviceSignature: Buffer.alloc(64),
  }
  return creds
}

/** Puts the keys of a line where the adapter looks for them. */
export function pair(keep: Keep, creds: AuthenticationCreds): void {
  keep.set('creds', 'line', new TextEncoder().encode(JSON.stringify(creds, BufferJSON.replacer)))
}
