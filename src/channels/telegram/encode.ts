/** @module A message of ours as the fields of `sendMessage`. Pure. */

import type { Outgoing } from '../../core/message.ts'
import { render } from '../../text/render.ts'
import { limits } from './limits.ts'
import type { TelegramTexts } from './options.ts'

// https://core.telegram.org/bots/api#html-style, read in copies of that page, 2026-11-25: these three and no others need escaping.
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Half a surrogate pair would make Telegram refuse the whole message ("must be encoded in UTF-8"). */
export function escapeHtml(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd').replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
}

/** @example {"chat_id":"5012","text":"1 &lt; 2","parse_mode":"HTML","link_preview_options":{"is_disabled":true},"reply_markup":{"remove_keyboard":true}} */
export function encode(
  message: Outgoing,
  texts: Pick<TelegramTexts, 'shareLocation' | 'sharePhone'>,
  keyboardStands: boolean,
) {
  const { text, buttons } = render(message, limits)
  // The text numbers the choices, so that they can be typed where the one keyboard of a message is needed to take another away.
  const hasButtons = buttons.length > 0 && !keyboardStands
  const markup = hasButtons ? { reply_markup: inline(buttons) } : keyboardFor(message, texts)
  return {
    chat_id: message.address,
    text: escapeHtml(text),
    parse_mode: 'HTML' as const,
    link_preview_options: { is_disabled: true },
    ...markup,
  }
}

function inline(buttons: readonly { id: string; label: string }[]) {
  return { inline_keyboard: buttons.map(({ id, label }) => [{ text: label, callback_data: id }]) }
}

/**
 * The button that shares a place or a number folds away after one tap, but stays for whoever types the address or cancels. It is
 * taken away by each message without buttons, since where no keyboard stands that does nothing.
 * https://core.telegram.org/bots/api#replykeyboardremove (copy of @telegraf/types 7.1.0, 2026-11-25)
 */
function keyboardFor(
  { ask, choices = [] }: Outgoing,
  { shareLocation, sharePhone }: Pick<TelegramTexts, 'shareLocation' | 'sharePhone'>,
) {
  const isButton = (ask === 'location' || ask === 'phone') && choices.length === 0
  if (!isButton) return { reply_markup: { remove_keyboard: true as const } }
  const button =
    ask === 'phone'
      ? { text: sharePhone, request_contact: true as const }
      : { text: shareLocation, request_location: true as const }
  return { reply_markup: { keyboard: [[button]], resize_keyboard: true, one_time_keyboard: true } }
}
