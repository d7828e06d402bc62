/** @module Telegram keeps the contract of channels, by long polling and by webhook, and says how it stands. */

import { expect, it } from 'vitest'
import { telegramChannel } from '../../src/channels/telegram/telegram.ts'
import { channelContract, type Made } from './contract.ts'
import { type Bench, PERSON, SECRET, TEXTS, telegramBench } from './telegram/bench.ts'

const HOOK = 'http://127.0.0.1:1/hooks/telegram'

function made(bench: Bench, more: Partial<Made>): Made {
  const { channel, control, end } = bench
  return {
    channel,
    address: String(PERSON),
    arrived: () =>
      control
        .messages({ chat: PERSON })
        .filter(({ from }) => from === 'bot')
        .map(({ message_id, text, buttons }) => ({
          id: String(message_id),
          text,
          labels: buttons.map((button) => button.text),
        })),
    breakPlatform: () => control.inject({ fault: '502', times: 100 }),
    stop: end,
    ...more,
  }
}

channelContract('telegram by polling', async () => {
  const bench = await telegramBench()
  return made(bench, { bring: (text) => void bench.control.user({ chat: PERSON, text }) })
})

channelContract('telegram by webhook', async () => {
  const bench = await telegramBench({ mode: 'webhook', secret: SECRET, webhookUrl: HOOK })
  const post = (secret: string, text: string) => {
    const update = { update_id: 1, message: bench.emulator.world.chats.get(PERSON)?.messages[0]?.raw }
    return new Request(HOOK, {
      method: 'POST',
      headers: { 'X-Telegram-Bot-Api-Secret-Token': secret },
      body: JSON.stringify(update).replaceAll('/start', text),
    })
  }
  return made(bench, { webhook: (text) => ({ good: post(SECRET, text), forged: post(`${SECRET}x`, text) }) })
})

it('is the line of its bot, and asks for words again where nobody knows whether they arrived', async () => {
  const { channel, end } = await telegramBench()
  expect(channel.account()).toBe('7001')
  expect(channel.unsure).toEqual({ do: 'repeat_words' })
  await end()
})

it.each([
  { label: 'no token', options: { token: '', mode: 'polling' as const }, missing: ['TELEGRAM_BOT_TOKEN'] },
  {
    label: 'half a token',
    options: { token: 'abc', mode: 'polling' as const },
    missing: ['TELEGRAM_BOT_TOKEN'],
  },
  {
    label: 'a webhook without its settings',
    options: { token: '1:a', mode: 'webhook' as const },
    missing: ['TELEGRAM_WEBHOOK_SECRET', 'PUBLIC_URL'],
  },
])('names what is missing: $label', async ({ options, missing }) => {
  const channel = telegramChannel(
    { ...options, texts: TEXTS, apiRoot: 'http://127.0.0.1:1' },
    { now: Date.now, log: () => {}, alarm: () => {}, over: () => {} },
  )
  expect(await channel.check()).toEqual({ set: false, missing, link: 'down' })
})

it('tells its name and when it last sent', async () => {
  const { channel, message, end } = await telegramBench()
  await channel.send(message)
  const state = await channel.check()
  expect(state).toMatchObject({ set: true, link: 'idle', name: '@sigap_emulated_bot' })
  expect(state.lastSentAt).toBeGreaterThan(Date.now() - 5000)
  expect(state.why).toBeUndefined()
  await end()
})

it.each([
  { label: 'a refused token', fault: '401' as const, state: { link: 'down', why: 'token_refused' } },
  { label: 'a platform that fails', fault: '502' as const, state: { link: 'down', why: 'not_reachable' } },
])('says in its check: $label', async ({ fault, state }) => {
  const { channel, control, end } = await telegramBench()
  control.inject({ fault, times: 2 })
  expect(await channel.check()).toMatchObject({ set: true, ...state })
  await end()
})

it('says when a webhook keeps the updates from a line that polls', async () => {
  const { channel, emulator, end } = await telegramBench()
  emulator.world.hook = { url: HOOK, secret: undefined, maxConnections: 1, setAt: 0 }
  expect(await channel.check()).toMatchObject({ why: 'webhook_set' })
  await end()
})
