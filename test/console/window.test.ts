/** @module A chat on a line where free words leave for 24 hours alone: what staff see of it, and what becomes of their words. */

import { afterEach, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { webChannel } from '../../src/channels/web/web.ts'
import { limits } from '../../src/channels/whatsapp-cloud/limits.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

let world: ConsoleWorld
const MINUTE = 60_000
afterEach(() => world.stop())

const at = (chatId: string, verb = '') => `/console/chat/${chatId}${verb === '' ? '' : `/${verb}`}`

const line = { channel: 'whatsapp_cloud', account: '1', address: '6281200000001' } as const
const hears = async (externalId: string, text: string) => {
  const content = { type: 'text', text } as const
  await world.service.chats.receive([{ type: 'message', ...line, externalId, at: world.now(), content }])
  await world.service.quiet()
  return (await world.service.chats.find(line)) ?? ''
}
const sent: string[] = []
const cloud = (knock: boolean): Channel => ({
  ...webChannel(),
  id: 'whatsapp_cloud',
  limits: { ...limits, maxTextChars: 60 },
  account: () => '1',
  send: async ({ id, text }) => {
    sent.push(text)
    return { externalId: id }
  },
  ...(knock ? { knock: { text: 'Ada kabar', template: { name: 'kabar', language: 'id' } } } : {}),
})

it.each([
  { knock: false, says: 'Balasan disimpan dan dikirim saat warga menulis lagi.' },
  { knock: true, says: 'Warga dikirimi templat yang memintanya menulis' },
])('says how long, and afterwards what becomes of a reply (template: $knock)', async ({ knock, says }) => {
  world = await consoleWorld({ channels: { whatsapp_cloud: cloud(knock) } })
  const ani = world.as('agent', 'ani')
  await hears('w1', 'mau bicara petugas')
  const chatId = await hears('w2', 'lewati')
  await ani.post(at(chatId, 'ambil'))
  await ani.post(at(chatId, 'tunda'), { sampai: 'monday' })
  expect(await ani.text(at(chatId))).toContain(
    'WhatsApp: balasan bebas sampai Kamis 26 November pukul 09.30 WIB',
  )
  await world.pass(25 * 60 * MINUTE)
  expect(await ani.text(at(chatId))).toContain(says)
  sent.length = 0
  await ani.post(at(chatId, 'balas'), { text: 'kabar baik untuk Ibu', key: 'k1', seen: '999' })
  expect(sent).toEqual(knock ? ['Ada kabar'] : [])
  expect(await ani.text(at(chatId))).toMatch(/kabar baik untuk Ibu.*menunggu warga menulis lagi/s)
  await hears('w3', 'ada kabar?')
  expect(sent).toContain('kabar baik untuk Ibu')
})

it('shows before sending how a long reply is split there', async () => {
  world = await consoleWorld({ channels: { whatsapp_cloud: cloud(false) } })
  const ani = world.as('agent', 'ani')
  await hears('w1', 'mau bicara petugas')
  const chatId = await hears('w2', 'lewati')
  await ani.post(at(chatId, 'ambil'))
  const text = 'Bawa KTP asli dan fotokopi. Datang pagi ke kelurahan. Minta surat pengantar dari RT dahulu.'
  const page = await (await ani.post(at(chatId, 'pratinjau'), { text, key: 'p', seen: '9' })).text()
  expect(page).toContain('Di WhatsApp ini tampil sebagai 2 pesan')
  expect(page).toContain('<p class="bubble text">Minta surat pengantar dari RT dahulu.</p>')
})
