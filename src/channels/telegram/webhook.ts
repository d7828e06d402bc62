/** @module Updates that Telegram posts to us, and telling it where to. */

import type { ChannelDeps } from '../channel.ts'
import { readLimited } from '../limited-body.ts'
import { BACKOFF, pause, waitAfter } from './backoff.ts'
import { makeClient } from './client.ts'
import { type Decoded, decode, type Here } from './decode.ts'
import { faultOf } from './fault.ts'
import { ALLOWED_UPDATES, MAX_BODY_BYTES, MAX_CONNECTIONS } from './limits.ts'
import { missingOf, type TelegramOptions } from './options.ts'
import { sendErrorOf } from './send-error.ts'
import { makeSide } from './side.ts'

const HEADER = 'X-Telegram-Bot-Api-Secret-Token'

/** Never throws. Without a secret of ours nothing is let in. */
export async function readWebhook(
  request: Request,
  secret: string | undefined,
  here: Here,
): Promise<{ decoded?: Decoded; response: Response }> {
  const said = request.headers.get(HEADER)
  if (!secret || said === null || !(await isSame(said, secret))) return { response: answer(401) }
  if (request.method !== 'POST') return { response: answer(405) }
  const body = await readBody(request)
  if (body === undefined) return { response: answer(413) }
  const update = parse(body)
  if (update === undefined) return { response: answer(400) }
  const decoded = decode(update.value, here)
  return { decoded, response: decoded.tapId === undefined ? answer(200) : answerTap(decoded.tapId) }
}

function answer(status: number): Response {
  return new Response(null, { status })
}

/**
 * Telegram carries out a method in the answer (core.telegram.org/bots/faq#how-can-i-make-requests-in-response-to-updates,
 * as telegraf 4.16.3 cites it, read 2026-11-25): the answer leaves only after the tap was received, and needs no call that outlives this one.
 */
function answerTap(tapId: string): Response {
  return Response.json({ method: 'answerCallbackQuery', callback_query_id: tapId })
}

/** Digests are compared, so neither the length nor the first wrong letter shows in the time it takes. */
async function isSame(said: string, secret: string): Promise<boolean> {
  const digest = async (text: string) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const [one, other] = await Promise.all([digest(said), digest(secret)])
  return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 0)), 0) === 0
}

/** Undefined when it is longer than any update, or breaks off. */
async function readBody(request: Request): Promise<string | undefined> {
  try {
    const body = await readLimited(request.body, MAX_BODY_BYTES)
    return body === 'too_big' ? undefined : new TextDecoder().decode(body)
  } catch {
    // Whoever breaks off reads no answer either; Telegram would come again.
    return undefined
  }
}

function parse(body: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) }
  } catch {
    // No JSON, so not from Telegram.
    return undefined
  }
}

/**
 * Tells Telegram where to post and shows the menu of commands. Tries again while that can help, until `signal`.
 * @throws SendError when Telegram refuses the token or the address, or when stopped
 */
export async function registerWebhook(
  options: TelegramOptions,
  deps: ChannelDeps,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const missing = missingOf(options)
  if (missing.length > 0) throw new Error(`the webhook needs the settings ${missing.join(', ')}`)
  const { webhookUrl = '', secret = '', texts, backoff = BACKOFF } = options
  const client = makeClient(options)
  for (let failures = 1; ; failures += 1) {
    try {
      await client.call('setWebhook', { ...WEBHOOK, url: webhookUrl, secret_token: secret }, { signal })
      deps.over(['token_refused'])
      break
    } catch (error) {
      const fault = faultOf(error)
      deps.log('warn', { event: 'telegram_set_webhook_failed', code: fault.reason })
      if (fault.reason === 'unauthorised') deps.alarm('token_refused')
      const waits = ['network', 'server', 'throttled'].includes(fault.reason)
      if (!waits || signal.aborted) throw sendErrorOf(fault)
      await pause(fault.retryAfterMs ?? waitAfter(failures, backoff), signal)
    }
  }
  await makeSide(client, deps).tell('setMyCommands', { commands: texts.commands })
}

const WEBHOOK = {
  allowed_updates: ALLOWED_UPDATES,
  max_connections: MAX_CONNECTIONS,
  drop_pending_updates: false,
}
