/** @module Telegram as a channel: long polling or a webhook, and messages with buttons. Private chats alone. */

import { SendError } from '../../core/errors.ts'
import type { Outgoing } from '../../core/message.ts'
import type { Channel, ChannelDeps } from '../channel.ts'
import { BACKOFF } from './backoff.ts'
import { check } from './check.ts'
import { type Client, makeClient } from './client.ts'
import type { Decoded } from './decode.ts'
import { encode } from './encode.ts'
import { ApiFault, faultOf } from './fault.ts'
import { fieldsOf, wholeOf } from './fields.ts'
import { type Flood, makeFlood } from './flood.ts'
import { type Groups, makeGroups } from './groups.ts'
import { type Keyboards, makeKeyboards } from './keyboards.ts'
import { limits, POLL_SECONDS, pace, SEND_TIMEOUT_MS } from './limits.ts'
import type { Standing } from './line.ts'
import { fetchMedia } from './media.ts'
import { accountOf, missingOf, type TelegramOptions } from './options.ts'
import { startPolling } from './poll.ts'
import { sendErrorOf } from './send-error.ts'
import { makeSide, type Side } from './side.ts'
import { readWebhook } from './webhook.ts'

/** One bot. In webhook mode it has `webhook`, and `registerWebhook` tells Telegram of it; else it has `listen`. */
export function telegramChannel(options: TelegramOptions, deps: ChannelDeps): Channel {
  const { token, apiRoot, agent, fetch } = options
  const account = accountOf(token)
  const client = makeClient({ token, apiRoot, agent })
  const side = makeSide(client, deps)
  const groups = makeGroups(side, options.texts.groupRefused, deps)
  const line: Standing = { link: missingOf(options).length > 0 ? 'down' : 'idle' }
  const keyboards = makeKeyboards()
  const parts = { options, deps, account: account ?? '', client, side, groups, line, keyboards }
  return {
    id: 'telegram',
    limits,
    // No field of a message comes back to us, and nothing tells a repeat from a second message.
    unsure: { do: 'repeat_words' },
    pace: options.pace ?? pace,
    account: () => account,
    ...(options.mode === 'polling' ? listening(parts) : hooked(parts)),
    send: makeSend(parts, makeFlood()),
    fetchMedia: (ref, maxBytes, signal) =>
      fetchMedia({ client, token, apiRoot, fetch }, ref, maxBytes, signal),
    check: () => check(options, client, line, deps),
  }
}

type Parts = {
  options: TelegramOptions
  deps: ChannelDeps
  account: string
  client: Client
  side: Side
  groups: Groups
  line: Standing
  keyboards: Keyboards
}

function listening({ options, side, groups, keyboards, ...rest }: Parts): Pick<Channel, 'listen'> {
  const { texts, pollSeconds = POLL_SECONDS, backoff = BACKOFF } = options
  let isListening = false
  return {
    listen: async (receive) => {
      if (isListening) throw new Error('this line listens already: stop it first')
      if (missingOf(options).length > 0) throw new Error('TELEGRAM_BOT_TOKEN is missing: check() says so')
      isListening = true
      const greet = () => void side.tell('setMyCommands', { commands: texts.commands })
      const after = (decoded: readonly Decoded[]) => {
        for (const { incoming, tapId, group } of decoded) {
          if (incoming !== undefined) keyboards.heard(incoming)
          if (tapId !== undefined) void side.tell('answerCallbackQuery', { callback_query_id: tapId })
          if (group !== undefined) groups.refuse(group)
        }
      }
      const stop = startPolling({ ...rest, pollSeconds, backoff, greet, after }, receive)
      return async () => {
        await stop()
        isListening = false
      }
    },
  }
}

function hooked({ options, deps, account, groups, line, keyboards }: Parts): Pick<Channel, 'webhook'> {
  return {
    webhook: async (request) => {
      const now = deps.now()
      const { decoded, response } = await readWebhook(request, options.secret, { account, now })
      if (decoded?.group !== undefined) groups.refuse(decoded.group)
      if (decoded?.incoming === undefined) return { incoming: [], response }
      line.lastReceivedAt = now
      keyboards.heard(decoded.incoming)
      return { incoming: [decoded.incoming], response }
    },
  }
}

function makeSend({ options, deps, client, line, keyboards }: Parts, flood: Flood): Channel['send'] {
  const { texts, sendTimeoutMs: timeoutMs = SEND_TIMEOUT_MS } = options
  return async (message, signal) => {
    requirePerson(message)
    const fields = encode(message, texts, keyboards.stands(message.address))
    const { reply_markup: markup } = fields
    // Before it is known to have arrived: if it has, it stands.
    if ('keyboard' in markup) keyboards.shown(message.address)
    try {
      const sent = fieldsOf(await client.call('sendMessage', fields, { signal, timeoutMs }))
      const id = wholeOf(sent.message_id)
      if (id === undefined) throw new ApiFault('server', { code: 'no_id', mayBeDone: true })
      line.lastSentAt = deps.now()
      if ('remove_keyboard' in markup) keyboards.gone(message.address)
      deps.over(['token_refused', 'throttled_long'])
      return { externalId: `${message.address}:${id}` }
    } catch (error) {
      throw refused(faultOf(error), message, flood, deps)
    }
  }
}

/** Anything but a person's number (a channel's name, a group's negative one) would be somebody else's screen. */
function requirePerson({ address }: Outgoing): void {
  if (/^\d+$/.test(address)) return
  const detail = { code: 'unreachable', outcome: 'not_sent', retryable: false } as const
  throw new SendError('no address of a person on Telegram', detail)
}

function refused(fault: ApiFault, { address }: Outgoing, flood: Flood, deps: ChannelDeps): SendError {
  if (fault.reason === 'unauthorised') deps.alarm('token_refused')
  if (fault.reason !== 'throttled') return sendErrorOf(fault)
  const { scope, isLong } = flood.scope(address, fault.retryAfterMs ?? 0, deps.now())
  if (isLong) deps.alarm('throttled_long')
  return sendErrorOf(fault, scope)
}
