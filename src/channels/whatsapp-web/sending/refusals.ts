/** @module What the server's refusal of a message means: one table. */

import { SendError } from '../../../core/errors.ts'
import type { ChannelAlarm } from '../../../core/lists.ts'

// Codes of an acknowledgement, as far as the library knows them:
// https://github.com/WhiskeySockets/Baileys/blob/master/src/Utils/decode-wa-message.ts, read 2026-11-22
/** This number may not write to people who did not write first. To try again makes it worse. */
const RESTRICTED = '463'
/** The session with the other phone is stale: fetched anew once. */
export const STALE_SESSION = '479'
const TOO_FAST = '429'

const PAUSE_MS = 60_000

export type Refusal = { error: SendError; alarm?: ChannelAlarm }

export function refusalOf(code: string): Refusal {
  const message = `WhatsApp refused it with ${code}`
  const base = { outcome: 'not_sent', retryable: true } as const
  if (code === RESTRICTED) {
    const error = new SendError(message, { ...base, code: 'rejected', retryable: false })
    return { error, alarm: 'restricted' }
  }
  if (code === TOO_FAST) {
    const detail = { ...base, code: 'throttled', retryAfterMs: PAUSE_MS, scope: 'account' } as const
    return { error: new SendError(message, detail) }
  }
  const isOurs = code.startsWith('4') && code !== STALE_SESSION
  if (isOurs) return { error: new SendError(message, { ...base, code: 'rejected', retryable: false }) }
  return { error: new SendError(message, { ...base, code: 'server' }) }
}
