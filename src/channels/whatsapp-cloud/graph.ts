/** @module Calls to the Graph API: the token goes along, a timeout, and what a lost line means. The token goes nowhere else. */

import { type Loose, listOf, numberOf, recordOf } from './loose.ts'

/** `no_answer` says whether the call may have been taken all the same. */
export type Answer =
  | {
      type: 'answer'
      http: number
      /** `undefined` when it is no JSON or was cut. */
      body: unknown
      /** Of an error. */
      graph: number | undefined
      /** Its `error_subcode`. */
      sub: number | undefined
      retryAfterMs: number | undefined
    }
  | { type: 'no_answer'; outcome: 'not_sent' | 'unknown'; cause: unknown }

export type Call = {
  path: string
  /** Sent as JSON by POST; without one it is a GET. */
  body?: Loose
  timeoutMs: number
  signal?: AbortSignal | undefined
}

export type Fetch = typeof globalThis.fetch

export type Graph = {
  /** Never throws. */
  call(call: Call): Promise<Answer>
  /** A GET of a whole address, with the token; the caller has checked whose it is. Redirects are not followed. */
  download(url: URL, signal: AbortSignal): Promise<Response>
  origin: string
}

// What Node reports when no byte of the request can have left:
// https://nodejs.org/docs/latest-v20.x/api/errors.html#common-system-errors and undici's errors, read 2026-11-25
const NOT_SENT = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  // The name leads inside (wiring/outbound.ts).
  'ERR_INSIDE_ADDRESS',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]

/** @throws Error when a setting cannot work at all; the message names it, not its value */
export function graphOf(apiRoot: string, token: string, fetch: Fetch = globalThis.fetch): Graph {
  const root = rootOf(apiRoot)
  // A header of fetch that is not valid is quoted in its error.
  if (!/^[\x21-\x7e]*$/.test(token))
    throw new Error('WHATSAPP_CLOUD_TOKEN has a blank or a line break in it: is it two lines of a file?')
  const authorization = `Bearer ${token}`
  return {
    origin: root.origin,
    call: async ({ path, body, timeoutMs, signal }) => {
      if (signal?.aborted) return { type: 'no_answer', outcome: 'not_sent', cause: signal.reason }
      const own = AbortSignal.timeout(timeoutMs)
      const init = {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: signal === undefined ? own : AbortSignal.any([own, signal]),
      } as const
      let response: Response
      try {
        response = await fetch(`${root.href}/${path}`, init)
      } catch (cause) {
        return { type: 'no_answer', outcome: outcomeOf(cause), cause }
      }
      return answerOf(response)
    },
    download: (url, signal) => fetch(url, { headers: { authorization }, redirect: 'manual', signal }),
  }
}

async function answerOf(response: Response): Promise<Answer> {
  let body: unknown
  try {
    body = JSON.parse(await response.text())
  } catch {
    // A page of a proxy, or cut in the middle: the status still counts.
    body = undefined
  }
  const error = recordOf(recordOf(body).error)
  const [graph, sub] = [numberOf(error.code), numberOf(error.error_subcode)]
  const retryAfterMs = retryAfterOf(response.headers)
  return { type: 'answer', http: response.status, body, graph, sub, retryAfterMs }
}

/** Seconds, or a date; not more than an hour, which is what the platforms ask at most. */
export function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const seconds = numberOf(value)
  const ms = seconds === undefined ? Date.parse(value) - Date.now() : seconds * 1000
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 3_600_000) : undefined
}

function outcomeOf(error: unknown): 'not_sent' | 'unknown' {
  const cause = recordOf(recordOf(error).cause)
  // Where a name has several addresses, each has its own error.
  const tries = listOf(cause.errors).map((one) => recordOf(one).code)
  const codes = tries.length > 0 ? tries : [cause.code]
  return codes.every((code) => NOT_SENT.includes(String(code))) ? 'not_sent' : 'unknown'
}

function rootOf(apiRoot: string): { origin: string; href: string } {
  const url = URL.canParse(apiRoot) ? new URL(apiRoot) : undefined
  const isLocal = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost'
  if (url === undefined || (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')))
    throw new Error('WHATSAPP_CLOUD_API_ROOT must be an https address: the token goes there')
  return { origin: url.origin, href: url.href.replace(/\/+$/, '') }
}
