/** @module Media on a shelf in a folder of the test's own, with a vault whose keys live as long as the test. */

import { makeMedia } from '../../src/media/media.ts'
import { openShelf } from '../../src/media/shelf.ts'
import { openVault } from '../../src/vault/vault.ts'

export function makeWorld(folder: string, now: () => Date) {
  const key = { version: 1, bytes: new Uint8Array(32).fill(7) }
  const ring = { current: key, versions: new Map([[1, key]]) }
  const kept = new Map<string, Uint8Array>()
  const gone = new Set<string>()
  const vault = openVault(
    { master: ring, pepper: ring, audit: ring },
    {
      get: (subject) => kept.get(subject),
      put: (subject, wrapped) => {
        kept.set(subject, kept.get(subject) ?? wrapped)
        return kept.get(subject) ?? wrapped
      },
      remove: (subject) => {
        kept.delete(subject)
        gone.add(subject)
      },
      isForgotten: (subject) => gone.has(subject),
    },
  )
  let ids = 0
  const shelf = openShelf(folder)
  return { vault, shelf, media: makeMedia({ vault, shelf, now, newId: () => `f${++ids}` }) }
}
