/** @module The crowd on Telegram: how a resident's phone works there, what goes wrong, and what the platform saw. */

import type { Emulator } from '../support/emulators/telegram/emulator.ts'
import type { Phone } from './resident.ts'

const FIRST_CHAT = 501_000

export function telegramPhone({ control, world }: Emulator) {
  const count = { duplicated: 0 }
  const phoneOf = (n: number): Phone => {
    const chat = FIRST_CHAT + n
    return {
      write: (texts) => {
        const ids = texts.map((text) => control.user({ chat, text }))
        const [first] = ids
        // Telegram keeps order; what comes again comes later, under its old number or under a new one.
        if (first === undefined || world.random() >= 0.1) return
        const message = control.messages({ chat }).findLast(({ from }) => from === 'user')?.raw
        if (world.random() < 0.5) control.duplicate({ update_id: first })
        else control.update({ message })
        count.duplicated += 1
      },
      count: () => messagesOf(chat).length,
    }
  }
  const messagesOf = (chat: number) => control.messages({ chat }).filter(({ from }) => from === 'bot')
  return { count, phoneOf, nameOf: (n: number) => `telegram ${FIRST_CHAT + n}` }
}

/** Rates of faults that a bad day has; the pauses are few, since each stops the whole bot. */
export function telegramFaults({ control }: Emulator, people: number): void {
  const send = { method: 'sendMessage' }
  const times = Math.ceil(people / 10)
  control.inject({ match: { ...send, prob: 0.01 }, fault: '502', times })
  control.inject({ match: { ...send, prob: 0.01 }, fault: 'reset_before', times })
  control.inject({ match: { ...send, prob: 0.01 }, fault: 'reset_after', times })
  control.inject({ match: { ...send, prob: 0.005 }, fault: 'truncated', times: Math.ceil(people / 40) })
  control.inject({ match: { ...send, prob: 0.002 }, fault: '429', retry_after: 1, scope: 'bot', times: 4 })
  control.inject({ match: { ...send, prob: 0.004 }, fault: '429', retry_after: 1, scope: 'chat', times: 4 })
  const poll = { method: 'getUpdates' }
  control.inject({ match: { ...poll, prob: 0.1 }, fault: '502', times: 5 })
  control.inject({ match: { ...poll, prob: 0.1 }, fault: 'reset_after', times: 10 })
  control.inject({ match: { ...poll, prob: 0.1 }, fault: 'truncated', times: 5 })
  control.inject({ match: { ...poll, nth: 40 }, fault: '429', retry_after: 1 })
}

export function judgeTelegram({ control, world }: Emulator, duplicated: number) {
  const journal = control.journal()
  const of = (fault: string) => journal.filter((entry) => entry.fault === fault).length
  return {
    /** Texts that people read, by chat, in order; one that came twice stands twice. */
    read: Object.fromEntries(
      [...world.chats].map(([chat, { messages }]) => [
        `telegram ${chat}`,
        messages.filter(({ from }) => from === 'bot').map(({ text }) => text),
      ]),
    ),
    duplicated,
    unconfirmed: world.queue.length,
    early: journal.filter(({ violation }) => violation !== undefined),
    violations: journal.filter(({ violation }) => violation !== undefined).length,
    faults: Object.fromEntries(
      ['429', '502', 'reset_before', 'reset_after', 'truncated'].map((name) => [name, of(name)]),
    ),
  }
}
