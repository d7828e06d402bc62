/** @module What stands on the desks of the fictional city on the day of the pictures. */

import { filed } from '../console/cases-world.ts'
import { HEAD, list, nikOf, personLine } from '../office/roster/world.ts'
import type { Desk } from '../support/console-world.ts'
import type { City } from './city.ts'

const MINUTE = 60_000

/** Paths of pages that the day has made. */
export type Scene = { chat: string; report: string; done: string; accident: string }

export async function setScene(city: City): Promise<Scene> {
  const ani = city.world.as('agent', 'Ani')
  const sari = city.world.as('supervisor', 'Sari')
  // Whoever was at a page is known by name.
  for (const desk of [ani, sari]) await desk.text('/console')
  await tools(ani, sari)
  await words(city, sari)
  const done = await imported(city, sari, 'peserta-contoh-november.csv', withoutPhones(list(1_200)))
  await sari.post(`${done}/pakai`)
  const report = await imported(city, sari, 'peserta-contoh-desember.csv', december())
  await waiting(city)
  const number = await filed(city.world, 'kasus0063')
  await facts(ani, sari)
  return { chat: await talk(city, ani), report, done, accident: `/console/laporan/${number}` }
}

async function tools(ani: Desk, sari: Desk): Promise<void> {
  const ready = [
    ['salam', 'Salam', '{salam}, saya {petugas} dari layanan SIGAP (contoh). Ada yang bisa saya bantu?'],
    ['tunggu', 'Mohon tunggu', 'Sebentar ya, saya cek dulu laporan {nomor}.'],
  ]
  for (const [id = '', judul = '', isi = ''] of ready) await sari.post('/console/balasan', { id, judul, isi })
  for (const nama of ['kartu hilang', 'minta dihubungi', 'dirujuk ke kelurahan'])
    await sari.post('/console/label', { nama })
  await ani.post('/console/serah', {
    text: 'Warga Contoh 30 menunggu kabar rumah sakit, tolong ditanya besok pagi.',
  })
  await sari.post('/console/serah', { text: 'Daftar peserta Desember sudah diunggah, belum dipakai.' })
}

/** What the bot did not get, and what staff said it means. */
async function words({ world, writes }: City, sari: Desk): Promise<void> {
  const odd = [
    'kapan bapak pulang dari sawah',
    'burung merpati terbang tinggi',
    'jemuran saya hilang di gang sebelah',
    'kapan bapak pulang dari sawah ya',
  ]
  for (const [n, text] of odd.entries()) await writes('telegram', `aneh-${n}`, 'halo', text)
  const page = await sari.text('/console/kata')
  const form = /<form[^>]*action="\/console\/kata\/label"[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const id = [...form.matchAll(/name="id" value="([^"]*)"/g)].map(([, value = '']) => value)
  await sari.post('/console/kata/label', { id, label: 'off_topic' })
  await world.pass(MINUTE)
}

/** One proposal that waits for the second person, and one that has been approved. */
async function facts(ani: Desk, sari: Desk): Promise<void> {
  const draft = {
    status: 'verified',
    sourceTitle: 'Surat contoh 1/2026',
    checkedOn: '2026-12-29',
    reason: 'Iuran berubah menurut surat contoh',
  }
  await ani.post('/console/fakta/iuran_minimum/usul', { ...draft, value: '17.500', key: 'a' })
  await ani.post('/console/fakta/iuran_jkm/usul', { ...draft, value: '7.000', key: 'b' })
  await sari.post('/console/fakta/usulan/2/setuju')
}

/** Any number may be somebody's: a picture shows none. */
const withoutPhones = (rows: string) => rows.replace(/;0812\d+;/g, ';;')

/** Rows that a spreadsheet has spoilt, and people who are new or gone. */
function december(): string {
  const spoilt = [
    personLine(3_001).replace(nikOf(3_001), '9,97E+15'),
    personLine(3_002).replace('17-08-1990', '31-02-1990'),
    personLine(3_003).replace(nikOf(3_003), '99750617'),
    personLine(3_004).replace('Margahayu', 'Kelurahan Contoh'),
    personLine(3_005).replace('Warga Contoh 3005', ''),
    personLine(40),
  ]
  return withoutPhones([`${HEAD};Desil`, ...list(1_150, 40).split('\n').slice(1), ...spoilt].join('\n'))
}

async function imported({ world }: City, sari: Desk, name: string, content: string): Promise<string> {
  const body = new FormData()
  body.set('berkas', new File([content], name, { type: 'text/csv' }))
  const answer = await sari.request('/console/peserta/unggah/people', { method: 'POST', body })
  await world.service.quiet()
  return answer.headers.get('location') ?? 'not taken'
}

async function waiting({ world, writes }: City): Promise<void> {
  await writes('telegram', 'antre0041', 'mau bicara petugas', 'kartu saya hilang')
  await world.pass(6 * MINUTE)
  await writes('web', 'antre0052', 'petugas', 'lewati')
  await filed(world, 'antre0052')
  await world.pass(2 * MINUTE)
}

/** From the accident to the agent's answer, with a place and a note. */
async function talk({ world, writes }: City, ani: Desk): Promise<string> {
  const [channel, address] = ['whatsapp_cloud', '628000000017'] as const
  const texts = [
    'pak mau lapor, tadi pagi suami saya jatuh dari tangga pas ngecat rumah orang',
    'Sarwono Contoh',
    'lagi kerja',
  ]
  await writes(channel, address, ...texts)
  await writes(channel, address, { type: 'location', lat: -6.2416, lng: 106.9924 })
  const chatId = await writes(channel, address, 'mau bicara petugas', 'saya bingung isiannya')
  await world.pass(3 * MINUTE)
  const at = `/console/chat/${chatId}`
  await ani.post(`${at}/ambil`)
  await ani.post(`${at}/balas`, {
    text: 'Selamat pagi, saya Ani. Suami Ibu sekarang dirawat di mana?',
    seen: '999',
  })
  await writes(channel, address, 'di klinik contoh dekat pasar, sudah diperban')
  await ani.post(`${at}/catatan`, { text: 'Istri yang menghubungi; suami masih di klinik.' })
  await ani.post(`${at}/label`, { label: 'minta dihubungi' })
  await world.pass(MINUTE)
  return at
}
