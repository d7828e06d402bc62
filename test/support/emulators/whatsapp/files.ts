/** @module Files at the emulator: asked for by id, taken by an address that dies after five minutes. */

import { createHash } from 'node:crypto'
import { errorOf } from './bodies.ts'
import type { Reply } from './messages.ts'
import type { StoredFile, World } from './world.ts'

const URL_LIFE_MS = 5 * 60 * 1000

export type Files = {
  keep(file: StoredFile): string
  /** The answer about an id: where it lies, its hash and size. */
  about(id: string, origin: string): Reply
  drop(id: string): Reply
  /** The bytes behind an address; `undefined` when it has died. */
  at(path: string): StoredFile | undefined
}

export function filesOf(world: World): Files {
  const addresses = new Map<string, { id: string; until: number }>()
  const absent: Reply = { http: 400, body: errorOf(100, 'Object does not exist', 33) }
  return {
    keep: (file) => {
      const id = world.newId()
      world.files.set(id, file)
      return id
    },
    about: (id, origin) => {
      const file = world.files.get(id)
      if (file === undefined) return absent
      const path = `/whatsapp_business/attachments/${world.newId()}`
      addresses.set(path, { id, until: world.now() + URL_LIFE_MS })
      const body = {
        messaging_product: 'whatsapp',
        id,
        url: file.url ?? `${origin}${path}`,
        mime_type: file.mime,
        sha256: file.sha256 ?? createHash('sha256').update(file.bytes).digest('hex'),
        file_size: String(file.toldBytes ?? file.bytes.byteLength),
      }
      return { http: 200, body }
    },
    drop: (id) => (world.files.delete(id) ? { http: 200, body: { success: true } } : absent),
    at: (path) => {
      const address = addresses.get(path)
      if (address === undefined || address.until < world.now()) return undefined
      return world.files.get(address.id)
    },
  }
}
