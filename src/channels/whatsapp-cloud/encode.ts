/** @module A reply as the body of a call to `/messages`. Pure; what fits is `limits.ts`. */

import type { Outgoing } from '../../core/message.ts'
import { fits, shorten } from '../../text/fit.ts'
import { type Rendered, render } from '../../text/render.ts'
import { limits, MAX_LIST_BUTTON_CHARS } from './limits.ts'
import { toOf } from './person.ts'

/** Words that people read beside the reply's own. */
export type CloudTexts = {
  /** On the button that opens a list, at most 20 characters. */
  listButton: string
}

/**
 * Our id goes with it and comes back in each status, so that nobody need guess whether a message arrived.
 * @example {"messaging_product":"whatsapp","recipient_type":"individual","to":"6281200000001","biz_opaque_callback_data":"c1.3.0","type":"text","text":{"body":"Halo","preview_url":false}}
 */
export function encode(message: Outgoing, texts: CloudTexts): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...toOf(message.address),
    biz_opaque_callback_data: message.id,
    ...bodyOf(message, texts),
  }
}

function bodyOf(message: Outgoing, texts: CloudTexts): Record<string, unknown> {
  const { template, choices = [], ask } = message
  if (template)
    return { type: 'template', template: { name: template.name, language: { code: template.language } } }
  const rendered = render(message, limits)
  const { text } = rendered
  const action = isTakable(rendered) ? actionOf(rendered, texts) : undefined
  if (action) return interactive(text, action)
  if (ask === 'location' && choices.length === 0 && fits(text, limits.maxChoiceTextChars))
    return interactive(text, { type: 'location_request_message', action: { name: 'send_location' } })
  return { type: 'text', text: { body: text, preview_url: false } }
}

type Action = { type: string; action: Record<string, unknown> }

function interactive(text: string, { type, action }: Action): Record<string, unknown> {
  return { type: 'interactive', interactive: { type, body: { text }, action } }
}

function actionOf({ buttons, rows }: Rendered, texts: CloudTexts): Action | undefined {
  if (buttons.length > 0) {
    const taps = buttons.map(({ id, label }) => ({ type: 'reply', reply: { id, title: label } }))
    return { type: 'button', action: { buttons: taps } }
  }
  if (rows.length === 0) return undefined
  const button = shorten(texts.listButton, MAX_LIST_BUTTON_CHARS)
  const told = rows.map(({ description, ...row }) => (isBlank(description) ? row : { ...row, description }))
  return { type: 'list', action: { button, sections: [{ rows: told }] } }
}

function isBlank(text = ''): boolean {
  return text.trim() === ''
}

/** Meta refuses a whole message for one id that is blank, padded or there twice; its numbered text is still good. */
function isTakable({ buttons, rows }: Rendered): boolean {
  const ids = [...buttons, ...rows].map(({ id }) => id)
  return new Set(ids).size === ids.length && ids.every((id) => id !== '' && id.trim() === id)
}
