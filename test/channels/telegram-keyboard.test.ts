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
    label: 'buttons of its own',
    more: { choices: [{ id: 'a', label: 'Ya' }] },
    markup: { inline_keyboard: [[{ text: 'Ya', callback_data: 'a' }]] },
    // A message has one keyboard: the next with words alone takes it away.
    standing: [TEXTS.shareLocation],
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
