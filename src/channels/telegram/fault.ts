/** @module Why a call of the Bot API failed, without a word of the platform's: its texts hold the token's address or what people wrote. */

import { TelegramError } from 'telegraf'
import { fieldsOf, wholeOf } from './fields.ts'

/**
 * `server` and `network`: nobody answered in the platform's own words. The others are its refusals.
 * A gateway's page under 429 counts as `server`: telegraf gives its body no status.
 */
export type FaultReason =
  | 'network'
  | 'server'
  | 'throttled'
  | 'unauthorised'
  | 'second_poller'
  | 'webhook_set'
  | 'blocked'
  | 'unreachable'
  | 'too_big'
  | 'too_late'
  | 'busy'
  | 'rejected'

export class ApiFault extends Error {
  readonly reason: FaultReason
  readonly retryAfterMs: number | undefined
  /** The platform may have done what was asked. */
  readonly mayBeDone: boolean
  constructor(
    reason: FaultReason,
    detail: { code?: string; retryAfterMs?: number; mayBeDone?: boolean } = {},
  ) {
    super(`telegram: ${reason}${detail.code === undefined ? '' : ` (${detail.code})`}`)
    this.name = 'ApiFault'
    this.reason = reason
    this.retryAfterMs = detail.retryAfterMs
    this.mayBeDone = detail.mayBeDone ?? false
  }
}

/** The cause is dropped on purpose: messages of telegraf and node-fetch hold the address, and that holds the token. */
export function faultOf(error: unknown): ApiFault {
  if (error instanceof ApiFault) return error
  if (error instanceof TelegramError) return refusal(error)
  const { type, code, message } = fieldsOf(error instanceof Error ? { ...error, message: error.message } : {})
  if (type === 'invalid-json') return new ApiFault('server', { code: 'no_json', mayBeDone: true })
  const name = typeof code === 'string' && /^[A-Z\d_]{2,40}$/.test(code) ? code : undefined
  return new ApiFault('network', {
    ...(name === undefined ? {} : { code: name }),
    mayBeDone: !isBeforeSending(name, typeof message === 'string' ? message : ''),
  })
}

// The request cannot have left: no address or one inside, nobody there, no proof of who is there.
const NEVER_LEFT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ERR_INSIDE_ADDRESS|.*(CERT|SIGNATURE|SSL|TLS).*)$/

function isBeforeSending(code: string | undefined, message: string): boolean {
  if (code !== undefined && NEVER_LEFT.test(code)) return true
  return /reason: (connect |Client network socket disconnected before secure TLS)/.test(message)
}

function refusal({ code: status, description, parameters }: TelegramError): ApiFault {
  const code = String(status)
  if (status >= 500) return new ApiFault('server', { code, mayBeDone: true })
  if (status !== 429) return new ApiFault(reasonOf(status, String(description), parameters), { code })
  const said = wholeOf(parameters?.retry_after) ?? Number(/retry after (\d+)/.exec(String(description))?.[1])
  // Told to wait for nothing is told to wait; 0 would be a loop.
  const retryAfterMs = Number.isFinite(said) ? Math.max(said, 1) * 1000 : DEFAULT_WAIT_MS
  return new ApiFault('throttled', { code, retryAfterMs })
}

/** Telegram always says how long; something before it may not. */
const DEFAULT_WAIT_MS = 5_000

function reasonOf(status: number, text: string, parameters: TelegramError['parameters']): FaultReason {
  // Telegram answers 404 to a token that has not the form of one.
  if (status === 401 || status === 404) return 'unauthorised'
  if (status === 409) return /webhook/i.test(text) ? 'webhook_set' : 'second_poller'
  if (status === 403) return /blocked|deactivated/.test(text) ? 'blocked' : 'unreachable'
  if (parameters?.migrate_to_chat_id !== undefined) return 'unreachable'
  if (/chat not found|user not found|PEER_ID_INVALID|upgraded to a supergroup/.test(text))
    return 'unreachable'
  if (/too big/.test(text)) return 'too_big'
  if (/query is too old|query ID is invalid/i.test(text)) return 'too_late'
  return /temporarily unavailable/.test(text) ? 'busy' : 'rejected'
}
