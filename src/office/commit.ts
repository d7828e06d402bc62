/** @module One transaction of the office's database, for desks of staff: what cannot be written now is said as that. */

import { StoreUnavailable } from '../core/errors.ts'
import { type Db, isUnavailable } from '../store/db.ts'

/** @throws StoreUnavailable when the store takes no writes now; nothing was changed then */
export function commitTo<T>(db: Db, work: () => T): T {
  try {
    return db.transaction(work)
  } catch (error) {
    if (isUnavailable(error)) throw new StoreUnavailable('the office cannot write now', error)
    throw error
  }
}
