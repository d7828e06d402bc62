/** @module Files of residents: asked for, then fetched with a limit. The address holds the token, so no error of the network leaves here. */

import type { MediaRef } from '../../core/chat.ts'
import { FetchError, type FetchErrorCode } from '../../core/errors.ts'
import { readLimited } from '../limited-body.ts'
import { type Client, limited } from './client.ts'
import { REF } from './content.ts'
import { type FaultReason, faultOf } from './fault.ts'
import { fieldsOf, wholeOf, wordOf } from './fields.ts'
import { FILE_TIMEOUT_MS } from './limits.ts'

const API_ROOT = 'https://api.telegram.org'

export type MediaParts = {
  client: Client
  token: string
  apiRoot?: string | undefined
  fetch?: typeof globalThis.fetch | undefined
}

/** @throws FetchError */
export async function fetchMedia(
  parts: MediaParts,
  { ref }: MediaRef,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  if (!ref.startsWith(REF)) throw new FetchError('this reference is of another channel', { code: 'gone' })
  const path = await pathOf(parts.client, ref.slice(REF.length), maxBytes, signal)
  const within = limited(signal, FILE_TIMEOUT_MS)
  try {
    if (signal?.aborted) throw new FetchError('stopped', { code: 'network' })
    const url = `${parts.apiRoot ?? API_ROOT}/file/bot${parts.token}/${path}`
    // A redirect would carry nothing of ours, but what it leads to is no file of Telegram's.
    const response = await (parts.fetch ?? fetch)(url, { redirect: 'manual', signal: within.signal })
    if (!response.ok) throw refused(response)
    return await read(response, maxBytes)
  } catch (error) {
    if (error instanceof FetchError) throw error
    throw new FetchError(`the file broke off (${error instanceof Error ? error.name : 'unknown'})`, {
      code: 'network',
    })
  } finally {
    within.release()
  }
}

const CODES: Partial<Record<FaultReason, FetchErrorCode>> = {
  network: 'network',
  server: 'server',
  busy: 'server',
  throttled: 'throttled',
  unauthorised: 'unauthorised',
  too_big: 'too_big',
}

async function pathOf(
  client: Client,
  fileId: string,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<string> {
  const file = fieldsOf(await client.call('getFile', { file_id: fileId }, { signal }).catch(rethrow))
  if ((wholeOf(file.file_size) ?? 0) > maxBytes)
    throw new FetchError('file over the limit', { code: 'too_big' })
  const parts = wordOf(file.file_path)?.split('/') ?? []
  // A path is never allowed to climb: the token stands before it.
  if (parts.length === 0 || parts.some((part) => part === '' || /^\.+$/.test(part)))
    throw new FetchError('file without a path', { code: 'gone' })
  return parts.map(encodeURIComponent).join('/')
}

function rethrow(error: unknown): never {
  const { message, reason, retryAfterMs } = faultOf(error)
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
  throw new FetchError(message, { code: CODES[reason] ?? 'gone', ...wait })
}

function refused({ status, headers }: Response): FetchError {
  const message = `telegram: file refused (${status})`
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (status === 429)
    return new FetchError(message, {
      code: 'throttled',
      ...(Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {}),
    })
  if (status === 401) return new FetchError(message, { code: 'unauthorised' })
  return new FetchError(message, { code: status === 404 || status === 410 ? 'gone' : 'server' })
}

/** Telegram's own word on the size is not taken for it. */
async function read(response: Response, maxBytes: number): Promise<Uint8Array> {
  const file = await readLimited(response.body, maxBytes)
  if (file === 'too_big') throw new FetchError('file over the limit', { code: 'too_big' })
  return file
}
