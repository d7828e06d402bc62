/** @module A chat on a line where free words leave for 24 hours alone: what staff see of it, and what becomes of their words. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { webChannel } from '../../src/channels/web/web.ts'
import { limits } from '../../src/channels/whatsapp-cloud/limits.ts'
import { type ConsoleWorld, consoleWorld, type Desk } from '../support/console-world.ts'

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
const named: string[] = []
const cloud = (knock: boolean): Channel => ({
  ...webChannel(),
  id: 'whatsapp_cloud',
  limits: { ...limits, maxTextChars: 60 },
  account: () => '1',
  send: async ({ id, text, template }) => {
    sent.push(text)
    if (template) named.push(template.name)
    return { externalId: id }
  },
  ...(knock ? { knock: { text: 'Ada kabar', template: { name: 'kabar', language: 'id' } } } : {}),
})

it.each([
  { knock: false, says: 'Balasan disimpan dan dikirim saat warga menulis lagi.' },
  { knock: true, says: 'templat bisa memintanya menulis' },
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

describe('past the window', () => {
  const template = (id: string, text: string) => ({
    id,
    text,
    template: { name: `sigap_${id}`, language: 'id' },
  })
  const templates = [template('knock', 'Ada kabar'), template('documents', 'Perlu berkas <b>')]
  let ani: Desk
  let chatId: string
  beforeEach(async () => {
    world = await consoleWorld({ channels: { whatsapp_cloud: { ...cloud(true), templates } } })
    ani = world.as('agent', 'ani')
    await hears('w1', 'mau bicara petugas')
    chatId = await hears('w2', 'lewati')
    await ani.post(at(chatId, 'ambil'))
    await ani.post(at(chatId, 'tunda'), { sampai: 'monday' })
    await world.pass(25 * 60 * MINUTE)
    sent.length = 0
    named.length = 0
  })
  const reply = async (cara: string, text = 'kabar baik untuk Ibu', key = 'k1') =>
    await ani.post(at(chatId, 'balas'), { text, key, seen: '999', cara })

  it('offers each approved template with its words, or to wait; before it, and elsewhere, neither', async () => {
    const page = await ani.text(at(chatId))
    expect(page).toMatch(/value="knock" checked[^>]*>.*<q>Ada kabar<\/q>/s)
    expect(page).toMatch(/value="documents"\/?>.*<q>Perlu berkas &lt;b&gt;<\/q>/s)
    expect(page).toContain('Kirim saat warga menulis lagi')
    await hears('w3', 'halo')
    const others = await world.writes('warga', 'mau bicara petugas', 'lewati')
    await ani.post(at(others, 'ambil'))
    for (const open of [await ani.text(at(chatId)), await ani.text(at(others))]) {
      expect(open).toContain('id="reply"')
      expect(open).not.toContain('name="cara"')
    }
  })

  it('sends the template that was chosen and no other, and the reply when the resident writes', async () => {
    expect((await reply('documents')).status).toBe(303)
    expect(sent).toEqual(['Perlu berkas <b>'])
    expect(named).toEqual(['sigap_documents'])
    const page = await ani.text(at(chatId))
    expect(page).toMatch(
      /Perlu berkas &lt;b&gt;.*terkirim.*kabar baik untuk Ibu.*menunggu warga menulis lagi/s,
    )
    expect(page).toContain('Templat terakhir dikirim')
    expect(page).toMatch(/value="wait" checked/)
    await hears('w3', 'ya?')
    expect(sent.filter((text) => text === 'kabar baik untuk Ibu')).toHaveLength(1)
  })

  it('waits in silence when that was chosen, however long the reply is', async () => {
    await reply('wait', 'Bawa KTP asli dan fotokopi. Datang pagi ke kelurahan. Minta surat pengantar dahulu.')
    expect(sent).toEqual([])
    expect(await ani.text(at(chatId))).toContain('menunggu warga menulis lagi')
    await hears('w3', 'ya?')
    expect(sent.slice(0, 2).join(' ')).toContain('Bawa KTP asli')
    expect(named).toEqual([])
  })

  it('asks by itself, once, for a reply that was sent without a choice', async () => {
    await reply('wait')
    await reply('', 'tanpa pilihan', 'k2')
    expect(sent).toEqual(['Ada kabar'])
    await reply('', 'sekali lagi', 'k3')
    expect(sent).toEqual(['Ada kabar'])
  })

  it('sends a template without any words of staff, but never an empty reply', async () => {
    expect((await reply('documents', '')).status).toBe(303)
    expect(named).toEqual(['sigap_documents'])
    for (const cara of ['wait', '', 'unknown', '__proto__'])
      expect((await reply(cara, '', 'k2')).status).toBe(400)
    expect(named).toEqual(['sigap_documents'])
  })

  it('shows the template before the reply in the preview, and keeps what was chosen', async () => {
    const response = await ani.post(at(chatId, 'pratinjau'), {
      text: 'kabar',
      key: 'p',
      seen: '9',
      cara: 'documents',
    })
    const page = await response.text()
    expect(page).toMatch(
      /<p class="bubble text">Perlu berkas &lt;b&gt;<\/p><p class="bubble text">kabar<\/p>/,
    )
    expect(page).toMatch(/value="documents" checked/)
  })

  it('sends no template to somebody who has written meanwhile', async () => {
    const seen = '1'
    await hears('w3', 'halo lagi')
    await world.pass(0)
    const refused = await ani.post(at(chatId, 'balas'), { text: 'kabar', key: 'k1', seen, cara: 'documents' })
    expect(refused.status).toBe(409)
    expect(named).toEqual([])
  })
})
