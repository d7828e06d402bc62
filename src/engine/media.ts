/** @module What is no text: which contents are media, the text that answers them, and a file that was lost. */

import type { ChatEvent, Content } from '../core/chat.ts'
import { note, type Run, request, topOf } from './run.ts'
import { say } from './say.ts'

/** All that cannot be read as words; a tap and a contact are read. */
export function isMedia(content: Content): boolean {
  return content.type !== 'text' && content.type !== 'choice' && content.type !== 'contact'
}

/** An earlier message as it was changed to. */
export function isEdit(content: Content): boolean {
  return content.type === 'unsupported' && content.what === 'edited'
}

/** `media.voice`, `media.sticker` …; a question's own words where it has some. */
export function mediaKey(content: Content, own: string): string {
  return own === 'media.default' ? `media.${content.type}` : own
}

/** We said that it was kept for staff: whoever owns the chat, the resident learns that it was not, and staff see it. */
export function loseFile(run: Run, { media, why }: Extract<ChatEvent, { type: 'file' }>): void {
  say(run, 'text', 'file.lost', { args: { media, why }, author: 'system' })
  note(run, 'file_lost', { media, why })
  if (run.session.owner !== 'bot') {
    request(run, {
      type: 'alarm',
      reason: 'file_lost',
      topic: run.session.hand?.topic ?? topOf(run)?.flow ?? '',
    })
  }
}
