/** @module Why a connection ended and what to do about it: one table. Pure. */

import type { ChannelAlarm } from '../../../core/lists.ts'

/**
 * - `at_once`: the server asks for it.
 * - `wait`: the network; again with growing pauses, without end.
 * - `once_more`: one more try, then people.
 * - `stop`: trying again makes it worse, or cannot help.
 */
export type Reaction =
  | { do: 'at_once' }
  | { do: 'wait' }
  | { do: 'once_more'; why: ChannelAlarm }
  | { do: 'stop'; why: ChannelAlarm }

// Codes as the library gives them, `DisconnectReason`:
// https://github.com/WhiskeySockets/Baileys/blob/master/src/Types/index.ts, read 2026-11-22
const TABLE: Record<number, Reaction> = {
  /** Normal right after pairing. */
  515: { do: 'at_once' },
  408: { do: 'wait' },
  428: { do: 'wait' },
  503: { do: 'wait' },
  /** Another socket of the same number took over: two that reconnect would throw each other out for ever. */
  440: { do: 'stop', why: 'replaced' },
  401: { do: 'stop', why: 'logged_out' },
  403: { do: 'stop', why: 'banned' },
  500: { do: 'once_more', why: 'keys_damaged' },
  411: { do: 'stop', why: 'phone_too_old' },
}

/** What nobody has a code for is the network's fault until it has lasted. */
export function reactionTo(code: number | undefined): Reaction {
  return TABLE[code ?? 0] ?? { do: 'wait' }
}
