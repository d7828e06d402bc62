/** @module A resident's WhatsApp, over the levers of the Graph API's emulator. */

import { type Button, type Phone, pull, type Said, type Shown, saidOf } from './phone.ts'

/** A line of the emulator's journal; `message` is the body that the service sent. */
type Entry = {
  kind: string
  to?: string
  message?: Message
  fault?: string
  code?: number
  details?: string
  scope?: string
}
type Row = { id: string; title: string; description?: string }
type Message = {
  text?: { body: string }
  template?: { name: string }
  interactive?: {
    type: string
    body?: { text: string }
    action?: { buttons?: { reply: Row }[]; sections?: { rows: Row[] }[] }
  }
}

const KINDS = { photo: 'image', voice: 'voice', pdf: 'document', sticker: 'sticker' } as const
/** The emulator takes any word for a fault; one that it does not know would be none. */
const FAULTS = ['429', '500', '502', '503', '401', '403', '404', 'reset_before', 'reset_after', 'truncated']

/** @param number the resident's, one that no earlier run used */
export function whatsappPhone(origin: string, number: string): Phone {
  let seen = 0
  const user = async (act: object) => void (await pull(origin, 'user', { from: number, ...act }))
  return {
    name: 'WhatsApp',
    write: (words) => user(actOf(saidOf(words))),
    // What comes back is the title alone, without what the row says under it.
    tap: ({ id, label }) => user({ said: { type: 'tap', id, title: titleIn(label) } }),
    look: async () => {
      const { entries } = await pull<{ entries: Entry[] }>(origin, 'journal')
      const fresh = entries.slice(seen).filter(({ kind, to }) => to === number || kind === 'violation')
      seen = entries.length
      return fresh.flatMap(shownOf)
    },
    fail: async (fault) => {
      if (!FAULTS.includes(fault) && !/^code:\d+$/.test(fault))
        throw new Error(`fault is one of ${FAULTS.join(', ')}, code:131056`)
      await pull(origin, 'inject', { match: { method: 'POST', path: '/messages', to: number }, fault })
    },
    advance: async (ms) => void (await pull(origin, 'advance', { ms })),
  }
}

function actOf(said: Said): object {
  if (said.type === 'text') return { said }
  if (said.type === 'location') return { said: { type: 'location', lat: said.latitude, lng: said.longitude } }
  return { said: { type: KINDS[said.type], mime: said.mime }, base64: said.base64 }
}

function shownOf({ kind, message, fault, code, details, scope }: Entry): Shown[] {
  switch (kind) {
    case 'accepted':
      return message ? [messageOf(message)] : []
    case 'fault':
      return [{ type: 'trouble', what: String(fault) }]
    case 'refused':
      return [{ type: 'trouble', what: `${code} ${details}` }]
    case 'violation':
      return [{ type: 'trouble', what: `retry_after (${scope})` }]
    default:
      return []
  }
}

function messageOf({ text, template, interactive }: Message): Shown {
  const { buttons = [], sections = [] } = interactive?.action ?? {}
  const rows = [...buttons.map(({ reply }) => reply), ...sections.flatMap((section) => section.rows)]
  return {
    type: 'message',
    text: text?.body ?? interactive?.body?.text ?? `(template ${template?.name})`,
    buttons: rows.map(buttonOf),
    asksLocation: interactive?.type === 'location_request_message',
  }
}

const BESIDE = ' – '

function buttonOf({ id, title, description }: Row): Button {
  return { id, label: description === undefined ? title : title + BESIDE + description }
}

function titleIn(label: string): string {
  return label.split(BESIDE)[0] ?? label
}
