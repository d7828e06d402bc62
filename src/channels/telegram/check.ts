/** @module How the line stands, asked of Telegram where that is free. Never throws. */

import type { Instant } from '../../core/chat.ts'
import type { ChannelAlarm } from '../../core/lists.ts'
import type { ChannelDeps, ChannelState } from '../channel.ts'
import type { Client } from './client.ts'
import { faultOf } from './fault.ts'
import { type Fields, fieldsOf, wholeOf, wordOf } from './fields.ts'
import { CHECK_TIMEOUT_MS } from './limits.ts'
import type { Standing } from './line.ts'
import { missingOf, type TelegramOptions } from './options.ts'

export async function check(
  options: TelegramOptions,
  client: Client,
  line: Standing,
  { now, log }: Pick<ChannelDeps, 'now' | 'log'>,
): Promise<ChannelState> {
  const missing = missingOf(options)
  if (missing.length > 0) return { ...line, set: false, missing }
  try {
    const how = { timeoutMs: CHECK_TIMEOUT_MS }
    const [me, hook] = await Promise.all([
      client.call('getMe', {}, how),
      client.call('getWebhookInfo', {}, how),
    ])
    const name = wordOf(fieldsOf(me).username)
    if (name !== undefined) line.name = `@${name}`
    return { ...line, set: true, missing, ...why(line, whyOf(options, fieldsOf(hook), line, now())) }
  } catch (error) {
    const { reason } = faultOf(error)
    log('warn', { event: 'telegram_check_failed', code: reason })
    const state = { ...line, set: true, missing }
    if (reason === 'unauthorised') return { ...state, link: 'down', why: 'token_refused' }
    if (reason === 'throttled') return { ...state, ...why(line, undefined) }
    // A webhook, or a line that nobody runs, has no loop that would come again by itself.
    const link = line.link === 'idle' ? 'down' : line.link
    return { ...state, link, ...why(line, 'not_reachable') }
  }
}

/** What the line itself found goes before what was seen from outside. */
function why(line: Standing, seen: ChannelAlarm | undefined): { why?: ChannelAlarm } {
  const known = line.why ?? seen
  return known === undefined ? {} : { why: known }
}

/** Telegram keeps the last failure for ever; an old one is over. */
const FRESH_MS = 10 * 60_000

function whyOf(
  { mode, webhookUrl }: TelegramOptions,
  hook: Fields,
  { lastReceivedAt = 0 }: Standing,
  now: Instant,
): ChannelAlarm | undefined {
  const url = wordOf(hook.url)
  if (mode === 'polling') return url === undefined ? undefined : 'webhook_set'
  if (url !== webhookUrl) return 'webhook_absent'
  const failedAt = (wholeOf(hook.last_error_date) ?? 0) * 1000
  return now - failedAt > FRESH_MS || failedAt < lastReceivedAt ? undefined : 'webhook_failing'
}
