/** @module What a message's envelope says: who wrote, in which chat, when. Pure. */

import type { WAMessageKey } from '@whiskeysockets/baileys'
import type { Instant } from '../../../core/chat.ts'
import { isPhone, numberOf, personOf } from './jid.ts'

/** The attributes of a stanza as the server sent them. */
export type Attrs = Record<string, string | undefined>

/** `person` is the other side of the chat, as it was written from (or, when `isOwn`, written to). */
export type Envelope = {
  id: string
  /** Our number that it came to or was written from: the line may have another one by the time it is passed on. */
  account: string
  person: string
  /** The same person by the other kind of address, said by this very stanza. */
  alias?: string
  isOwn: boolean
  at: Instant
  name?: string
}

/** Our own two addresses, as far as they are known. */
export type Own = { pn: string | undefined; lid: string | undefined }

/** Undefined for what is no message between two persons, and as long as the line has no number. */
export function envelopeOf(attrs: Attrs, own: Own, now: Instant): Envelope | undefined {
  const { id, from, participant, recipient } = attrs
  const writer = personOf(from)
  if (id === undefined || writer === undefined || participant !== undefined || own.pn === undefined)
    return undefined
  const isOwn = isSelf(writer, own)
  const person = isOwn ? personOf(recipient) : writer
  if (person === undefined || isSelf(person, own)) return undefined
  const alias = isOwn
    ? other(
        person,
        attrs.recipient_pn,
        attrs.recipient_lid,
        attrs.peer_recipient_pn,
        attrs.peer_recipient_lid,
      )
    : other(person, attrs.sender_pn, attrs.sender_lid, attrs.participant_pn, attrs.participant_lid)
  return build({
    id,
    account: numberOf(own.pn),
    person,
    alias,
    isOwn,
    at: secondsOf(attrs.t, now),
    name: isOwn ? undefined : attrs.notify,
  })
}

/** The same of a message that the library has already opened. */
export function envelopeOfKey(
  key: WAMessageKey,
  more: { at: unknown; name: string | null | undefined },
  own: Own,
  now: Instant,
): Envelope | undefined {
  const person = personOf(key.remoteJid)
  if (key.id === undefined || key.id === null || key.id === '') return undefined
  if (person === undefined || own.pn === undefined || isSelf(person, own)) return undefined
  const isOwn = key.fromMe === true
  const alias = other(person, key.remoteJidAlt)
  const name = isOwn ? undefined : (more.name ?? undefined)
  return build({
    id: key.id,
    account: numberOf(own.pn),
    person,
    alias,
    isOwn,
    at: secondsOf(more.at, now),
    name,
  })
}

type Loose = Omit<Envelope, 'alias' | 'name'> & { alias: string | undefined; name: string | undefined }

function build({ alias, name, ...rest }: Loose): Envelope {
  return { ...rest, ...(alias === undefined ? {} : { alias }), ...(name === undefined ? {} : { name }) }
}

function isSelf(address: string, own: Own): boolean {
  return address === own.pn || address === own.lid
}

/** The first that names a person by the other kind of address: a phone beside a hidden number or the other way round. */
function other(person: string, ...jids: (string | null | undefined)[]): string | undefined {
  return jids
    .map((jid) => personOf(jid))
    .find((address) => address !== undefined && isPhone(address) !== isPhone(person))
}

/** Seconds as text, number or a 64-bit object; what is none of these happened now. */
function secondsOf(value: unknown, now: Instant): Instant {
  const seconds = Number(value)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : now
}
