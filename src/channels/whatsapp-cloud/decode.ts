/** @module A webhook of the Cloud API becomes what our line received. Pure; never throws, whatever the JSON is. */

import type { Instant } from '../../core/chat.ts'
import type { ChannelAlarm } from '../../core/lists.ts'
import type { DeliveryStatus, Incoming } from '../../core/message.ts'
import { contentOf } from './content.ts'
import { type Meaning, meaningOf } from './errors.ts'
import { type Loose, listOf, numberOf, recordOf, wordOf } from './loose.ts'
import { formerOf, personOf, recipientOf, toWhom } from './person.ts'

export type Decoded = {
  /** In the order in which it stood there, which is not the order in which it happened. */
  incoming: Incoming[]
  /** What people must look at, by what Meta says of messages that failed. */
  alarms: ChannelAlarm[]
  /** Of another number, or with no id or sender. */
  ignored: number
}

const STATUSES: Readonly<Record<string, DeliveryStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  // A voice message was listened to.
  played: 'read',
  failed: 'failed',
}

/** Meta's are not negative. */
const NO_CODE = -1

/** Another phone, another SIM, another id: whoever writes now may be somebody else. */
const CHANGED = [
  'user_changed_number',
  'user_changed_user_id',
  'user_identity_changed',
  'customer_changed_number',
  'customer_identity_changed',
]

/** @param now for what has no readable time */
export function decode(body: unknown, phoneNumberId: string, now: Instant): Decoded {
  const decoded: Decoded = { incoming: [], alarms: [], ignored: 0 }
  const line = { channel: 'whatsapp_cloud', account: phoneNumberId } as const
  const changes = listOf(recordOf(body).entry).flatMap((entry) => listOf(recordOf(entry).changes))
  for (const value of changes.map((change) => recordOf(recordOf(change).value))) {
    const messages = listOf(value.messages).map(recordOf)
    const statuses = listOf(value.statuses).map(recordOf)
    const echoes = listOf(value.message_echoes).map(recordOf)
    if (wordOf(recordOf(value.metadata).phone_number_id) !== phoneNumberId) {
      decoded.ignored += messages.length + statuses.length + echoes.length
      continue
    }
    for (const message of messages) {
      const one = messageOf(message, value.contacts, now)
      if (one === 'ignored') decoded.ignored += 1
      else if (one !== 'silent') decoded.incoming.push({ ...one, ...line })
    }
    for (const echo of echoes) {
      const one = echoOf(echo, now)
      if (one === undefined) decoded.ignored += 1
      else decoded.incoming.push({ ...one, ...line })
    }
    for (const status of statuses) {
      const one = statusOf(status, now)
      if (one === undefined) decoded.ignored += 1
      else decoded.incoming.push({ ...one, ...line })
      const alarm = wordOf(status.status) === 'failed' ? failureOf(status).alarm : undefined
      if (alarm !== undefined) decoded.alarms.push(alarm)
    }
  }
  return decoded
}

type Unlined<T> = T extends Incoming ? Omit<T, 'channel' | 'account'> : never

function messageOf(
  message: Loose,
  contacts: unknown,
  now: Instant,
): Unlined<Incoming> | 'ignored' | 'silent' {
  const externalId = wordOf(message.id)
  const at = instantOf(message.timestamp, now)
  const system = recordOf(message.system)
  if (message.type === 'system' && CHANGED.includes(wordOf(system.type) ?? '')) {
    const address = formerOf(message, system)
    if (externalId === undefined || address === undefined) return 'ignored'
    return { type: 'line', fact: 'identity_changed', externalId, at, address }
  }
  const person = personOf(message, contacts)
  // In a group an answer would go to one of many.
  if (externalId === undefined || person === undefined || wordOf(message.group_id) !== undefined)
    return 'ignored'
  const content = contentOf(message)
  if (content === undefined) return 'silent'
  const { address, aliases, name } = person
  return {
    type: 'message',
    externalId,
    at,
    content,
    address,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(name === undefined ? {} : { profile: { name } }),
  }
}

/** Somebody of the office wrote on the phone that shares the number. */
function echoOf(echo: Loose, now: Instant): Unlined<Incoming> | undefined {
  const externalId = wordOf(echo.id)
  const address = toWhom(echo)
  if (externalId === undefined || address === undefined) return undefined
  const content = contentOf(echo)
  const text =
    content?.type === 'text' ? content.text : content && 'caption' in content ? content.caption : undefined
  const at = instantOf(echo.timestamp, now)
  return {
    type: 'line',
    fact: 'typed_on_phone',
    externalId,
    at,
    address,
    ...(text === undefined ? {} : { text }),
  }
}

function statusOf(status: Loose, now: Instant): Unlined<Incoming> | undefined {
  const word = wordOf(status.status) ?? ''
  const known = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined
  const address = recipientOf(status)
  if (known === undefined || address === undefined) return undefined
  const outboxId = wordOf(status.biz_opaque_callback_data)
  const sentId = wordOf(status.id)
  return {
    type: 'status',
    status: known,
    at: instantOf(status.timestamp, now),
    address,
    ...(outboxId === undefined ? {} : { outboxId }),
    ...(sentId === undefined ? {} : { sentId }),
    ...(known === 'failed' ? { code: failureOf(status).code } : {}),
  }
}

/** Told without a code it is a refusal like one that we do not know. */
function failureOf(status: Loose): Meaning {
  return meaningOf(numberOf(recordOf(listOf(status.errors)[0]).code) ?? NO_CODE, 400)
}

/** Seconds on the wire. */
function instantOf(timestamp: unknown, now: Instant): Instant {
  const seconds = numberOf(timestamp)
  const at = seconds === undefined ? Number.NaN : Math.round(seconds * 1000)
  return Number.isSafeInteger(at) && at > 0 ? at : now
}
