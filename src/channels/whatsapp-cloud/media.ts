/** @module Files of residents: asks Meta where one lies, then takes it, within a limit and checked against its hash. */

import type { MediaRef } from '../../core/chat.ts'
import { FetchError } from '../../core/errors.ts'
import { readLimited } from '../limited-body.ts'
import { MEDIA_PREFIX } from './content.ts'
import { type Meaning, meaningOf } from './errors.ts'
import { type Graph, retryAfterOf } from './graph.ts'
import { numberOf, recordOf, wordOf } from './loose.ts'

// https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media, read
// 2026-11-25: the address lives 5 minutes and wants the token. The hosts are those of Meta's answers.
const HOSTS = /(^|\.)(lookaside\.fbsbx\.com|fbcdn\.net|whatsapp\.net)$/

const ASK_TIMEOUT_MS = 10_000
const TAKE_TIMEOUT_MS = 60_000

type Place = { url: URL; sha256: string | undefined }

export type FetchMedia = (ref: MediaRef, maxBytes: number, signal?: AbortSignal) => Promise<Uint8Array>

/** @param refused is told what an error code of Meta means */
export function mediaOf(graph: Graph, refused: (meaning: Meaning) => void): FetchMedia {
  return async ({ ref }, maxBytes, signal) => {
    const id = ref.startsWith(MEDIA_PREFIX) ? ref.slice(MEDIA_PREFIX.length) : ''
    if (id === '') throw new FetchError('no file of this channel', { code: 'gone' })
    const ask = () => placeOf(graph, { id, maxBytes, signal }, refused)
    const first = await take(graph, await ask(), maxBytes, signal)
    // The address was too old; a second refusal is final.
    const file = first ?? (await take(graph, await ask(), maxBytes, signal))
    if (file === undefined) throw new FetchError('the file is no longer there', { code: 'gone' })
    return file
  }
}

async function placeOf(
  graph: Graph,
  { id, maxBytes, signal }: { id: string; maxBytes: number; signal: AbortSignal | undefined },
  refused: (meaning: Meaning) => void,
): Promise<Place> {
  const answer = await graph.call({ path: encodeURIComponent(id), timeoutMs: ASK_TIMEOUT_MS, signal })
  if (answer.type === 'no_answer')
    throw new FetchError('no answer about a file', { code: 'network', cause: answer.cause })
  const { http, graph: code, retryAfterMs } = answer
  if (http !== 200) {
    const meaning = meaningOf(code, http)
    refused(meaning)
    const wait = Math.max(retryAfterMs ?? 0, meaning.retryAfterMs ?? 0)
    throw new FetchError(`the Graph API answered ${http}, code ${code ?? 'none'}, about a file`, {
      code: fetchCodeOf(meaning),
      ...(wait > 0 ? { retryAfterMs: wait } : {}),
    })
  }
  const { url, sha256, file_size } = recordOf(answer.body)
  if ((numberOf(file_size) ?? 0) > maxBytes) throw tooBig(maxBytes)
  const address = wordOf(url)
  if (address === undefined || !URL.canParse(address))
    throw new FetchError('the Graph API gave no address of a file', { code: 'server' })
  const place = new URL(address)
  const isOurs = place.origin === graph.origin || (place.protocol === 'https:' && HOSTS.test(place.hostname))
  // Whoever is asked is given the token.
  if (!isOurs) throw new FetchError(`a file at ${place.hostname}, which is not Meta's`, { code: 'server' })
  return { url: place, sha256: wordOf(sha256) }
}

/** What the rest of a refusal means: that it is not there. */
function fetchCodeOf({ code }: Meaning): 'throttled' | 'unauthorised' | 'server' | 'gone' {
  return code === 'throttled' || code === 'unauthorised' || code === 'server' ? code : 'gone'
}

/** `undefined` when the address is too old. */
async function take(
  graph: Graph,
  { url, sha256 }: Place,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  const own = AbortSignal.timeout(TAKE_TIMEOUT_MS)
  try {
    const response = await graph.download(url, signal === undefined ? own : AbortSignal.any([own, signal]))
    if (response.status !== 200) {
      await response.body?.cancel()
      if ([403, 404, 410].includes(response.status)) return undefined
      throw refusalOf(response)
    }
    const file = await bytesOf(response, maxBytes)
    if (sha256 !== undefined && !(await fitsHash(file, sha256)))
      throw new FetchError('a file came changed', { code: 'network' })
    return file
  } catch (cause) {
    if (cause instanceof FetchError) throw cause
    throw new FetchError('the line broke while a file came', { code: 'network', cause })
  }
}

function refusalOf({ status, headers }: Response): FetchError {
  const message = `answered ${status} for a file`
  const retryAfterMs = retryAfterOf(headers)
  if (status === 401) return new FetchError(message, { code: 'unauthorised' })
  if (status !== 429) return new FetchError(message, { code: 'server' })
  return new FetchError(message, {
    code: 'throttled',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
}

async function bytesOf(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await readLimited(response.body, maxBytes)
  if (file === 'too_big') throw tooBig(maxBytes)
  return file
}

function tooBig(maxBytes: number): FetchError {
  return new FetchError(`the file is over ${maxBytes} bytes`, { code: 'too_big' })
}

/** Hexadecimal where Meta is asked, base64 in its webhooks. */
async function fitsHash(file: Uint8Array<ArrayBuffer>, expected: string): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex === expected.toLowerCase() || btoa(String.fromCharCode(...digest)) === expected
}
