/** @module WhatsApp's Cloud API as a channel: signed webhooks in, calls to the Graph API out. Runs wherever fetch does. */

import type { Instant } from '../../core/chat.ts'
import { SendError } from '../../core/errors.ts'
import type { Channel, ChannelDeps, Pace } from '../channel.ts'
import { type Asked, askState, type Template } from './check.ts'
import { type CloudTexts, encode } from './encode.ts'
import { type Meaning, meaningAtNumber, sendErrorOf } from './errors.ts'
import { type Answer, type Fetch, graphOf } from './graph.ts'
import { API_ROOT, limits, PACE } from './limits.ts'
import { listOf, recordOf, wordOf } from './loose.ts'
import { mediaOf } from './media.ts'
import { phoneOf } from './person.ts'
import { signatureOf } from './signature.ts'
import { webhookOf } from './webhook.ts'

export type WhatsappCloudOptions = {
  token: string
  phoneNumberId: string
  /** Several while the app's secret is changed: each is taken. */
  appSecret: string | readonly string[]
  verifyToken: string
  /** With the version of the API. */
  apiRoot?: string
  /** In place of the platform's own, such as one that dials nothing inside. */
  fetch?: Fetch
  texts: CloudTexts
  /** To see at `check` whether the platform knows them. */
  templates?: readonly Template[]
  pace?: Pace
  /** How long a status is waited for before a message of unknown fate is sent again. */
  statusWaitMs?: number
  sendTimeoutMs?: number
}

// Meta tells within seconds that a message is sent; the rest is for a webhook that it has to repeat.
const STATUS_WAIT_MS = 120_000
const SEND_TIMEOUT_MS = 20_000

/** Over as soon as the number answers to this token. */
const OF_ACCESS = ['token_refused', 'not_permitted', 'number_unknown'] as const

/** @throws Error when a setting cannot work at all: the token has a line break in it, the root is no https address */
export function whatsappCloudChannel(options: WhatsappCloudOptions, deps: ChannelDeps): Channel {
  const { phoneNumberId, texts, verifyToken } = options
  const secrets = typeof options.appSecret === 'string' ? [options.appSecret] : options.appSecret
  const graph = graphOf(options.apiRoot ?? API_ROOT, options.token, options.fetch)
  const timeoutMs = options.sendTimeoutMs ?? SEND_TIMEOUT_MS
  const last: { receivedAt?: Instant; sentAt?: Instant } = {}
  const refused = ({ alarm }: Meaning) => {
    if (alarm !== undefined) deps.alarm(alarm)
  }
  const webhook = webhookOf({ verifyToken, phoneNumberId, signature: signatureOf(secrets) }, deps)
  const missing = missingOf(options, secrets)
  return {
    id: 'whatsapp_cloud',
    limits,
    unsure: { do: 'await_status', statusWaitMs: options.statusWaitMs ?? STATUS_WAIT_MS },
    pace: options.pace ?? PACE,
    isUnordered: true,
    account: () => phoneNumberId,
    phoneOf,
    webhook: async (request) => {
      const taken = await webhook(request)
      if (taken.incoming.length > 0) last.receivedAt = deps.now()
      return taken
    },
    send: async (message, signal) => {
      const path = `${encodeURIComponent(phoneNumberId)}/messages`
      const answer = await graph.call({ path, body: encode(message, texts), timeoutMs, signal })
      const externalId = sentIdOf(answer, refused)
      last.sentAt = deps.now()
      deps.over([...OF_ACCESS, 'restricted', ...(message.template ? (['template_refused'] as const) : [])])
      return { externalId }
    },
    fetchMedia: mediaOf(graph, refused),
    check: async () => {
      const isSet = missing.length === 0
      const asked: Asked = isSet ? await askState(graph, phoneNumberId, options.templates) : { link: 'down' }
      if (asked.link === 'idle') deps.over(OF_ACCESS)
      return {
        set: isSet,
        missing,
        ...asked,
        ...(last.receivedAt === undefined ? {} : { lastReceivedAt: last.receivedAt }),
        ...(last.sentAt === undefined ? {} : { lastSentAt: last.sentAt }),
      }
    },
  }
}

/** @throws SendError */
function sentIdOf(answer: Answer, refused: (meaning: Meaning) => void): string {
  if (answer.type === 'no_answer') {
    const { outcome, cause } = answer
    const message =
      outcome === 'unknown' ? 'the line broke, and the message may have left' : 'no line to the Graph API'
    throw new SendError(message, { code: 'network', outcome, retryable: true, cause })
  }
  const { http, body } = answer
  const id = wordOf(recordOf(listOf(recordOf(body).messages)[0]).id)
  if (http >= 200 && http < 300 && id !== undefined) return id
  const meaning = meaningAtNumber(answer)
  refused(meaning)
  throw sendErrorOf(meaning, answer)
}

function missingOf(options: WhatsappCloudOptions, secrets: readonly string[]): string[] {
  const settings = {
    WHATSAPP_CLOUD_TOKEN: options.token,
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: options.phoneNumberId,
    WHATSAPP_CLOUD_APP_SECRET: secrets.join(''),
    WHATSAPP_CLOUD_VERIFY_TOKEN: options.verifyToken,
  }
  return Object.entries(settings).flatMap(([name, value]) => (value === '' ? [name] : []))
}
