/** @module What a failing Keep means for the line. */

import type { ChannelAlarm } from '../../../core/lists.ts'

const MAX_CAUSES = 5

/** Another process may be connected with these keys: whoever writes now turns them back for it. */
export class LineTaken extends Error {
  constructor() {
    super('another process holds the line')
    this.name = 'LineTaken'
  }
}

/** The disk gives its errors a code; all else that fails there is a value that does not open. */
export function faultOf(error: unknown): ChannelAlarm {
  let at = error
  for (let depth = 0; depth < MAX_CAUSES && at instanceof Error; depth++) {
    if (at instanceof LineTaken) return 'held_elsewhere'
    if (at.name === 'StoreUnavailable') return 'store_unwritable'
    if ('code' in at && typeof at.code === 'string' && /^(SQLITE_|E[A-Z]+$)/.test(at.code))
      return 'store_unwritable'
    at = at.cause
  }
  return 'keys_unreadable'
}
