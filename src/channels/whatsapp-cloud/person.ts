/** @module Who wrote: a phone number, an id that Meta gives a person for one business, or both. Pure. */

import { type Loose, listOf, recordOf, wordOf } from './loose.ts'

/** Before such an id, so that it is never taken for a number. */
const ID_PREFIX = 'bsuid:'

// https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids, read 2026-11-25
const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9.]{1,160}$/
const PHONE = /^\d{5,20}$/

export type Person = { address: string; aliases: string[]; name?: string }

/** `undefined` when nothing says who. Both are known only if the same message says both. */
export function personOf(message: Loose, contacts: unknown): Person | undefined {
  const own = { phone: digitsOf(message.from), id: idOf(message.from_user_id, message.user_id, message.from) }
  const contact = contactOf(own, listOf(contacts).map(recordOf))
  const phone = own.phone ?? digitsOf(contact.wa_id)
  const id = own.id ?? idOf(contact.user_id, contact.wa_id)
  const found = addressesOf(phone, id)
  const [address, ...aliases] = found
  const name = wordOf(recordOf(contact.profile).name)
  return address === undefined ? undefined : { address, aliases, ...(name === undefined ? {} : { name }) }
}

/** Where a status belongs to: the address that the message went to. */
export function recipientOf(status: Loose): string | undefined {
  const { recipient_id, recipient_user_id, user_id } = status
  return addressesOf(digitsOf(recipient_id), idOf(recipient_user_id, user_id, recipient_id))[0]
}

/** Who was written to on the phone of the office. */
export function toWhom(echo: Loose): string | undefined {
  return addressesOf(digitsOf(echo.to), idOf(echo.to_user_id, echo.to))[0]
}

/** Of a notice about the person, who is named by what they had before. */
export function formerOf(message: Loose, system: Loose): string | undefined {
  const phone = digitsOf(message.from) ?? digitsOf(system.customer)
  return addressesOf(phone, idOf(system.previous_user_id, message.from_user_id, message.from))[0]
}

/** How the API takes an address: a number as `to`, an id as `recipient`. */
export function toOf(address: string): { to: string } | { recipient: string } {
  return address.startsWith(ID_PREFIX) ? { recipient: address.slice(ID_PREFIX.length) } : { to: address }
}

/** "+628…" of an address that is a number; undefined for an id that hides it. */
export function phoneOf(address: string): string | undefined {
  return PHONE.test(address) ? `+${address}` : undefined
}

/** The entry that the message points to; the only one when the message points nowhere. */
function contactOf(own: { phone: string | undefined; id: string | undefined }, contacts: Loose[]): Loose {
  const { phone, id } = own
  if (phone === undefined && id === undefined) return (contacts.length === 1 && contacts[0]) || {}
  const match = contacts.find(
    (one) =>
      (phone !== undefined && digitsOf(one.wa_id) === phone) ||
      (id !== undefined && idOf(one.user_id, one.wa_id) === id),
  )
  return match ?? {}
}

function addressesOf(phone: string | undefined, id: string | undefined): string[] {
  return [...(phone === undefined ? [] : [phone]), ...(id === undefined ? [] : [`${ID_PREFIX}${id}`])]
}

function digitsOf(value: unknown): string | undefined {
  const digits = wordOf(value)?.replace(/^\+/, '')
  return digits !== undefined && PHONE.test(digits) ? digits : undefined
}

function idOf(...values: unknown[]): string | undefined {
  return values.map(wordOf).find((value) => value !== undefined && USER_ID.test(value))
}
