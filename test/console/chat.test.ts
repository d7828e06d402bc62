/** @module One chat before the real service: every act of staff in it, what the resident reads, what stands in the audit log. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld, type Desk } from '../support/console-world.ts'
import { XSS } from '../support/xss.ts'

let world: ConsoleWorld
let ani: Desk
let budi: Desk
const MINUTE = 60_000

beforeEach(async () => {
  world = await consoleWorld()
  ani = world.as('agent', 'ani')
  budi = world.as('agent', 'budi')
})
afterEach(() => world.stop())

const wait = (address = 'warga') => world.writes(address, 'mau bicara petugas', 'lewati')
const said = async (chatId: string) =>
  (await world.service.chats.read(chatId))?.lines.map(({ text }) => text) ?? []
const ownerOf = async (chatId: string) => (await world.service.chats.read(chatId))?.owner
const at = (chatId: string, verb = '') => `/console/chat/${chatId}${verb === '' ? '' : `/${verb}`}`
const newsOf = (response: Response) => /kabar=(\w+)/.exec(response.headers.get('location') ?? '')?.[1]
const fetched = { 'x-requested-with': 'fetch' }

const taken = async () => {
  const chatId = await wait()
  await ani.post(at(chatId, 'ambil'))
  return chatId
}
const seen = async (chatId: string) => {
  const lines = (await world.service.chats.read(chatId))?.lines ?? []
  return String(lines.findLast(({ from }) => from === 'resident')?.seq ?? 0)
}
const reply = async (desk: Desk, chatId: string, text: string, more: Record<string, string> = {}) =>
  await desk.post(at(chatId, 'balas'), { text, key: 'k1', seen: await seen(chatId), ...more })

describe('a reply', () => {
  it('reaches the resident, and stands in the transcript under the name of who wrote it with what became of it', async () => {
    const chatId = await taken()
    const response = await reply(ani, chatId, 'Selamat pagi, ada yang bisa dibantu?')
    expect(response.status).toBe(303)
    expect(await said(chatId)).toContain('Selamat pagi, ada yang bisa dibantu?')
    const page = await budi.text(at(chatId))
    expect(page).toMatch(/Contoh ani<\/b>.*Selamat pagi, ada yang bisa dibantu\?.*terkirim/s)
    expect(await ani.text(at(chatId))).toContain('<b>Anda</b>')
  })

  it('sent twice under one key on a bad line is one reply', async () => {
    const chatId = await taken()
    for (let time = 0; time < 3; time += 1) await reply(ani, chatId, 'satu kali saja')
    expect((await said(chatId)).filter((text) => text === 'satu kali saja')).toHaveLength(1)
  })

  it('is asked about once when the resident has written meanwhile, with the draft kept, and then leaves', async () => {
    const chatId = await taken()
    const before = await seen(chatId)
    await world.writes('warga', 'eh maaf, sudah beres')
    const refused = await ani.post(at(chatId, 'balas'), { text: 'Bawa KTP ya <b>', key: 'k2', seen: before })
    expect(refused.status).toBe(409)
    const page = await refused.text()
    expect(page).toContain('Warga menulis lagi sewaktu Anda mengetik')
    expect(page).toContain('Bawa KTP ya &lt;b&gt;</textarea>')
    expect(page).toContain('value="k2"')
    expect(await said(chatId)).not.toContain('Bawa KTP ya <b>')
    const now = /name="seen" value="(\d+)"/.exec(page)?.[1] ?? ''
    const sent = await ani.post(at(chatId, 'balas'), { text: 'Bawa KTP ya <b>', key: 'k2', seen: now })
    expect(sent.status).toBe(303)
    expect(await said(chatId)).toContain('Bawa KTP ya <b>')
  })

  it('answers a script in JSON: taken without a body, refused with the reason', async () => {
    const chatId = await taken()
    const body = new URLSearchParams({ text: 'halo', key: 'k3', seen: await seen(chatId) })
    const ok = await ani.request(at(chatId, 'balas'), { method: 'POST', body, headers: fetched })
    expect(ok.status).toBe(204)
    await world.writes('warga', 'satu lagi')
    const old = await ani.request(at(chatId, 'balas'), {
      method: 'POST',
      body: new URLSearchParams({ text: 'halo', key: 'k4', seen: '1' }),
      headers: fetched,
    })
    expect(old.status).toBe(409)
    expect(await old.json()).toMatchObject({ why: 'newer', seen: Number(await seen(chatId)) })
  })

  it('of somebody who does not have the chat is refused with its words kept and the name of who has it', async () => {
    const chatId = await taken()
    const response = await reply(budi, chatId, 'saya juga', { key: 'k5' })
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('(Contoh ani)')
    expect(await said(chatId)).not.toContain('saya juga')
  })

  it('that is empty or too long is refused', async () => {
    const chatId = await taken()
    expect((await reply(ani, chatId, '  ')).status).toBe(400)
    expect((await reply(ani, chatId, 'x'.repeat(4_001))).status).toBe(413)
  })

  it('is shown before it is sent as its channel shows it', async () => {
    const chatId = await taken()
    const page = await (
      await ani.post(at(chatId, 'pratinjau'), { text: 'Satu\nDua', key: 'k6', seen: '1' })
    ).text()
    expect(page).toContain('Di web ini tampil sebagai 1 pesan')
    expect(await said(chatId)).not.toContain('Satu\nDua')
    expect(page).toContain('value="k6"')
  })
})

describe('what staff do with a chat', () => {
  it('a note is for colleagues alone', async () => {
    const chatId = await taken()
    await ani.post(at(chatId, 'catatan'), { text: 'sudah saya telepon', key: 'n1' })
    expect(await said(chatId)).not.toContain('sudah saya telepon')
    expect(await budi.text(at(chatId))).toContain('Catatan Contoh ani')
    expect(await budi.text(at(chatId))).toContain('sudah saya telepon')
  })

  it('handing back says before the click what the resident will read, and then it is so', async () => {
    const chatId = await world.writes('warga', 'cek sigap', 'mau bicara petugas', 'lewati')
    await ani.post(at(chatId, 'ambil'))
    const page = await ani.text(at(chatId))
    const question = /Bot bertanya lagi: &quot;([^<]*)&quot;/.exec(page)?.[1] ?? ''
    expect(page).toContain('Bot menampilkan menu utama')
    expect(page).toContain('Bot menutup percakapan')
    const response = await ani.post(at(chatId, 'kembalikan'), {
      key: 'b1',
      ke: question === '' ? 'menu' : 'resume',
    })
    expect(newsOf(response)).toBe('handed_back')
    expect(await ownerOf(chatId)).toBe('bot')
    expect((await said(chatId)).join('\n')).toContain('Petugas selesai membalas')
  })

  it('a transfer to a colleague makes it theirs at once, with the note, and the resident hears of it', async () => {
    const chatId = await taken()
    await budi.text('/console')
    const response = await ani.post(at(chatId, 'alihkan'), {
      key: 't1',
      kepada: 'orang:budi',
      catatan: 'tolong ya',
    })
    expect(newsOf(response)).toBe('transferred')
    expect(await ownerOf(chatId)).toBe('staff:budi')
    expect((await said(chatId)).at(-1)).toContain('Petugas lain melanjutkan')
    expect(await budi.text(at(chatId))).toContain('tolong ya')
    expect(await budi.text('/console')).toContain('Percakapan saya (1)')
  })

  it('a transfer to nobody is refused', async () => {
    const chatId = await taken()
    expect(newsOf(await ani.post(at(chatId, 'alihkan'), { key: 't2', kepada: 'orang:siapa' }))).toBe(
      'no_such_person',
    )
    expect(await ownerOf(chatId)).toBe('staff:ani')
  })

  it('a snoozed chat leaves the open ones, comes back at its time, and nobody is called silent meanwhile', async () => {
    const chatId = await taken()
    expect(newsOf(await ani.post(at(chatId, 'tunda'), { sampai: 'hour' }))).toBe('snoozed')
    expect(await ani.text('/console?keadaan=snoozed')).toContain(`data-chat="${chatId}"`)
    expect(await ani.text('/console?keadaan=open')).not.toContain(`data-chat="${chatId}"`)
    await world.pass(30 * MINUTE)
    expect(await ownerOf(chatId)).toBe('staff:ani')
    await world.pass(31 * MINUTE)
    expect(await ani.text('/console?keadaan=open')).toContain(`data-chat="${chatId}"`)
    await world.pass(16 * MINUTE)
    expect(await ownerOf(chatId)).toBe('queue')
  })

  it('a word of the resident ends the snooze', async () => {
    const chatId = await taken()
    await ani.post(at(chatId, 'tunda'), { sampai: 'tomorrow' })
    await world.writes('warga', 'saya sudah bawa suratnya')
    expect(await ani.text('/console?keadaan=open')).toContain(`data-chat="${chatId}"`)
  })

  it('silence is counted down on the page, then the chat is back in the queue and the resident has a word', async () => {
    const chatId = await taken()
    await world.pass(5 * MINUTE)
    expect(await ani.text(at(chatId))).toContain(
      'Belum dibalas: kembali ke antrean pukul 09.45 (sisa 10 menit)',
    )
    await world.pass(10 * MINUTE)
    expect(await ownerOf(chatId)).toBe('queue')
    expect((await said(chatId)).join('\n')).toContain('Anda kembali ke antrean')
    expect(await ani.text('/console')).toContain('Menunggu petugas (1)')
  })

  it('labels that supervisors keep are put on a chat and filtered by', async () => {
    const chatId = await taken()
    await world.as('supervisor', 'sri').post('/console/label', { nama: 'perlu surat' })
    await ani.post(at(chatId, 'label'), { label: ['perlu surat', 'tidak ada'] })
    expect(await ani.text('/console?saya=1&label=perlu+surat')).toContain(`data-chat="${chatId}"`)
    expect(await ani.text(at(chatId))).toContain('<span class="badge">perlu surat</span>')
    expect((await ani.post('/console/label', { nama: 'punya petugas' })).status).toBe(403)
  })

  it('ready words are put into the box with the values of this chat, and gaps stay to be seen', async () => {
    const chatId = await taken()
    const body =
      '{salam}, ini {layanan}. Nomor Anda {nomor}. Darurat: {fact_telepon_darurat}. {{constructor}}'
    await world.as('supervisor', 'sri').post('/console/balasan', { id: 'salam', judul: 'Salam', isi: body })
    const page = await ani.text(`${at(chatId)}?isi=salam`)
    expect(page).toMatch(
      /<textarea id="text"[^>]*>\s*Selamat pagi, ini Tanya SIGAP \(demo\)\. Nomor Anda \{nomor\}\. Darurat: 112\. \{\{constructor\}\}/,
    )
    expect((await ani.post('/console/balasan', { id: 'x', judul: 'x', isi: 'x' })).status).toBe(403)
  })

  it('keeps no more than eight chats for one, but never turns an emergency away', async () => {
    for (let n = 0; n < 8; n += 1) await ani.post(at(await wait(`w${n}`), 'ambil'))
    const one = await wait('w9')
    expect(newsOf(await ani.post(at(one, 'ambil')))).toBe('full')
    const grave = await world.writes(
      'w10',
      'tolong suami saya kecelakaan berdarah banyak',
      'mau bicara petugas',
      'lewati',
    )
    expect(newsOf(await ani.post(at(grave, 'ambil')))).toBe('taken')
  })
})

describe('what was sent', () => {
  it('a photo, a voice and a PDF are opened for staff alone, inert, and each opening is written down', async () => {
    const chatId = await taken()
    const media = world.service.web.media
    const pdf = await media.keep(chatId, new TextEncoder().encode('%PDF-1.4\n%%EOF\n'), {
      name: 'surat',
      type: 'document',
    })
    await world.writes(
      'warga',
      { type: 'document', media: pdf },
      { type: 'location', lat: -6.2349, lng: 106.9896 },
    )
    const page = await ani.text(at(chatId))
    expect(page).toContain('Unduh Dokumen')
    expect(page).toContain('href="geo:-6.234900,106.989600"')
    expect(page).toMatch(
      /href="https:\/\/www\.openstreetmap\.org[^"]*" target="_blank" rel="noopener noreferrer external"/,
    )
    const file = await ani.request(at(chatId, 'berkas/surat'))
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(world.audited).toContainEqual(
      expect.objectContaining({ action: 'chat.file', subject: chatId, by: 'ani' }),
    )
    const part = await ani.request(at(chatId, 'berkas/surat'), { headers: { range: 'bytes=0-3' } })
    expect([part.status, await part.text()]).toEqual([206, '%PDF'])
    expect((await ani.request(at('lain', 'berkas/surat'))).status).toBe(404)
    expect((await world.as('auditor').request(at(chatId, 'berkas/surat'))).status).toBe(403)
  })

  it('a voice message is played on the page', async () => {
    const chatId = await taken()
    const ogg = new TextEncoder().encode(
      `OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead\x01\x01${'\0'.repeat(9)}`,
    )
    const voice = await world.service.web.media.keep(chatId, ogg, { name: 'suara', type: 'voice' })
    await world.writes('warga', { type: 'voice', media: voice })
    expect(await ani.text(at(chatId))).toMatch(/<audio controls="" preload="none" src="[^"]*berkas\/suara"/)
    const file = await ani.request(at(chatId, 'berkas/suara'))
    expect(file.headers.get('content-type')).toBe('audio/ogg')
    expect(file.headers.get('content-disposition')).toMatch(/^inline/)
  })

  it('is shown as text, whatever it is', async () => {
    const chatId = await taken()
    const texts = XSS.filter((text) => text.includes('<'))
    await world.writes('warga', texts.join('\n'))
    const page = await ani.text(at(chatId))
    for (const text of texts) expect(page).not.toContain(text.length > 3 ? `>${text}` : '<x y=z')
    expect(page).not.toContain('<script>alert')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })
})

it('writes down who opened which chat, and every act, with the chat and never its words', async () => {
  const chatId = await taken()
  await ani.text(at(chatId))
  await reply(ani, chatId, 'kata rahasia')
  await ani.post(at(chatId, 'catatan'), { text: 'kata rahasia', key: 'n' })
  const actions = world.audited.filter(({ subject }) => subject === chatId).map(({ action }) => action)
  expect(actions).toEqual(['chat.take', 'chat.open', 'chat.reply', 'chat.note'])
  expect(JSON.stringify(world.audited)).not.toContain('rahasia')
})

it('knows no chat that is not there', async () => {
  expect((await ani.request(at('tidak-ada'))).status).toBe(404)
})
