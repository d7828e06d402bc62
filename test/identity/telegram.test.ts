/** @module The own number on Telegram as proof for the list: the real line on an emulated platform, from the button to the answer. */

import { afterEach, beforeEach, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { PERSON, SECRET, TEXTS, telegramBench } from '../channels/telegram/bench.ts'
import { listPeople } from '../support/people-list.ts'
import { AT, type IdentityWorld, identityWorld, kkOf, nikOf } from './world.ts'

const HOOK = 'http://127.0.0.1:1/hooks/telegram'
const PHONE = '+628120000001'
let world: IdentityWorld
let bench: Awaited<ReturnType<typeof telegramBench>>
let updates = 0

beforeEach(async () => {
  bench = await telegramBench({ mode: 'webhook', secret: SECRET, webhookUrl: HOOK })
  world = await identityWorld({ now: AT }, { channels: { telegram: bench.channel } })
  await listPeople(world.service, [{ nik: nikOf(2), kk: kkOf(2), phone: PHONE }])
})
afterEach(async () => {
  await world.service.stop()
  await bench.end()
})

async function post(fields: object): Promise<void> {
  updates += 1
  const message = {
    message_id: 100 + updates,
    from: { id: PERSON, is_bot: false, first_name: 'Contoh' },
    chat: { id: PERSON, type: 'private' },
    date: Math.floor(world.clock.now / 1000),
    ...fields,
  }
  const answer = await app.request(
    HOOK,
    {
      method: 'POST',
      headers: { 'X-Telegram-Bot-Api-Secret-Token': SECRET },
      body: JSON.stringify({ update_id: updates, message }),
    },
    world.service.web,
  )
  expect(answer.status).toBe(200)
  await world.service.quiet()
  // The line lets one message a second leave.
  await world.pass(10_000)
}

const sent = () => bench.control.messages({ chat: PERSON }).map(({ text }) => text ?? '')
const markups = () =>
  bench.control
    .journal()
    .filter(({ method }) => method === 'sendMessage')
    .map(({ markup }) => markup)

/** Up to the link, which comes with the button that shares the number; gives its path. */
async function asked(): Promise<string> {
  await post({ text: 'apakah saya terdaftar di sigap?' })
  await post({ text: 'cek di daftar' })
  const text = sent().at(-1) ?? ''
  return /\/f\/[\w-]{43}/.exec(text)?.[0] ?? ''
}

async function filled(path: string): Promise<string> {
  expect((await world.request(path, { nik: nikOf(2), kk: kkOf(2) })).status).toBe(303)
  await world.pass(15_000)
  return sent().at(-1) ?? ''
}

const own = { phone_number: PHONE.slice(1), first_name: 'Contoh', user_id: PERSON }

it('comes with a button beside the link, proves as the number of WhatsApp does, and takes the button away', async () => {
  const path = await asked()
  expect(markups().at(-1)).toMatchObject({
    keyboard: [[{ text: TEXTS.sharePhone, request_contact: true }]],
    one_time_keyboard: true,
  })
  await post({ contact: own })
  expect(sent().at(-1)).toContain('Nomor HP Anda sudah dibuktikan Telegram')
  expect(markups().at(-1)).toEqual({ remove_keyboard: true })
  expect(bench.emulator.world.chats.get(PERSON)?.standing).toEqual([])
  expect(await filled(path)).toContain('Anda terdaftar di SIGAP')
  const chatId = await world.service.chats.find({
    channel: 'telegram',
    account: bench.channel.account() ?? '',
    address: String(PERSON),
  })
  expect(await world.service.office.bindings(chatId ?? '')).toMatchObject([{ how: 'phone' }])
})

it.each([
  ["another account's number", { contact: { ...own, user_id: PERSON + 1 } }],
  ['a number of nobody on Telegram', { contact: { ...own, user_id: undefined } }],
  ['an own number that was forwarded', { contact: own, forward_origin: { type: 'user' } }],
  ['a number of oneself that a bot sent', { contact: own, via_bot: { id: 1, is_bot: true } }],
])('refuses %s: the answer is the one that strangers hear', async (_label, fields) => {
  const path = await asked()
  await post(fields)
  expect(sent().at(-1)).toContain('bukan nomor akun Telegram ini')
  expect(await filled(path)).toContain('kami belum bisa menjawabnya lewat chat ini')
})

it('of another person in the list proves nothing about this one', async () => {
  const path = await asked()
  await post({ contact: { ...own, phone_number: '628120000009' } })
  expect(await filled(path)).toContain('kami belum bisa menjawabnya lewat chat ini')
})

it('without a link that is open is not used, and the way is said', async () => {
  await post({ text: 'halo' })
  await post({ contact: own })
  expect(sent().at(-1)).toContain('tidak ada tautan halaman aman yang terbuka')
})

it('answers a question for a number as any contact does', async () => {
  for (const text of ['pengaduan', 'bot', 'lemot', 'lewati']) await post({ text })
  await post({ contact: own })
  expect(sent().at(-1)).toContain('Ini catatan pengaduannya')
})
