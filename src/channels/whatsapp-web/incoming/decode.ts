/** @module A message of WhatsApp becomes content, free of the platform. Pure; never throws. */

import type { proto } from '@whiskeysockets/baileys'
import type { Content } from '../../../core/chat.ts'
import { decodeMedia, type MediaKeys } from './decode-media.ts'

export type Decoded = {
  content: Content
  /** What is needed to fetch the file of a medium. */
  media?: MediaKeys
}

type Message = proto.IMessage

/** Wrappers may stand in each other; more than this is nobody's message. */
const MAX_WRAPPERS = 6
const WRAPPERS = [
  'deviceSentMessage',
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'lottieStickerMessage',
  'associatedChildMessage',
  'groupMentionedMessage',
  'botInvokeMessage',
] as const satisfies (keyof Message)[]

/** Kinds that say nothing to us: signs about other messages, keys, and what brings its own message beside it. */
const SILENT = new Set([
  // Blanks: with words in it, it has been read before.
  'conversation',
  'extendedTextMessage',
  'reactionMessage',
  'encReactionMessage',
  'pinInChatMessage',
  'keepInChatMessage',
  'pollUpdateMessage',
  'albumMessage',
  'placeholderMessage',
  'secretEncryptedMessage',
  'encEventResponseMessage',
  'encCommentMessage',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'messageContextInfo',
  'messageHistoryBundle',
  'messageHistoryNotice',
  'chat',
])

// MESSAGE_EDIT of ProtocolMessage.Type:
// https://github.com/WhiskeySockets/Baileys/blob/master/WAProto/WAProto.proto, read 2026-11-22
const EDIT = 14

/** Undefined: nothing that anybody said (a reaction, a deletion, a key). */
export function decode(message: Message | null | undefined): Decoded | undefined {
  const plain = unwrap(message ?? {})
  return (
    decodeProtocol(plain) ??
    decodeText(plain) ??
    decodeMedia(plain) ??
    decodePlace(plain) ??
    decodeContact(plain) ??
    decodeOther(plain)
  )
}

/** The words of it, whatever kind it is. */
export function textOf({ content }: Decoded): string {
  if (content.type === 'text') return content.text
  if (content.type === 'unsupported') return content.text ?? ''
  return 'caption' in content ? (content.caption ?? '') : ''
}

function unwrap(message: Message): Message {
  let plain = message
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const inner = WRAPPERS.map((name) => plain[name]?.message).find(
      (one) => one !== undefined && one !== null,
    )
    if (inner === undefined || inner === null) return plain
    plain = inner
  }
  return plain
}

function decodeProtocol({ protocolMessage }: Message): Decoded | undefined {
  if (protocolMessage?.type !== EDIT) return undefined
  const edited = decode(protocolMessage.editedMessage)
  const text = edited === undefined ? '' : textOf(edited)
  return { content: { type: 'unsupported', what: 'edited', ...(text === '' ? {} : { text }) } }
}

function decodeText(message: Message): Decoded | undefined {
  const { listResponseMessage: list, buttonsResponseMessage: button } = message
  const texts = [
    message.conversation,
    message.extendedTextMessage?.text,
    // Not ours: we send no buttons. What stood on it is what the person says.
    button?.selectedDisplayText,
    list?.title,
    message.templateButtonReplyMessage?.selectedDisplayText,
    message.interactiveResponseMessage?.body?.text,
  ]
  const text = texts.find((one) => one !== undefined && one !== null && one.trim() !== '')
  return text === undefined || text === null ? undefined : { content: { type: 'text', text } }
}

function decodePlace({ locationMessage, liveLocationMessage }: Message): Decoded | undefined {
  const place = locationMessage ?? liveLocationMessage
  const { degreesLatitude: lat, degreesLongitude: lng } = place ?? {}
  if (typeof lat !== 'number' || typeof lng !== 'number') return undefined
  const label = [locationMessage?.name, locationMessage?.address].filter((one) => one).join(', ')
  return { content: { type: 'location', lat, lng, ...(label === '' ? {} : { label }) } }
}

function decodeContact({ contactMessage, contactsArrayMessage }: Message): Decoded | undefined {
  const contact = contactMessage ?? contactsArrayMessage?.contacts?.[0]
  if (contact === undefined || contact === null) return undefined
  const phone = phoneIn(contact.vcard ?? '')
  if (phone === undefined) return { content: { type: 'unsupported', what: 'contact' } }
  const name = contact.displayName
  return { content: { type: 'contact', phone, ...(name ? { name } : {}) } }
}

/** `waid` is the number as WhatsApp knows it; else the first telephone number of the card. */
function phoneIn(vcard: string): string | undefined {
  const waid = /waid=(\d{6,15})/i.exec(vcard)?.[1]
  if (waid !== undefined) return `+${waid}`
  const number = /^[^\n:]*TEL[^\n:]*:([+\d][\d\s().-]{5,24})/im.exec(vcard)?.[1]
  return number?.replace(/[^+\d]/g, '')
}

function decodeOther(message: Message): Decoded | undefined {
  const kinds = Object.entries(message).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  const kind = kinds.map(([name]) => name).find((name) => !SILENT.has(name) && name !== 'protocolMessage')
  if (kind === undefined) return undefined
  const what = /^poll/.test(kind) ? 'poll' : wordOf(kind)
  return { content: { type: 'unsupported', what } }
}

/** `groupInviteMessage` is `group_invite`. */
function wordOf(kind: string): string {
  return kind
    .replace(/(Message)?(V\d)?$/, '')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .slice(0, 40)
}
