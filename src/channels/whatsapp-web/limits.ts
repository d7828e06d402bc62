/** @module What fits into a message of WhatsApp Web and how fast the line may send. Our own choices: the platform states none for unofficial clients. */

import type { Limits, Pace } from '../channel.ts'

/** Numbered text alone: buttons and lists of unofficial clients reach nobody, whatever the server answers. */
export const limits: Limits = {
  // Our own choice, so that a text reads the same on the Cloud API:
  // https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages, read 2026-11-22
  maxTextChars: 4096,
  maxChoiceTextChars: 4096,
  maxButtons: 0,
  maxButtonChars: 0,
  maxListRows: 0,
  maxListRowChars: 0,
  maxListDescriptionChars: 0,
  maxChoiceIdBytes: 0,
  // https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media (the least of its kinds is 5 MB, video and
  // audio 16 MB), read 2026-11-22; ours for all kinds
  maxMediaBytes: 16_000_000,
  joinsBubbles: true,
}

/**
 * A number that answers like a machine gun is taken for a spammer: accounts were restricted after hundreds of chats
 * in two hours. Twenty a minute, and a person is not sent two bubbles within a breath.
 */
export const pace: Pace = {
  account: { everyMs: 3_000, burst: 5 },
  chat: { everyMs: 1_500, burst: 1 },
}
