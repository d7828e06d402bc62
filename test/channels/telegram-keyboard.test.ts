/** @module The keyboard that shares a place: it comes with the question, and goes with what follows. */

import { expect, it } from 'vitest'
import { PERSON, TEXTS, telegramBench } from './telegram/bench.ts'

it.each([
  { label: 'words alone', more: {}, markup: { remove_keyboard: true }, standing: [] },
  {
    label: 'the same question again',
    more: { ask: 'location' as const },
    markup: {
      keyboard: [[{ text: TEXTS.shareLocation, request_location: true }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    },
    standing: [TEXTS.shareLocation],
  },
  {
    label: 'choices',
    more: { choices: [{ id: 'a', label: 'Ya' }] },
    markup: { remove_keyboard: true },
    standing: [],
  },
])('after the question for a place, $label: $markup', async ({ more, markup, standing }) => {
  const bench = await telegramBench()
  await bench.channel.send({ ...bench.message, ask: 'location' })
  await bench.channel.send({ ...bench.message, ...more })
  const sent = bench.control.journal().filter(({ method }) => method === 'sendMessage')
  expect(sent.at(-1)?.markup).toEqual(markup)
  expect(bench.emulator.world.chats.get(PERSON)?.standing).toEqual(standing)
  await bench.channel.send(bench.message)
  expect(bench.emulator.world.chats.get(PERSON)?.standing).toEqual([])
  await bench.end()
})

const BUTTON = { inline_keyboard: [[{ text: 'Ya', callback_data: 'a' }]] }
const CHOICES = { text: 'Benar?', choices: [{ id: 'a', label: 'Ya' }] }

it('choices that take the keyboard away stand in the text, and the next have their buttons again', async () => {
  const { channel, control, message, end } = await telegramBench()
  await channel.send({ ...message, ask: 'location' })
  await channel.send({ ...message, ...CHOICES })
  await channel.send({ ...message, ...CHOICES })
  const sent = control.journal().filter(({ method }) => method === 'sendMessage')
  expect(control.messages({ chat: PERSON }).at(-2)?.text).toBe('Benar?\n1. Ya')
  expect(sent.map(({ markup }) => markup).slice(1)).toEqual([{ remove_keyboard: true }, BUTTON])
  await end()
})

it('whoever shared the place has folded the keyboard away, and gets buttons at once', async () => {
  const { channel, control, message, end } = await telegramBench()
  await channel.send({ ...message, ask: 'location' })
  const stop = await channel.listen?.(async () => {})
  control.user({ chat: PERSON, content: { location: { latitude: -6.2, longitude: 106.9 } } })
  await expect.poll(async () => (await channel.check()).lastReceivedAt).toBeDefined()
  await channel.send({ ...message, ...CHOICES })
  expect(control.journal().findLast(({ method }) => method === 'sendMessage')?.markup).toEqual(BUTTON)
  await stop?.()
  await end()
})

it('somebody else gets buttons meanwhile', async () => {
  const { channel, control, message, end } = await telegramBench()
  await channel.send({ ...message, ask: 'location' })
  control.user({ chat: PERSON + 1, text: 'halo' })
  await channel.send({ ...message, ...CHOICES, address: String(PERSON + 1) })
  expect(control.journal().findLast(({ method }) => method === 'sendMessage')?.markup).toEqual(BUTTON)
  await end()
})
