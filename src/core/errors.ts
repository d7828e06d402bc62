/** @module Errors that a caller branches on. Everything else is a plain Error whose message names the likely fix. */

/** Why a send failed: a closed list, each platform answer is mapped to one. */
export const SEND_ERRORS = [
  'network',
  'throttled',
  'server',
  'window_closed',
  'blocked',
  'unreachable',
  'rejected',
  'unauthorised',
  'offline',
] as const
export type SendErrorCode = (typeof SEND_ERRORS)[number]

/**
 * A send that did not succeed.
 * `outcome` tells whether the platform may have taken it (`unknown`) or surely not (`not_sent`).
 */
export class SendError extends Error {
  readonly code: SendErrorCode
  readonly outcome: 'not_sent' | 'unknown'
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  /** `account`: the whole line must wait, not this chat alone. */
  readonly scope: 'chat' | 'account'
  constructor(
    message: string,
    detail: {
      code: SendErrorCode
      outcome: 'not_sent' | 'unknown'
      retryable: boolean
      retryAfterMs?: number
      scope?: 'chat' | 'account'
      cause?: unknown
    },
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.name = 'SendError'
    this.code = detail.code
    this.outcome = detail.outcome
    this.retryable = detail.retryable
    this.retryAfterMs = detail.retryAfterMs
    this.scope = detail.scope ?? 'chat'
  }
}

/** Why a file of a resident could not be fetched: a closed list; `network` and `server` are tried again. */
export const FETCH_ERRORS = ['network', 'server', 'throttled', 'gone', 'too_big', 'unauthorised'] as const
export type FetchErrorCode = (typeof FETCH_ERRORS)[number]

export class FetchError extends Error {
  readonly code: FetchErrorCode
  readonly retryAfterMs: number | undefined
  constructor(message: string, detail: { code: FetchErrorCode; retryAfterMs?: number; cause?: unknown }) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.name = 'FetchError'
    this.code = detail.code
    this.retryAfterMs = detail.retryAfterMs
  }
}

/** The store cannot take writes now (full disk, read-only): nothing was acknowledged, try again later. */
export class StoreUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreUnavailable'
  }
}
