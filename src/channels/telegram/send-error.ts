/** @module Each failed send as one of the closed list. */

import { SendError, type SendErrorCode } from '../../core/errors.ts'
import type { ApiFault, FaultReason } from './fault.ts'

const CODES: Record<FaultReason, { code: SendErrorCode; retryable: boolean }> = {
  network: { code: 'network', retryable: true },
  server: { code: 'server', retryable: true },
  throttled: { code: 'throttled', retryable: true },
  // Whoever looks after it can put in another token: what waits then leaves.
  unauthorised: { code: 'unauthorised', retryable: true },
  blocked: { code: 'blocked', retryable: false },
  unreachable: { code: 'unreachable', retryable: false },
  rejected: { code: 'rejected', retryable: false },
  // No answer to a message; refused all the same.
  second_poller: { code: 'rejected', retryable: false },
  webhook_set: { code: 'rejected', retryable: false },
  too_big: { code: 'rejected', retryable: false },
  too_late: { code: 'rejected', retryable: false },
  busy: { code: 'rejected', retryable: false },
}

/** @param scope of a 429; a refused token always stops the whole line */
export function sendErrorOf(fault: ApiFault, scope: 'chat' | 'account' = 'chat'): SendError {
  const { code, retryable } = CODES[fault.reason]
  return new SendError(fault.message, {
    code,
    retryable,
    outcome: fault.mayBeDone ? 'unknown' : 'not_sent',
    scope: code === 'unauthorised' ? 'account' : scope,
    ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
  })
}
