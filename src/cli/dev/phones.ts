/** @module One resident's phone on each emulated platform, over the emulators' levers: writes, taps, and shows what came. */

import type { Platforms } from './children.ts'

/** What came to a phone: words, and what can be tapped. */
export type Shown = { text: string; buttons: { id: string; label: string }[] }

export type Phone = {
  name: string
  /** A text; `[photo]`, `[voice]`, `[sticker]`, `[location -6.2 107]`. */
  write(text: string): Promise<void>
  tap(id: string): Promise<void>
  /** Messages that came since the last look. */
  look(): Promise<Shown[]>
  /** One request of the service fails like this. */
  fail(fault: string): Promise<void>
  advance(ms: number): Promise<void>
}

const CHAT = 501
const NUMBER = '629900000501'
/** A pixel, so that a photo is one. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function pull<T>(origin: string, name: string, body: unknown): Promise<T> {
  const answer = await fetch(`${origin}/__ctl/${name}`, { method: 'POST', body: JSON.stringify(body) })
  return (await answer.json()) as T
}

type TelegramMessage = { from: 'bot' | 'user'; text: string; buttons: { text: string; data: string }[] }

export function telegramPhone({ telegram }: Platforms): Phone {
  let seen = 0
  const user = (act: object) => pull(telegram, 'user', { chat: CHAT, ...act })
  return {
    name: 'Telegram',
    write: async (text) => {
      const { what, words } = tagOf(text)
      if (what === 'photo') {
        await pull(telegram, 'file', { id: 'photo', base64: PIXEL })
        await user({ content: { photo: [{ file_id: 'photo', file_size: 70, width: 1, height: 1 }] } })
      } else if (what === 'voice') await user({ content: { voice: { file_id: 'voice', duration: 3 } } })
      else if (what === 'sticker') await user({ content: { sticker: { file_id: 'sticker', emoji: '👍' } } })
      else if (what === 'location')
        await user({ content: { location: placeOf(words, 'latitude', 'longitude') } })
      else await user({ text })
    },
    tap: async (id) => void (await user({ tap: id })),
    look: async () => {
      const all = await pull<TelegramMessage[]>(telegram, 'messages', { chat: CHAT })
      const fresh = all.slice(seen).filter(({ from }) => from === 'bot')
      seen = all.length
      return fresh.map(({ text, buttons }) => ({
        text,
        buttons: buttons.map((one) => ({ id: one.data, label: one.text })),
      }))
    },
    fail: async (fault) => void (await pull(telegram, 'inject', { match: { method: 'sendMessage' }, fault })),
    advance: async (ms) => void (await pull(telegram, 'advance', { ms })),
  }
}

type Accepted = { kind: string; to?: string; message?: CloudMessage }
type CloudMessage = {
  text?: { body: string }
  template?: { name: string }
  interactive?: {
    body?: { text: string }
    action?: {
      buttons?: { reply: { id: string; title: string } }[]
      sections?: { rows: { id: string; title: string; description?: string }[] }[]
    }
  }
}

export function whatsappPhone({ graph }: Platforms): Phone {
  let seen = 0
  const titles = new Map<string, string>()
  const user = (said: object, more: object = {}) => pull(graph, 'user', { from: NUMBER, said, ...more })
  return {
    name: 'WhatsApp',
    write: async (text) => {
      const { what, words } = tagOf(text)
      if (what === 'photo') await user({ type: 'image', mime: 'image/png' }, { base64: PIXEL })
      else if (what === 'voice' || what === 'sticker') await user({ type: what })
      else if (what === 'location') await user({ type: 'location', ...placeOf(words, 'lat', 'lng') })
      else await user({ type: 'text', text })
    },
    tap: async (id) => void (await user({ type: 'tap', id, title: titles.get(id) ?? id })),
    look: async () => {
      const { entries } = await pull<{ entries: Accepted[] }>(graph, 'journal', {})
      const fresh = entries
        .slice(seen)
        .flatMap(({ kind, message }) => (kind === 'accepted' && message ? [message] : []))
      seen = entries.length
      const shown = fresh.map(shownOf)
      for (const { buttons } of shown) for (const { id, label } of buttons) titles.set(id, label)
      return shown
    },
    fail: async (fault) => void (await pull(graph, 'inject', { match: { path: '/messages' }, fault })),
    advance: async (ms) => void (await pull(graph, 'advance', { ms })),
  }
}

function shownOf({ text, template, interactive }: CloudMessage): Shown {
  const { buttons = [], sections = [] } = interactive?.action ?? {}
  return {
    text: text?.body ?? interactive?.body?.text ?? `(template ${template?.name ?? '?'})`,
    buttons: [
      ...buttons.map(({ reply }) => ({ id: reply.id, label: reply.title })),
      ...sections.flatMap(({ rows }) =>
        rows.map(({ id, title, description }) => ({
          id,
          label: [title, description].filter(Boolean).join(' – '),
        })),
      ),
    ],
  }
}

function tagOf(text: string): { what?: string; words: string } {
  const [, what, words = ''] = /^\[(photo|voice|sticker|location)(?: (.*))?\]$/.exec(text) ?? []
  return what === undefined ? { words: text } : { what, words }
}

function placeOf(words: string, lat: string, lng: string): Record<string, number> {
  const [one = -6.2383, other = 106.9756] = words.split(/[ ,]+/).filter(Boolean).map(Number)
  return { [lat]: one, [lng]: other }
}
