/** @module Takes identity numbers out of what people write, and cuts what is too long, before anything is kept. Pure. */

import type { Content, StaffAct } from '../core/chat.ts'
import { maskNumbers } from '../vault/mask.ts'
import { LIMITS } from './deps.ts'

export function cleanContent(content: Content): Content {
  switch (content.type) {
    case 'text':
      return { ...content, text: clean(content.text) }
    case 'choice':
      return content.label === undefined ? content : { ...content, label: clean(content.label) }
    case 'location':
      return content.label === undefined ? content : { ...content, label: clean(content.label) }
    case 'contact':
      return content.name === undefined ? content : { ...content, name: clean(content.name) }
    case 'unsupported':
      return content
    default:
      return content.caption === undefined ? content : { ...content, caption: clean(content.caption) }
  }
}

export function cleanAct(act: StaffAct): StaffAct {
  return 'text' in act ? { ...act, text: clean(act.text) } : act
}

/** Masked first: a number may not slip through at the cut. */
export function clean(text: string): string {
  const masked = maskNumbers(text)
  return masked.length > LIMITS.textChars ? masked.slice(0, LIMITS.textChars) : masked
}
