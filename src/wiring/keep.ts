/** @module The `Keep` of an adapter: seals each value with the vault, in line.db, which is opened only for a line that is switched on. */

import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Keep } from '../channels/keep.ts'
import { type Kept, makeKept } from '../store/line/kept.ts'
import { openStore } from '../store/sqlite.ts'
import type { Place } from '../vault/seal.ts'
import type { Subject, Vault } from '../vault/vault.ts'

const SUBJECT: Subject = 'account:whatsapp_web'

export type OpenKeep = { keep: Keep; close(): void }

/** @param dataDir undefined keeps everything in memory */
export function openKeep(dataDir: string | undefined, vault: Vault): OpenKeep {
  const path = dataDir === undefined ? ':memory:' : join(dataDir, 'line.db')
  const store = openStore(path, 'line')
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600)
  return {
    keep: sealedKeep(makeKept(store.db), vault),
    close: () => {
      try {
        store.checkpoint()
      } catch {
        // A full disk takes no checkpoint: what was committed stays in the log, and the next start reads it.
      }
      store.close()
    },
  }
}

function sealedKeep(kept: Kept, vault: Vault): Keep {
  const place = (kind: string, id: string): Place => ['kept', 'sealed', `${kind}|${id}`]
  const open = (kind: string, id: string, sealed: Uint8Array) =>
    vault.openFile(SUBJECT, place(kind, id), sealed)
  return {
    get: (kind, id) => {
      const sealed = kept.get(kind, id)
      return sealed === undefined ? undefined : open(kind, id, sealed)
    },
    set: (kind, id, value) =>
      kept.set(kind, id, value === undefined ? undefined : vault.sealFile(SUBJECT, place(kind, id), value)),
    list: (kind) => kept.list(kind).map(({ id, sealed }) => ({ id, value: open(kind, id, sealed) })),
    clear: kept.clear,
    transaction: kept.transaction,
  }
}
