/** @module What fits into a message of the Cloud API, and how fast they may follow. Numbers only. */

import type { Limits, Pace } from '../channel.ts'

const DAY_MS = 24 * 60 * 60 * 1000

// All read 2026-11-25 under https://developers.facebook.com/documentation/business-messaging/whatsapp/
export const limits = {
  // messages/text-messages
  maxTextChars: 4096,
  // messages/interactive-reply-buttons-messages; a list may have more, a request for a place 1024 too
  maxChoiceTextChars: 1024,
  maxButtons: 3,
  maxButtonChars: 20,
  // messages/interactive-list-messages
  maxListRows: 10,
  maxListRowChars: 24,
  maxListDescriptionChars: 72,
  // Of a row 200 characters, of a button 256.
  maxChoiceIdBytes: 200,
  measure: 'utf16',
  // business-phone-numbers/media: images 5 MB, sound and video 16 MB, documents 100 MB
  maxMediaBytes: 16_000_000,
  // pricing: each message counts
  joinsBubbles: true,
  // messages/send-messages#customer-service-windows
  windowMs: DAY_MS,
} as const satisfies Limits

// messages/interactive-list-messages, read 2026-11-25
export const MAX_LIST_BUTTON_CHARS = 20

// throughput: 80 a second both ways, 6 s between messages to one person, more at once is borrowed from later
// (45 by third parties, read 2026-11-25). We keep below both: what comes in counts too.
export const PACE: Pace = {
  account: { everyMs: 17, burst: 60 },
  chat: { everyMs: 6_000, burst: 20 },
}

// webhooks/overview, read 2026-11-25: "up to 3 MB"
export const MAX_WEBHOOK_BYTES = 3 * 1024 * 1024

// https://developers.facebook.com/docs/graph-api/changelog, read 2026-11-25: served until 2028-07-29
export const API_ROOT = 'https://graph.facebook.com/v25.0'
