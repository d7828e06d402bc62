/** @module Takes identity numbers out of what people write, and cuts what is too long, before anything is kept. Pure. */

import type { Content, StaffAct } from '../../core/chat.ts'
import { maskNumbers } from '../../vault/mask.ts'
import { LIMITS } from '../deps.ts'

export function cleanContent(content: Content): Content {
  switch (content.type) {
    case 'text':
      return { ...content, text: clean(content.text) }
    case 'choice':
      return {
        ...content,
        id: clean(content.id),
        ...(content.label === undefined ? {} : { label: clean(content.label) }),
      }
    case 'location':
      return content.label === undefined ? content : { ...content, label: clean(content.label) }
    case 'contact':
      return {
        ...content,
        phone: clean(content.phone),
        ...(content.name === undefined ? {} : { name: clean(content.name) }),
      }
    case 'unsupported':
      return {
        ...content,
        what: clean(content.what),
        ...(content.text === undefined ? {} : { text: clean(content.text) }),
      }
    default:
      return content.caption === undefined ? content : { ...content, caption: clean(content.caption) }
  }
}

export function cleanAct(act: StaffAct): StaffAct {
  if ('text' in act) return { ...act, text: clean(act.text) }
  return 'name' in act && act.name !== undefined ? { ...act, name: clean(act.name) } : act
}

/** The longest one number can be, with what stands between its digits. */
const NUMBER_CHARS = 64

/** Masked before it is cut, so that no half number stays at the end; what is far too long is not even looked at. */
export function clean(text: string): string {
  const most = 2 * LIMITS.textChars
  const isHuge = text.length > most
  const masked = maskNumbers(isHuge ? text.slice(0, most) : text)
  const whole = isHuge ? masked.slice(0, -NUMBER_CHARS) : masked
  return whole.length > LIMITS.textChars ? whole.slice(0, LIMITS.textChars) : whole
}
