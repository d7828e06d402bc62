/** @module What a socket hears becomes rows of the inbox, news of who is who, and statuses. */

import type { proto, WAMessage } from '@whiskeysockets/baileys'
import type { Instant } from '../../../core/chat.ts'
import type { DeliveryStatus, Incoming } from '../../../core/message.ts'
import type { ChannelDeps, Receive } from '../../channel.ts'
import type { Library } from '../connection/library.ts'
import type { Heard } from '../connection/socket.ts'
import type { Inbox } from '../kept/inbox.ts'
import type { People } from '../kept/people.ts'
import type { Sent } from '../kept/sent.ts'
import { numberOf, personOf } from './jid.ts'
import { type Attrs, envelopeOf, envelopeOfKey, type Own } from './stanzas.ts'

export type HearingParts = {
  library: Pick<Library, 'proto'>
  inbox: Inbox
  people: People
  sent: Sent
  own(): Own
  receive: Receive
  heard: { receivedAt: Instant | undefined; frameAt: Instant }
  onFault(error: unknown): void
} & Pick<ChannelDeps, 'now' | 'log'>

export function hearing(parts: HearingParts): Heard & { opened(attrs: Attrs, padded: Uint8Array): void } {
  const { library, inbox, people, own, now, heard, onFault } = parts
  const guarded = (work: () => void) => {
    try {
      work()
    } catch (error) {
      onFault(error)
    }
  }
  return {
    /** First entrance, before the receipt: throws when it cannot be kept. */
    opened: (attrs, padded) => {
      const body = withoutPadding(padded)
      const message = body === undefined ? undefined : readable(library, body)
      // What cannot be read is asked for again by the library, under the same id.
      if (body === undefined || message === undefined) return
      try {
        if (attrs.category === 'peer') return keepResent(parts, attrs, message)
        const envelope = envelopeOf(attrs, own(), now())
        if (envelope === undefined) return
        inbox.save(envelope, body)
        if (!envelope.isOwn) heard.receivedAt = now()
      } catch (error) {
        onFault(error)
        throw error
      }
    },
    /** Second entrance, live and after downtime alike: what came in clear or was sent anew by the phone. */
    upsert: (messages) =>
      guarded(() => {
        for (const message of messages) keepUpsert(parts, message)
      }),
    update: (updates) => {
      const incoming = updates.flatMap((update) => statusOf(parts, update) ?? [])
      if (incoming.length === 0) return
      // A receipt that the road cannot take now is no loss: the next one says more.
      void parts.receive(incoming).catch(() => parts.log('warn', { event: 'whatsapp_web_status_not_taken' }))
    },
    identity: (attrs) =>
      guarded(() => {
        const person = personOf(attrs.from)
        const { id } = attrs
        // A new key of a second device is no new phone.
        const isDevice = /:[1-9]\d*@/.test(attrs.from ?? '')
        const { pn } = own()
        if (person === undefined || id === undefined || pn === undefined || isDevice) return
        inbox.save({ id: `identity.${id}`, account: numberOf(pn), person, isOwn: false, at: now() })
      }),
    mapping: ({ pn, lid }) =>
      guarded(() => {
        const [phone, hidden] = [personOf(pn), personOf(lid)]
        if (phone !== undefined && hidden !== undefined) people.learn(hidden, phone)
      }),
    frame: () => {
      heard.frameAt = now()
    },
  }
}

function keepUpsert(parts: HearingParts, { key, message, messageTimestamp, pushName }: WAMessage): void {
  const { library, inbox, own, now, heard } = parts
  // A stub: it could not be opened yet, and comes again.
  if (message === undefined || message === null) return
  const envelope = envelopeOfKey(key, { at: messageTimestamp, name: pushName }, own(), now())
  if (envelope === undefined) return
  inbox.save(envelope, library.proto.Message.encode(message).finish())
  if (!envelope.isOwn) heard.receivedAt = now()
}

/** The last byte says how many were added. */
function withoutPadding(padded: Uint8Array): Uint8Array | undefined {
  const count = padded.at(-1) ?? 0
  return count === 0 || count > padded.length ? undefined : padded.subarray(0, padded.length - count)
}

function readable(library: HearingParts['library'], body: Uint8Array): proto.Message | undefined {
  try {
    return library.proto.Message.decode(body)
  } catch {
    return undefined
  }
}

/** What could not be opened here, our own phone sends once more inside a message of its own. */
function keepResent(parts: HearingParts, { from }: Attrs, { protocolMessage }: proto.Message): void {
  const [writer, { pn, lid }] = [personOf(from), parts.own()]
  if (writer === undefined || (writer !== pn && writer !== lid)) return
  const results = protocolMessage?.peerDataOperationRequestResponseMessage?.peerDataOperationResult ?? []
  for (const { placeholderMessageResendResponse: resent } of results) {
    const bytes = resent?.webMessageInfoBytes
    if (bytes) keepUpsert(parts, parts.library.proto.WebMessageInfo.decode(bytes) as WAMessage)
  }
}

type Update = {
  key: proto.IMessageKey
  update: { status?: proto.WebMessageInfo.Status | null; messageTimestamp?: unknown }
}

function statusOf({ library, sent, own, now }: HearingParts, { key, update }: Update): Incoming | undefined {
  const { Status } = library.proto.WebMessageInfo
  const [address, account] = [personOf(key.remoteJid), own().pn]
  const status = wordOf(update.status, Status)
  if (status === undefined || address === undefined || account === undefined) return undefined
  if (!key.id || key.fromMe !== true || !sent.has(key.id)) return undefined
  const seconds = Number(update.messageTimestamp)
  const at = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : now()
  return {
    type: 'status',
    channel: 'whatsapp_web',
    account: numberOf(account),
    address,
    sentId: key.id,
    status,
    at,
  }
}

/** What the server itself says of a message is told by the send; here is what the other phone says. */
function wordOf(
  status: proto.WebMessageInfo.Status | null | undefined,
  { DELIVERY_ACK, READ, PLAYED }: typeof proto.WebMessageInfo.Status,
): DeliveryStatus | undefined {
  if (status === DELIVERY_ACK) return 'delivered'
  return status === READ || status === PLAYED ? 'read' : undefined
}
