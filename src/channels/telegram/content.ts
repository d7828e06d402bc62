/** @module What a message of Telegram holds, as content free of any platform. Pure; never throws. */

import type { Content, MediaRef } from '../../core/chat.ts'
import { wordsOfCommand } from './commands.ts'
import { type Fields, fieldsOf, isFields, listOf, wholeOf, wordOf } from './fields.ts'
import { MAX_FILE_BYTES } from './limits.ts'

export const REF = 'telegram:'

/** Undefined for what nobody said: titles, pins, timers and the like. */
export function contentOf(message: Fields): Content | undefined {
  const text = wordOf(message.text)
  if (text !== undefined) return { type: 'text', text: wordsOfCommand(text) }
  return mediaContent(message) ?? placeOf(message) ?? contactOf(message) ?? otherOf(message)
}

function mediaContent(message: Fields): Content | undefined {
  const caption = wordOf(message.caption)
  const said = caption === undefined ? {} : { caption }
  const photo = largest(listOf(message.photo))
  // A PhotoSize has no type: Telegram makes every photo a JPEG.
  if (photo) return { type: 'image', ...said, ...mediaOf({ ...photo, mime_type: 'image/jpeg' }) }
  const voice = message.voice ?? message.audio
  if (isFields(voice)) return { type: 'voice', ...said, ...mediaOf(voice) }
  // An animation comes with a `document` of the same file.
  const video = message.video ?? message.video_note ?? message.animation
  if (isFields(video)) return { type: 'video', ...said, ...mediaOf(video) }
  if (isFields(message.document)) return { type: 'document', ...said, ...mediaOf(message.document) }
  return isFields(message.sticker) ? { type: 'sticker', ...mediaOf(message.sticker) } : undefined
}

/** The biggest of the sizes that a bot may fetch; the smallest when none may. */
function largest(sizes: unknown[]): Fields | undefined {
  const area = ({ width, height }: Fields) => (wholeOf(width) ?? 0) * (wholeOf(height) ?? 0)
  const sorted = sizes.filter(isFields).sort((one, other) => area(other) - area(one))
  return sorted.find(({ file_size }) => (wholeOf(file_size) ?? 0) <= MAX_FILE_BYTES) ?? sorted.at(-1)
}

function mediaOf(file: Fields): { media?: MediaRef } {
  const id = wordOf(file.file_id)
  if (id === undefined) return {}
  const mime = wordOf(file.mime_type)
  const bytes = wholeOf(file.file_size)
  const media = { ref: `${REF}${id}`, ...(mime === undefined ? {} : { mime }) }
  return { media: bytes === undefined ? media : { ...media, bytes } }
}

function placeOf({ venue, location }: Fields): Content | undefined {
  const place = fieldsOf(isFields(venue) ? venue.location : location)
  const { latitude: lat, longitude: lng } = place
  if (typeof lat !== 'number' || typeof lng !== 'number') return undefined
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return undefined
  const label = wordOf(fieldsOf(venue).title)
  return { type: 'location', lat, lng, ...(label === undefined ? {} : { label }) }
}

function contactOf(message: Fields): Content | undefined {
  const { contact } = message
  const { phone_number, first_name, last_name } = fieldsOf(contact)
  const phone = wordOf(phone_number)
  const name = nameOf(first_name, last_name)
  if (phone === undefined) return undefined
  return {
    type: 'contact',
    phone: international(phone),
    ...(name === undefined ? {} : { name }),
    isOwn: isOwn(message),
  }
}

/**
 * Telegram itself says whose account a shared number belongs to. A forwarded one may be of a time when the number was
 * another's. https://core.telegram.org/bots/api#contact (copy of @telegraf/types 7.1.0, 2026-11-25)
 */
function isOwn({ contact, from, ...message }: Fields): boolean {
  const [owner, sender] = [wholeOf(fieldsOf(contact).user_id), wholeOf(fieldsOf(from).id)]
  const isForwarded = 'forward_origin' in message || 'forward_date' in message || 'forward_from' in message
  return owner !== undefined && owner === sender && !isForwarded && message.via_bot === undefined
}

/** With or without the plus it comes: "628…" is "+628…". */
function international(phone: string): string {
  return /^[1-9]\d{7,14}$/.test(phone) ? `+${phone}` : phone
}

export function nameOf(...parts: unknown[]): string | undefined {
  return wordOf(parts.flatMap((part) => wordOf(part) ?? []).join(' '))
}

// https://core.telegram.org/bots/api#message, in the copy of @telegraf/types 7.1.0 and with what came after it; 2026-11-25.
const NOT_READ =
  'poll dice game story paid_media invoice checklist giveaway giveaway_winners passport_data web_app_data gift unique_gift'.split(
    ' ',
  )
const SERVICE = (
  'new_chat_members left_chat_member new_chat_title new_chat_photo delete_chat_photo group_chat_created ' +
  'supergroup_chat_created channel_chat_created message_auto_delete_timer_changed migrate_to_chat_id ' +
  'migrate_from_chat_id pinned_message successful_payment refunded_payment users_shared chat_shared ' +
  'connected_website write_access_allowed proximity_alert_triggered boost_added chat_background_set ' +
  'checklist_tasks_done checklist_tasks_added direct_message_price_changed forum_topic_created ' +
  'forum_topic_edited forum_topic_closed forum_topic_reopened general_forum_topic_hidden ' +
  'general_forum_topic_unhidden giveaway_created giveaway_completed paid_message_price_changed ' +
  'video_chat_scheduled video_chat_started video_chat_ended video_chat_participants_invited'
).split(' ')

/** A kind that did not exist when this was written is answered ("I cannot read this"), rather than met with silence. */
function otherOf(message: Fields): Content | undefined {
  if (SERVICE.some((field) => field in message)) return undefined
  return { type: 'unsupported', what: NOT_READ.find((field) => field in message) ?? 'other' }
}
