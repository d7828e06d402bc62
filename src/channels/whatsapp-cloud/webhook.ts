/** @module Meta's calls to us: the handshake, and signed bodies of messages and statuses. Never throws on what a stranger posts. */

import type { Incoming } from '../../core/message.ts'
import type { ChannelDeps, Webhook } from '../channel.ts'
import { readLimited } from '../limited-body.ts'
import { decode } from './decode.ts'
import { MAX_WEBHOOK_BYTES } from './limits.ts'
import { isSame, type Signature } from './signature.ts'

const utf8 = new TextDecoder()

export type WebhookSetup = { verifyToken: string; phoneNumberId: string; signature: Signature }

export function webhookOf(setup: WebhookSetup, deps: ChannelDeps): (request: Request) => Promise<Webhook> {
  const refused = (status: number, code: string): Webhook => {
    deps.log('warn', { event: 'webhook_refused', code })
    return { incoming: [], response: new Response(code, { status }) }
  }
  return async (request) => {
    if (request.method === 'GET') return (await handshake(request, setup)) ?? refused(403, 'verify_token')
    if (request.method !== 'POST') return refused(405, 'method')
    const body = await bytesOf(request)
    if (typeof body === 'string') return refused(body === 'too_big' ? 413 : 400, body)
    // Nothing is waited for from here on: times are told in whole seconds, so that of two messages written in one second
    // nothing but their coming tells the order.
    if (!setup.signature(request.headers.get('x-hub-signature-256'), body)) return refused(401, 'signature')
    return { incoming: read(body, setup, deps), response: new Response('ok') }
  }
}

/** Told only what it asked for, as text: a page must not be made of it. */
async function handshake(request: Request, { verifyToken }: WebhookSetup): Promise<Webhook | undefined> {
  const query = new URL(request.url).searchParams
  const isRight = await isSame(verifyToken, query.get('hub.verify_token') ?? '')
  if (query.get('hub.mode') !== 'subscribe' || !isRight) return undefined
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }
  return { incoming: [], response: new Response(query.get('hub.challenge') ?? '', { headers }) }
}

/** What is signed but not understood is taken all the same: Meta would send it for seven days. */
function read(
  body: Uint8Array,
  { phoneNumberId }: WebhookSetup,
  { now, log, alarm }: ChannelDeps,
): Incoming[] {
  let json: unknown
  try {
    json = JSON.parse(utf8.decode(body))
  } catch {
    // The error quotes the text.
    log('error', { event: 'webhook_unreadable' })
    return []
  }
  const { incoming, alarms, ignored } = decode(json, phoneNumberId, now())
  if (ignored > 0) log('warn', { event: 'webhook_ignored', count: ignored })
  for (const what of new Set(alarms)) alarm(what)
  return incoming
}

async function bytesOf(request: Request): Promise<Uint8Array<ArrayBuffer> | 'too_big' | 'body'> {
  const length = request.headers.get('content-length')
  if (Number(length) > MAX_WEBHOOK_BYTES) return 'too_big'
  try {
    if (length === null) return await readLimited(request.body, MAX_WEBHOOK_BYTES)
    // The server takes no more than it was told: without a stream for each, which costs more than all the rest of it.
    const body = new Uint8Array(await request.arrayBuffer())
    return body.byteLength > MAX_WEBHOOK_BYTES ? 'too_big' : body
  } catch {
    // The caller went away in the middle.
    return 'body'
  }
}
