/** @module What every channel must do, whatever its platform. Each adapter's test calls this with a way to make one. */

import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { SEND_ERRORS, SendError } from '../../src/core/errors.ts'
import { CHANNELS } from '../../src/core/lists.ts'
import type { Incoming, Outgoing } from '../../src/core/message.ts'

export type Made = {
  channel: Channel
  /** Ids of what the platform has got so far, repeats with it. */
  arrived(): string[]
  /** Makes the platform refuse what comes next; absent where nothing can go wrong. */
  breakPlatform?(): void
  /** Makes the platform bring a message in (a signed webhook, an update); absent where the page or command does. */
  webhook?(text: string): { good: Request; forged: Request }
  /** For channels that listen: makes the platform send a text. */
  bring?(text: string): void
  stop?(): Promise<void>
}

export const OUTGOING: Outgoing = {
  id: 'c1.1.0',
  chatId: 'c1',
  channel: 'terminal',
  address: 'warga',
  author: 'bot',
  at: Date.UTC(2026, 10, 22),
  seq: 2,
  text: 'Apa pekerjaan Anda?',
}

const SHAPES: { label: string; reply: Partial<Outgoing> }[] = [
  { label: 'a text', reply: {} },
  {
    label: 'choices',
    reply: {
      choices: [
        { id: 'work.ojek', label: 'Ojek' },
        { id: 'work.lain', label: 'Lainnya' },
      ],
    },
  },
  {
    label: 'more choices than buttons',
    reply: { choices: Array.from({ length: 25 }, (_, n) => ({ id: `c.${n}`, label: `Pilihan nomor ${n}` })) },
  },
  {
    label: 'a label longer than a button',
    reply: { choices: [{ id: 'a', label: 'Kelurahan Pekayon Jaya di Bekasi Selatan' }] },
  },
  { label: 'a link', reply: { link: { url: 'https://sigap.example', label: 'Buka' } } },
  { label: 'a request for a place', reply: { ask: 'location' } },
  { label: 'a text over every limit', reply: { text: 'Kalimat yang panjang sekali. '.repeat(500) } },
  { label: 'signs that mean something elsewhere', reply: { text: '<b>*_`[]()~>#+-=|{}.!\\ & 👩🏽‍🏭' } },
  { label: 'words of staff', reply: { author: 'staff', text: 'Selamat siang' } },
]

/** @param make a fresh channel with its platform; called once a test */
export function channelContract(name: string, make: () => Promise<Made>): void {
  describe(`${name} keeps the contract of channels`, () => {
    const using = async (work: (made: Made) => Promise<void>) => {
      const made = await make()
      try {
        await work(made)
      } finally {
        await made.stop?.()
      }
    }

    it('has a known id and limits that something fits into', () =>
      using(async ({ channel }) => {
        expect(CHANNELS).toContain(channel.id)
        expect(channel.limits.maxTextChars).toBeGreaterThanOrEqual(320)
        expect(channel.limits.maxButtons).toBeGreaterThanOrEqual(0)
      }))

    it.each(SHAPES)('sends $label', ({ reply }) =>
      using(async ({ channel, arrived }) => {
        const { externalId } = await channel.send({ ...OUTGOING, channel: channel.id, ...reply })
        expect(externalId).not.toBe('')
        expect(arrived().length).toBeGreaterThan(0)
      }),
    )

    it('sends the same id again where it says that this is harmless', () =>
      using(async ({ channel }) => {
        if (channel.repeatIsHarmless !== true) return
        const message = { ...OUTGOING, channel: channel.id }
        const first = await channel.send(message)
        expect(await channel.send(message)).toEqual(first)
      }))

    it('tells what went wrong by a code of the closed list', () =>
      using(async ({ channel, breakPlatform }) => {
        if (breakPlatform === undefined) return
        breakPlatform()
        const error = await channel
          .send({ ...OUTGOING, channel: channel.id })
          .catch((reason: unknown) => reason)
        expect(error).toBeInstanceOf(SendError)
        expect(SEND_ERRORS).toContain((error as SendError).code)
      }))

    it('says what is set and what is missing', () =>
      using(async ({ channel }) => {
        const state = await channel.check()
        expect(state.set).toBe(state.missing.length === 0)
      }))

    it('takes a signed webhook and refuses a forged one', () =>
      using(async ({ channel, webhook }) => {
        expect(channel.webhook === undefined).toBe(webhook === undefined)
        if (channel.webhook === undefined || webhook === undefined) return
        const { good, forged } = webhook('halo')
        const taken = await channel.webhook(good)
        expect(taken.response.ok).toBe(true)
        expect(taken.incoming).toMatchObject([{ type: 'message', content: { type: 'text', text: 'halo' } }])
        const refused = await channel.webhook(forged)
        expect(refused.incoming).toEqual([])
        expect(refused.response.ok).toBe(false)
      }))

    it('acknowledges what it hears only after it was received', () =>
      using(async ({ channel, bring }) => {
        expect(channel.listen === undefined).toBe(bring === undefined)
        if (channel.listen === undefined || bring === undefined) return
        const seen: Incoming[] = []
        let heard = () => {}
        const first = new Promise<void>((resolve) => {
          heard = resolve
        })
        let tries = 0
        const stop = await channel.listen(async (incoming) => {
          tries += 1
          if (tries === 1) throw new Error('the store is full')
          seen.push(...incoming)
          heard()
        })
        bring('halo')
        await first
        await stop()
        expect(seen).toMatchObject([{ type: 'message', content: { text: 'halo' } }])
      }))
  })
}
