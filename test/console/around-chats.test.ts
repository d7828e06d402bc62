/** @module Around a chat before the real service: muted residents, whether it helped, who goes home, a conversation that is tried. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld, type Desk } from '../support/console-world.ts'

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

const said = async (chatId: string) =>
  (await world.service.chats.read(chatId))?.lines.map(({ text }) => text) ?? []
const ownerOf = async (chatId: string) => (await world.service.chats.read(chatId))?.owner
const at = (chatId: string, verb = '') => `/console/chat/${chatId}${verb === '' ? '' : `/${verb}`}`
const newsOf = (response: Response) => /kabar=(\w+)/.exec(response.headers.get('location') ?? '')?.[1]
const taken = async () => {
  const chatId = await world.writes('warga', 'mau bicara petugas', 'lewati')
  await ani.post(at(chatId, 'ambil'))
  return chatId
}

describe('a resident muted for abuse', () => {
  it('reads until when, is not answered till then, and is heard all the same when somebody is in danger', async () => {
    const chatId = await taken()
    expect(newsOf(await ani.post(at(chatId, 'bisukan'), { alasan: 'abuse', hari: '1' }))).toBe('muted')
    expect((await said(chatId)).at(-1)).toContain('sampai Kamis 26 November pukul 09.30 WIB')
    expect(await ownerOf(chatId)).toBe('bot')
    const before = (await said(chatId)).length
    await world.writes('warga', 'kasar lagi', 'mau bicara petugas')
    expect(await said(chatId)).toHaveLength(before + 2)
    expect(await ani.text('/console')).toContain('Tidak ada yang menunggu')
    expect(await ani.text(at(chatId))).toContain('oleh Contoh ani: kata-kata kasar')
    await world.writes('warga', 'tolong bapak saya kecelakaan berdarah banyak')
    expect((await said(chatId)).slice(before + 3).join(' ')).toContain('112')
    await world.pass(25 * 60 * MINUTE)
    await world.writes('warga', 'mau bicara petugas')
    expect((await said(chatId)).at(-1)).toContain('Soal apa ya?')
  })

  it('is answered again when staff end it', async () => {
    const chatId = await taken()
    await ani.post(at(chatId, 'bisukan'), { alasan: 'spam', hari: '30' })
    expect(newsOf(await ani.post(at(chatId, 'bisukan'), { hari: '0' }))).toBe('unmuted')
    await world.writes('warga', 'mau bicara petugas')
    expect((await said(chatId)).at(-1)).toContain('Soal apa ya?')
  })
})

describe('after a chat is closed', () => {
  it.each([
    { answer: 'Ya, terbantu', helped: 1, notHelped: 0, hears: 'senang bisa membantu' },
    { answer: 'belum', helped: 0, notHelped: 1, hears: 'Maaf belum membantu' },
  ])('the resident is asked whether it helped: $answer', async ({ answer, helped, notHelped, hears }) => {
    const chatId = await taken()
    await ani.post(at(chatId, 'kembalikan'), { key: 'h1', ke: 'close', tanya: '1' })
    expect((await said(chatId)).at(-1)).toContain('Apakah bantuannya menjawab keperluan Anda?')
    await world.writes('warga', answer)
    expect((await said(chatId)).at(-1)).toContain(hears)
    const ratings = await world.service.web.console?.desk.ratings(0, world.now() + 1)
    expect(ratings).toEqual({ helped, notHelped })
  })
})

describe('who goes home', () => {
  it('gives the chats back, with a word to each resident; who rests keeps them', async () => {
    const chatId = await taken()
    await ani.text('/console')
    await ani.post('/console/hadir', { hadir: 'away' })
    expect(await ownerOf(chatId)).toBe('staff:ani')
    await ani.post('/console/hadir', { hadir: 'gone' })
    expect(await ownerOf(chatId)).toBe('queue')
    expect((await said(chatId)).join('\n')).toContain('Anda kembali ke antrean')
    expect(await budi.text('/console')).toContain('Menunggu petugas (1)')
  })

  it('is shown to all with what each holds, and a supervisor sets how much that may be', async () => {
    await taken()
    const page = await budi.text('/console/tim')
    expect(page).toMatch(/Contoh ani.*?Siap.*?class="number">1</s)
    expect((await budi.post('/console/tim', { petugas: 'ani', batas: '1' })).status).toBe(403)
    const sri = world.as('supervisor', 'sri')
    await sri.post('/console/tim', { petugas: 'ani', batas: '0' })
    await sri.post('/console/tim', { petugas: 'ani', batas: '1' })
    const chatId = await world.writes('lain', 'mau bicara petugas', 'lewati')
    expect(newsOf(await ani.post(at(chatId, 'ambil')))).toBe('full')
  })

  it('may leave a note for the next shift, sealed where it is kept', async () => {
    await ani.post('/console/serah', { key: 's1', text: 'Bu Contoh menunggu surat' })
    await ani.post('/console/serah', { key: 's1', text: 'Bu Contoh menunggu surat' })
    const page = await budi.text('/console/serah')
    expect(page.match(/Bu Contoh menunggu surat/g)).toHaveLength(1)
    await world.pass(37 * 60 * MINUTE)
    expect(await budi.text('/console/serah')).not.toContain('Bu Contoh')
  })
})

describe('a conversation that is tried', () => {
  it('goes as a resident’s would, and reaches no queue, no case and no chat', async () => {
    await ani.post('/console/coba', { text: 'mau bicara petugas' })
    expect(await ani.text('/console/coba')).toContain('Soal apa ya?')
    await ani.post('/console/coba', { text: 'lewati' })
    const page = await ani.text('/console/coba')
    expect(page).toContain('Di sini percakapan masuk antrean petugas.')
    expect(page).toContain('Anda nomor 1 dalam antrean')
    expect(await ani.text('/console')).toContain('Tidak ada yang menunggu')
    expect(await world.service.office.cards()).toEqual([])
    expect(await budi.text('/console/coba')).not.toContain('Soal apa ya?')
    await ani.post('/console/coba', { mulai: '1' })
    expect(await ani.text('/console/coba')).not.toContain('Soal apa ya?')
  })

  it('takes a choice by its button', async () => {
    await ani.post('/console/coba', { text: 'menu' })
    const page = await ani.text('/console/coba')
    const [, id = '', label = ''] = /name="pilih" value="([^"]+)"[^>]*>([^<]+)</.exec(page) ?? []
    expect(id).not.toBe('')
    await ani.post('/console/coba', { pilih: id })
    expect(await ani.text('/console/coba')).toContain(`dir="auto">${label}</p>`)
  })
})
