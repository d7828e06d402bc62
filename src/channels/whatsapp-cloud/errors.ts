/** @module What an error code of the Graph API means for a send. A table; reads no text, since Meta rewords it. */

import { SendError, type SendErrorCode } from '../../core/errors.ts'
import type { ChannelAlarm } from '../../core/lists.ts'

export type Meaning = {
  code: SendErrorCode
  outcome: 'not_sent' | 'unknown'
  retryable: boolean
  scope: 'chat' | 'account'
  /** At least this long; the pipeline waits longer from try to try. */
  retryAfterMs?: number
  alarm?: ChannelAlarm
}

/** One code, or the first and last of a range. */
type Row = { graph: readonly (number | readonly [number, number])[]; means: Meaning }

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

const ofChat = (code: SendErrorCode, more: Partial<Meaning> = {}): Meaning => ({
  code,
  outcome: 'not_sent',
  retryable: false,
  scope: 'chat',
  ...more,
})
const ofAccount = (code: SendErrorCode, more: Partial<Meaning> = {}): Meaning => ({
  code,
  outcome: 'not_sent',
  retryable: true,
  scope: 'account',
  ...more,
})

// https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, read 2026-11-25
const ROWS: readonly Row[] = [
  // Too much to one person: 6 s a message.
  { graph: [131056], means: ofChat('throttled', { retryable: true, retryAfterMs: 6 * SECOND_MS }) },
  { graph: [130429], means: ofAccount('throttled', { retryAfterMs: SECOND_MS }) },
  // Counted by the hour.
  { graph: [4, 80007, 133016], means: ofAccount('throttled', { retryAfterMs: MINUTE_MS }) },
  // Too many have blocked or reported the number.
  { graph: [131048], means: ofAccount('throttled', { retryAfterMs: 5 * MINUTE_MS, alarm: 'restricted' }) },
  // The account is locked, unpaid, its name is not approved, or the number is not registered or deleted.
  {
    graph: [368, 131031, 131037, 131042, 131045, 133010, 33],
    means: ofAccount('unauthorised', { retryAfterMs: MINUTE_MS, alarm: 'restricted' }),
  },
  // The token is good, but was not given the right to this.
  {
    graph: [3, 10, [200, 299], 131005],
    means: ofAccount('unauthorised', { retryAfterMs: MINUTE_MS, alarm: 'not_permitted' }),
  },
  {
    graph: [0, 190],
    means: ofAccount('unauthorised', { retryAfterMs: MINUTE_MS, alarm: 'token_refused' }),
  },
  { graph: [131047], means: ofChat('window_closed') },
  { graph: [131021, 131026, 131030, 130497], means: ofChat('unreachable') },
  // Held back by Meta, or the message itself is wrong: the same again would end the same.
  // 131050: stopped advertising of this business; whoever writes to it is still answered.
  { graph: [100, 130472, 131008, 131009, 131049, 131050, 131051, 131052, 131053], means: ofChat('rejected') },
  { graph: [[132000, 132999]], means: ofChat('rejected', { alarm: 'template_refused' }) },
  { graph: [2, 131016, 131057], means: ofAccount('server', { retryAfterMs: 5 * SECOND_MS }) },
  // "Unknown error": it may have gone out all the same.
  { graph: [1, 131000], means: ofChat('server', { outcome: 'unknown', retryable: true }) },
]

// https://developers.facebook.com/documentation/graph-api/guides/error-handling names the pair, read in
// github.com/sajuthankappan/whatsapp-cloud-api-rs/issues/3 as it comes, 2026-11-25: "Object with ID … does not exist,
// cannot be loaded due to missing permissions".
const NO_OBJECT = { graph: 100, sub: 33 }
const UNKNOWN_NUMBER = ofAccount('unauthorised', { retryAfterMs: MINUTE_MS, alarm: 'number_unknown' })

/** Of an answer about our number itself: a wrong id looks like a bad message otherwise, and what waits would be lost. */
export function meaningAtNumber(answer: {
  graph: number | undefined
  sub: number | undefined
  http: number
}) {
  const isNoObject = answer.graph === NO_OBJECT.graph && answer.sub === NO_OBJECT.sub
  return isNoObject ? UNKNOWN_NUMBER : meaningOf(answer.graph, answer.http)
}

const UNKNOWN_SERVER = ofChat('server', { outcome: 'unknown', retryable: true })

/**
 * By the code where Meta gives one that we know, else by the HTTP status. A 4xx with no code at all is no verdict of
 * Meta on the message (a proxy, a wrong root, an answer that was cut): it is tried again.
 */
export function meaningOf(graph: number | undefined, http: number): Meaning {
  const known = ROWS.find((row) => graph !== undefined && row.graph.some((one) => covers(one, graph)))
  if (known) return known.means
  if (http === 429) return ofAccount('throttled', { retryAfterMs: SECOND_MS })
  if (http === 401 || http === 403)
    return ofAccount('unauthorised', { retryAfterMs: MINUTE_MS, alarm: 'token_refused' })
  if (http < 400 || http >= 500) return UNKNOWN_SERVER
  return graph === undefined ? ofChat('server', { retryable: true }) : ofChat('rejected')
}

function covers(one: number | readonly [number, number], graph: number): boolean {
  return typeof one === 'number' ? one === graph : graph >= one[0] && graph <= one[1]
}

/** The message names numbers alone: what Meta writes beside them may tell who was written to. */
export function sendErrorOf(
  meaning: Meaning,
  answer: { graph: number | undefined; http: number; retryAfterMs: number | undefined },
): SendError {
  const retryAfterMs = Math.max(answer.retryAfterMs ?? 0, meaning.retryAfterMs ?? 0)
  return new SendError(`the Graph API answered ${answer.http}, code ${answer.graph ?? 'none'}`, {
    code: meaning.code,
    outcome: meaning.outcome,
    retryable: meaning.retryable,
    scope: meaning.scope,
    ...(meaning.retryable && retryAfterMs > 0 ? { retryAfterMs } : {}),
  })
}
