/** @module What every channel must do, whatever its platform. Each adapter's test calls this with a way to make one. */

import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { SEND_ERRORS, SendError } from '../../src/core/errors.ts'
import { CHANNEL_ALARMS, CHANNELS } from '../../src/core/lists.ts'
import type { Incoming, Outgoing, Reply } from '../../src/core/message.ts'
import { fits } from '../../src/text/fit.ts'
import { partsOf, render } from '../../src/text/render.ts'

/** What the platform shows of one message: its words, and the labels of its buttons or rows. */
export type Arrived = { id: string; text: string; labels?: string[] }

export type Made = {
  channel: Channel
  /** What the platform has got so far, repeats with it, as people read it (no markup, nothing escaped). */
  arrived(): Arrived[]
  /** Makes the platform refuse what comes next; absent where nothing can go wrong. */
  breakPlatform?(): void
  /** Makes the platform bring a message in (a signed webhook, an update); absent where the page or command does. */
  webhook?(text: string): { good: Request; forged: Request }
  /** For channels that listen: makes the platform send a text. */
  bring?(text: string): void | Promise<void>
  stop?(): Promise<void>
  /** An address the platform knows. */
  address?: string
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

const SHAPES: { label: string; reply: Partial<Reply>; author?: Outgoing['author'] }[] = [
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
    label: 'a list of choices',
    reply: {
      choices: Array.from({ length: 8 }, (_, n) => ({
        id: `c.${n}`,
        label: `Kelurahan ke-${n} dari kota ini`,
      })),
    },
  },
  {
    label: 'a label longer than a button',
    reply: { choices: [{ id: 'a', label: 'Kelurahan Pekayon Jaya di Bekasi Selatan' }] },
  },
  { label: 'a link', reply: { link: { url: 'https://sigap.example/a?b=1&c=2', label: 'Buka' } } },
  { label: 'a request for a place', reply: { ask: 'location' } },
  { label: 'a request for a photo', reply: { ask: 'photo' } },
  { label: 'a text over every limit', reply: { text: 'Kalimat yang panjang sekali. '.repeat(500) } },
  {
    label: 'a long text with choices',
    reply: {
      text: 'Kalimat yang panjang sekali. '.repeat(300),
      choices: [
        { id: 'a', label: 'Ya' },
        { id: 'b', label: 'Tidak' },
      ],
    },
  },
  { label: 'signs that mean something elsewhere', reply: { text: '<b>*_`[]()~>#+-=|{}.!\\ & 👩🏽‍🏭' } },
  { label: 'words of staff', reply: { text: 'Selamat siang' }, author: 'staff' },
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
    const outgoing = ({ channel, address }: Made, more: Partial<Outgoing> = {}): Outgoing => ({
      ...OUTGOING,
      channel: channel.id,
      ...(address === undefined ? {} : { address }),
      ...more,
    })

    it('has a known id and limits that something fits into', () =>
      using(async ({ channel }) => {
        expect(CHANNELS).toContain(channel.id)
        expect(channel.account()).not.toBe('')
        expect(channel.limits.maxTextChars).toBeGreaterThanOrEqual(320)
        expect(channel.limits.maxChoiceTextChars).toBeLessThanOrEqual(channel.limits.maxTextChars)
        expect(channel.limits.maxButtons).toBeGreaterThanOrEqual(0)
      }))

    it.each(SHAPES)('sends $label, and people read just that', ({ reply, author = 'bot' }) =>
      using(async (made) => {
        const { channel, arrived } = made
        const parts = partsOf({ text: OUTGOING.text, ...reply }, channel.limits)
        for (const [index, part] of parts.entries()) {
          const message = outgoing(made, { ...part, id: `c1.1.${index}`, author })
          const { externalId } = await channel.send(message)
          expect(externalId).not.toBe('')
        }
        const got = arrived()
        expect(got).toHaveLength(parts.length)
        for (const [index, part] of parts.entries()) {
          const wanted = render(part, channel.limits)
          expect(got[index]?.text).toBe(wanted.text)
          expect(fits(wanted.text, channel.limits.maxTextChars, channel.limits.measure)).toBe(true)
          const { labels } = got[index] ?? {}
          if (labels !== undefined && labels.length > 0) expect(new Set(labels).size).toBe(labels.length)
        }
      }),
    )

    it('sends the same id again where it says that this is harmless', () =>
      using(async (made) => {
        const { channel } = made
        if (channel.unsure.do !== 'repeat') return
        const message = outgoing(made)
        const first = await channel.send(message)
        expect(await channel.send(message)).toEqual(first)
      }))

    it('tells what went wrong by a code of the closed list', () =>
      using(async (made) => {
        if (made.breakPlatform === undefined) return
        made.breakPlatform()
        const error = await made.channel.send(outgoing(made)).catch((reason: unknown) => reason)
        expect(error).toBeInstanceOf(SendError)
        expect(SEND_ERRORS).toContain((error as SendError).code)
      }))

    it('stops waiting for the platform when told to', () =>
      using(async (made) => {
        const stopped = AbortSignal.abort(new Error('too slow'))
        const error = await made.channel.send(outgoing(made), stopped).catch((reason: unknown) => reason)
        // Where sending is instant there is nothing to stop.
        if (error instanceof Error) expect(error).toBeInstanceOf(SendError)
        else expect(error).toMatchObject({ externalId: expect.any(String) })
      }))

    it('says what is set, what is missing and how it stands', () =>
      using(async ({ channel }) => {
        const state = await channel.check()
        expect(state.set).toBe(state.missing.length === 0)
        expect(['connected', 'reconnecting', 'down', 'idle']).toContain(state.link)
        if (state.why !== undefined) expect(CHANNEL_ALARMS).toContain(state.why)
      }))

    it('takes a signed webhook and refuses a forged one', () =>
      using(async ({ channel, webhook }) => {
        expect(channel.webhook === undefined).toBe(webhook === undefined)
        if (channel.webhook === undefined || webhook === undefined) return
        const { good, forged } = webhook('halo')
        const taken = await channel.webhook(good)
        expect(taken.response.ok).toBe(true)
        expect(taken.incoming).toMatchObject([
          { type: 'message', account: channel.account(), content: { type: 'text', text: 'halo' } },
        ])
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
          const messages = incoming.filter(({ type }) => type === 'message')
          if (messages.length === 0) return
          tries += 1
          if (tries === 1) throw new Error('the store is full')
          seen.push(...messages)
          heard()
        })
        await bring('halo')
        await first
        await stop()
        expect(seen).toMatchObject([
          { type: 'message', account: channel.account(), content: { text: 'halo' } },
        ])
      }))
  })
}
