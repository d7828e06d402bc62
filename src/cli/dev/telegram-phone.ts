/** @module A resident's Telegram, over the emulator's levers. */

import { type Phone, pull, type Said, type Shown, saidOf } from './phone.ts'

type Message = {
  from: 'bot' | 'user'
  text: string
  buttons: { text: string; data: string }[]
  keyboard: string[]
}
/** A request of the service, as the emulator's journal has it. */
type Entry = { method: string; chat?: number; status: number; fault?: string; violation?: string }

/** @param chat the resident, a number that no earlier run used */
export function telegramPhone(origin: string, chat: number): Phone {
  let seenMessages = 0
  let seenEntries = 0
  let files = 0
  const user = async (act: object) => void (await pull(origin, 'user', { chat, ...act }))
  const keep = async (base64: string) => {
    files += 1
    const id = `file-${files}`
    await pull(origin, 'file', { id, base64 })
    return id
  }
  return {
    name: 'Telegram',
    write: async (words) => {
      const said = saidOf(words)
      if (said.type === 'text') return await user({ text: said.text })
      await user({ content: await contentOf(said, keep) })
    },
    tap: ({ id }) => user({ tap: id }),
    look: async () => {
      const messages = await pull<Message[]>(origin, 'messages', { chat })
      const journal = await pull<Entry[]>(origin, 'journal')
      const troubles = journal.slice(seenEntries).flatMap((entry) => troubleOf(entry, chat))
      const fresh = messages.slice(seenMessages).filter(({ from }) => from === 'bot')
      seenMessages = messages.length
      seenEntries = journal.length
      return [...troubles, ...fresh.map(shownOf)]
    },
    fail: async (fault) => void (await pull(origin, 'inject', { match: { method: 'sendMessage' }, fault })),
    advance: async (ms) => void (await pull(origin, 'advance', { ms })),
  }
}

async function contentOf(
  said: Exclude<Said, { type: 'text' }>,
  keep: (base64: string) => Promise<string>,
): Promise<object> {
  if (said.type === 'location') {
    const { latitude, longitude } = said
    return { location: { latitude, longitude } }
  }
  const file = { file_id: await keep(said.base64), mime_type: said.mime }
  switch (said.type) {
    case 'photo':
      return { photo: [{ ...file, width: 1, height: 1 }] }
    case 'voice':
      return { voice: { ...file, duration: 3 } }
    case 'pdf':
      return { document: { ...file, file_name: 'surat.pdf' } }
    case 'sticker':
      return { sticker: { ...file, emoji: '👍' } }
  }
}

function shownOf({ text, buttons, keyboard }: Message): Shown {
  return {
    type: 'message',
    text,
    buttons: buttons.map((one) => ({ id: one.data, label: one.text })),
    // The one button of a keyboard that this bot has shares the place.
    asksLocation: keyboard.length > 0,
  }
}

function troubleOf({ method, chat: to, status, fault, violation }: Entry, chat: number): Shown[] {
  if (!method.startsWith('send') || to !== chat) return []
  const what = [fault ?? (status === 200 ? undefined : String(status)), violation].filter(Boolean)
  return what.length === 0 ? [] : [{ type: 'trouble', what: `${method}: ${what.join(', ')}` }]
}
