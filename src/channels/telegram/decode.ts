/** @module One update of Telegram as what our side knows. Pure; never throws, whatever the JSON. */

import type { Content, Instant } from '../../core/chat.ts'
import type { Incoming, Line } from '../../core/message.ts'
import { contentOf, nameOf } from './content.ts'
import { type Fields, fieldsOf, isFields, listOf, wholeOf, wordOf } from './fields.ts'

export type Decoded = {
  incoming?: Incoming
  /** A tap to be answered once it was received, or the person's button keeps turning. */
  tapId?: string
  /** A group or channel, in which this bot has nothing to say. */
  group?: string
}

/** The platform's side of an update: our line, and the time for what brings none. */
export type Here = { account: string; now: Instant }

/** `update_id` is for the queue alone: it begins anew at random after a quiet week, so nothing is known by it. */
export function decode(update: unknown, here: Here): Decoded {
  const { message, edited_message, callback_query, my_chat_member } = fieldsOf(update)
  if (isFields(message)) return said(message, here)
  if (isFields(edited_message)) return edited(edited_message, here)
  if (isFields(callback_query)) return tapped(callback_query, here)
  return isFields(my_chat_member) ? memberChanged(my_chat_member, here) : {}
}

export function updateIdOf(update: unknown): number | undefined {
  return wholeOf(fieldsOf(update).update_id)
}

function said(message: Fields, here: Here): Decoded {
  const chat = chatOf(message)
  if (chat.type !== 'private') return chat.type === 'group' ? { group: chat.id } : {}
  const content = contentOf(message)
  const id = wholeOf(message.message_id)
  if (content === undefined || id === undefined || isBot(message.from)) return {}
  return {
    incoming: incoming(chat.id, `${chat.id}:${id}`, timeOf(message.date, here), content, message.from, here),
  }
}

/** A place shared for a while comes as an edit every few seconds: its first message said what there is to say. */
function edited(message: Fields, here: Here): Decoded {
  const chat = chatOf(message)
  const id = wholeOf(message.message_id)
  const date = wholeOf(message.edit_date)
  if (chat.type !== 'private' || id === undefined || date === undefined || isBot(message.from)) return {}
  if (isFields(message.location)) return {}
  const text = wordOf(message.text) ?? wordOf(message.caption)
  const content: Content = { type: 'unsupported', what: 'edited', ...(text === undefined ? {} : { text }) }
  const externalId = `${chat.id}:${id}:${date}`
  return { incoming: incoming(chat.id, externalId, timeOf(date, here), content, message.from, here) }
}

/** A tap has no time of its own; that of its message is when the question was asked. */
function tapped(query: Fields, here: Here): Decoded {
  const tapId = wordOf(query.id)
  const from = fieldsOf(query.from)
  const message = fieldsOf(query.message)
  const chat = isFields(message.chat) ? chatOf(message) : chatOf({ chat: { ...from, type: 'private' } })
  if (tapId === undefined || chat.type !== 'private' || isBot(from)) return {}
  const data = wordOf(query.data)
  if (data === undefined) return { tapId }
  const label = labelOf(message, data)
  const content: Content = { type: 'choice', id: data, ...(label === undefined ? {} : { label }) }
  return { tapId, incoming: incoming(chat.id, `cb:${tapId}`, here.now, content, from, here) }
}

function labelOf(message: Fields, data: string): string | undefined {
  const rows = listOf(fieldsOf(message.reply_markup).inline_keyboard)
  const button = rows.flatMap(listOf).find((one) => fieldsOf(one).callback_data === data)
  return wordOf(fieldsOf(button).text)
}

function memberChanged(change: Fields, here: Here): Decoded {
  const chat = chatOf(change)
  const { status } = fieldsOf(change.new_chat_member)
  const isIn = status === 'member' || status === 'administrator'
  if (chat.type !== 'private') return chat.type !== 'none' && isIn ? { group: chat.id } : {}
  const date = wholeOf(change.date)
  if (date === undefined || (!isIn && status !== 'kicked')) return {}
  return {
    incoming: {
      ...lineOf(chat.id, here),
      type: 'line',
      fact: isIn ? 'unblocked' : 'blocked',
      at: timeOf(date, here),
      externalId: `member:${chat.id}:${date}`,
    },
  }
}

function incoming(
  address: string,
  externalId: string,
  at: Instant,
  content: Content,
  from: unknown,
  here: Here,
): Incoming {
  const profile = profileOf(fieldsOf(from))
  const base = { ...lineOf(address, here), type: 'message' as const, externalId, at, content }
  return profile === undefined ? base : { ...base, profile }
}

/** The app's language says little: many phones in Bekasi stand on English. Who wants English writes it. */
function profileOf({ first_name, last_name }: Fields) {
  const name = nameOf(first_name, last_name)
  return name === undefined ? undefined : { name }
}

function lineOf(address: string, { account }: Here): Line {
  return { channel: 'telegram', account, address }
}

type Chat = { type: 'private' | 'group' | 'channel'; id: string } | { type: 'none' }

function chatOf({ chat }: Fields): Chat {
  const { id, type } = fieldsOf(chat)
  const number = wholeOf(id)
  if (number === undefined) return { type: 'none' }
  if (type === 'private' && number > 0) return { type, id: String(number) }
  if (type === 'group' || type === 'supergroup') return { type: 'group', id: String(number) }
  return type === 'channel' ? { type, id: String(number) } : { type: 'none' }
}

function isBot(from: unknown): boolean {
  return fieldsOf(from).is_bot === true
}

/** Telegram counts seconds. */
function timeOf(date: unknown, { now }: Here): Instant {
  const at = wholeOf((wholeOf(date) ?? 0) * 1000) ?? 0
  return at > 0 ? at : now
}
