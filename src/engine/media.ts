/** @module What is no text: which contents are media, and the text that answers them. */

import type { Content } from '../core/chat.ts'

/** All that cannot be read as words; a tap and a contact are read. */
export function isMedia(content: Content): boolean {
  return content.type !== 'text' && content.type !== 'choice' && content.type !== 'contact'
}

/** `media.voice`, `media.sticker` …; a question's own words where it has some. */
export function mediaKey(content: Content, own: string): string {
  return own === 'media.default' ? `media.${content.type}` : own
}
