/** @module Keeps a message before its sender is told that it arrived: what was decrypted and the key that moved on by it are one transaction. */

import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { SignalKeyStoreWithTransaction, SocketConfig } from '@whiskeysockets/baileys'
import type { Keep } from '../../keep.ts'
import type { Library } from '../connection/library.ts'
import type { Pending } from '../connection/pending.ts'
import type { Attrs } from './stanzas.ts'

/** Stanzas whose sealed part has not been opened; beyond this the oldest is taken for one that never will be. */
const MAX_SEEN = 5_000

/** One decryption on its way: what to keep once it has succeeded. */
type Opening = { save?: () => void; isSaved: boolean }

export type PersistParts = {
  library: Pick<Library, 'DEFAULT_CONNECTION_CONFIG'>
  keep: Keep
  /** Keeps what was decrypted; throws when it cannot be kept, and then no receipt leaves. */
  save(attrs: Attrs, plain: Uint8Array): void
  pending: Pending
}

export function makePersist({ library, keep, save, pending }: PersistParts) {
  const openings = new AsyncLocalStorage<Opening>()
  const envelopes = new Map<string, Attrs>()
  return {
    /** Called for each stanza before the library opens it. */
    note: (attrs: Attrs, sealed: readonly Uint8Array[]) => {
      for (const part of sealed) envelopes.set(printOf(part), attrs)
      for (const oldest of envelopes.keys()) {
        if (envelopes.size <= MAX_SEEN) break
        envelopes.delete(oldest)
      }
    },
    /** Where the key store writes: the library commits a session here right after the decryption that moved it. */
    commit: (write: () => void) => {
      const opening = openings.getStore()
      const isOurs = opening?.save !== undefined && !opening.isSaved
      keep.transaction(() => {
        write()
        if (isOurs) opening.save?.()
      })
      if (isOurs) opening.isSaved = true
    },
    makeSignalRepository: ((auth, ...rest) => {
      const repository = library.DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, ...rest)
      const decrypt = repository.decryptMessage.bind(repository)
      const keys = auth.keys as SignalKeyStoreWithTransaction
      repository.decryptMessage = (sealed) => {
        const print = printOf(sealed.ciphertext)
        const attrs = envelopes.get(print)
        envelopes.delete(print)
        const opening: Opening = { isSaved: false }
        const open = openings.run(opening, async () => {
          const plain = await keys.transaction(async () => {
            const opened = await decrypt(sealed)
            if (attrs !== undefined) opening.save = () => save(attrs, opened)
            return opened
          }, sealed.jid)
          // No key moved: nothing was written that it could have gone with.
          if (!opening.isSaved) opening.save?.()
          return plain
        })
        return pending.add(open)
      }
      return repository
    }) satisfies SocketConfig['makeSignalRepository'],
  }
}

function printOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}
