/** @module Transactions of the chat tables: savepoints only where something failed, and a memory that never outlives what it stands for. */

import { type Db, isUnavailable, PartFailed } from '../db.ts'

type Held = {
  /** Writes what waits for the end of the transaction. */
  flush(): void
  /** Nothing in memory is true any more. */
  lose(): void
}

export function makeTransactions(db: Db, othersWrote: () => boolean, { flush, lose }: Held) {
  let isOpen = false
  let isCareful = false
  let isSpoilt = false
  let isLooking = false
  const transaction = <T>(work: () => T, carefully: boolean): T => {
    isCareful = carefully
    isSpoilt = false
    const inside = () => {
      if (othersWrote()) lose()
      isOpen = true
      const result = work()
      if (isSpoilt) throw new PartFailed('a part failed, and nobody ended the transaction for it')
      flush()
      return result
    }
    try {
      return db.transaction(inside, { behavior: 'immediate' })
    } catch (error) {
      lose()
      throw error
    } finally {
      isOpen = false
    }
  }
  const fresh = () => {
    if (!isOpen && !isLooking && othersWrote()) lose()
  }
  return {
    isOpen: () => isOpen,
    /** Outside a transaction: forgets what another process may have changed since. */
    fresh,
    /** Outside a transaction: for all that is read in `work` it is asked once whether another process has written. */
    look: <T>(work: () => T): T => {
      fresh()
      isLooking = true
      try {
        return work()
      } finally {
        isLooking = false
      }
    },
    commit: <T>(work: () => T, how: 'at once' | 'carefully'): T => {
      if (how === 'carefully') return transaction(work, true)
      try {
        return transaction(work, false)
      } catch (error) {
        if (!(error instanceof PartFailed)) throw error
        return transaction(work, true)
      }
    },
    /**
     * Inside `commit`: what throws here is undone alone (both drivers make a savepoint of it).
     * @throws PartFailed, which must not be caught, where the transaction has to be done again for it
     */
    part: <T>(work: () => T): T => {
      if (isOpen && !isCareful) {
        try {
          return work()
        } catch (error) {
          if (isUnavailable(error)) throw error
          isSpoilt = true
          throw new PartFailed(error)
        }
      }
      // Before the savepoint, or it would be undone with a part that it is none of.
      flush()
      try {
        return db.transaction(work)
      } catch (error) {
        lose()
        throw error
      }
    },
  }
}
