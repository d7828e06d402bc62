/** @module Telegram's numbers, each under the page it stands on, and our own choices beside them. */

import type { Limits, Pace } from '../channel.ts'

// Addresses are Telegram's own pages; what they say was read in the copy that @telegraf/types 7.1.0 carries, 2026-11-25.

// https://core.telegram.org/bots/api#getfile: a bot downloads at most 20 MB.
export const MAX_FILE_BYTES = 20_000_000

// https://core.telegram.org/bots/api#sendmessage: sendMessage takes 1-4096 characters after entities parsing
// (UTF-16 units are the strictest reading), InlineKeyboardButton.callback_data 1-64 bytes. There is no list.
// Telegram names no number of buttons or length of a label: 12 rows of 40 fit a small phone and are our own choice.
export const limits = {
  maxTextChars: 4096,
  maxChoiceTextChars: 4096,
  maxButtons: 12,
  maxButtonChars: 40,
  maxListRows: 0,
  maxListRowChars: 0,
  maxListDescriptionChars: 0,
  maxChoiceIdBytes: 64,
  maxMediaBytes: MAX_FILE_BYTES,
  joinsBubbles: false,
  measure: 'utf16',
} as const satisfies Limits

// https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this,
// read as telegra.ph/Hitting-limits-bot-FAQ of Telegram's volunteers, 2026-11-25: about 30 messages
// a second overall, one a second in a chat. 25 leave room for answered taps and refused groups. Telegram counts where
// messages arrive: sent exactly a second apart, a slow one followed by a quick one is "too many" (against the emulator
// every 10 to 15 messages), and the whole line waits. 50 ms are for that, our own choice.
export const pace: Pace = { account: { everyMs: 40, burst: 25 }, chat: { everyMs: 1_050, burst: 1 } }

// https://core.telegram.org/bots/api#getupdates: 1-100 updates. At most 50 s by the server
// (telegram-bot-api, Client.cpp, as the study of channels has it); an update is kept for 24 hours.
export const UPDATES_AT_ONCE = 100
export const POLL_SECONDS = 25

export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

// https://core.telegram.org/bots/api#setwebhook: 1-100, 40 when not said. Chats are kept in order
// by Telegram; more at once than our store commits is only a longer queue here.
export const MAX_CONNECTIONS = 20

export const SEND_TIMEOUT_MS = 15_000
export const CALL_TIMEOUT_MS = 10_000
export const CHECK_TIMEOUT_MS = 3_000
export const FILE_TIMEOUT_MS = 60_000
/** What a poll may take beyond the time it was asked to wait. */
export const POLL_GRACE_MS = 5_000
/** Updates have some kilobytes; a stranger's body is not read to its end. */
export const MAX_BODY_BYTES = 1_000_000
