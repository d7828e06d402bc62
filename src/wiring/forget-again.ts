/** @module What was forgotten since a copy was made is forgotten in the copy too: called by a restore, before the service goes online. */

import type { KeyShelf } from '../vault/vault.ts'

/**
 * Crosses out the keys of these subjects in the restored `keys.db` and notes them there as forgotten, so that no key is
 * ever made for them again. The list is `forgotten()` of the newest `keys.db` that is left. What else leads to them in
 * the restored files (addresses, masks, hashes, sealed rows, photos) is taken out by the next start.
 * Again is a no-op; gives how many still had a key.
 */
export function forgetAgain(shelf: Pick<KeyShelf, 'get' | 'remove'>, subjects: readonly string[]): number {
  const living = subjects.filter((subject) => shelf.get(subject) !== undefined).length
  for (const subject of subjects) shelf.remove(subject)
  return living
}
