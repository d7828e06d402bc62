/** @module What an adapter may keep beside the road: sealed, in a file of its own, that no backup restores. */

/**
 * Synchronous, so that a write is on the disk when the call returns. Values are bytes; `kind` and `id` stand in clear
 * and must name no person.
 */
export type Keep = {
  /** @throws Error when the value stands but cannot be opened: never take that for an absent one */
  get(kind: string, id: string): Uint8Array | undefined
  /** `undefined` removes it. */
  set(kind: string, id: string, value: Uint8Array | undefined): void
  /** All of a kind, in the order in which they were first set. */
  list(kind: string): { id: string; value: Uint8Array }[]
  /** Removes all of a kind. */
  clear(kind: string): void
  /** All or nothing; calls inside join it. */
  transaction<T>(work: () => T): T
}
