/** @module A supervisor's day in Chromium before the server as a process: real accounts, two desks, residents; the stream is cut and the server killed in between. */

import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isoDay } from '../../src/core/jakarta.ts'
import { list } from '../office/roster/world.ts'
import { connected, linesOn, logOf, reportsAccident, says, writes } from '../support/chat-pages.ts'
import { fill, press } from '../support/enrol.ts'
import { type Colleague, type House, openHouse } from '../support/house.ts'

/** Enough to be under way still when the server is killed. */
const WORKERS = 12_000
/** The notice of a step waits a minute, so that the step can be taken back. */
const NOTICE_HELD_MS = 60_000

let house: House
/** Supervisor and agent. */
let sari: Colleague
let ani: Colleague
/** Had an accident; lost a card. */
let sarwono: Page
let tati: Page
/** Who has Tati's chat, and who does not. */
let holder: Colleague
let other: Colleague
let number = ''
/** The supervisor's second tab: the list of covered workers. */
let desk: Page

beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const notice = (page: Page) => page.locator('.notice').first()
/** The lines of both sides; what is between staff alone is left out. */
const talkOn = async (page: Page) => (await linesOn(page)).filter(({ from }) => from !== 'note')
const textsOf = async (page: Page, from: string) =>
  (await linesOn(page)).filter((line) => line.from === from).map(({ text }) => text)
const replies = async (page: Page, text: string) => {
  await fill(page, 'Balasan untuk warga', text)
  await press(page, 'Kirim')
}

it('opens: the first administrator lets a supervisor and an agent in, while a resident tells of an accident', async () => {
  sarwono = await house.open('/')
  const reported = reportsAccident(sarwono)
  const admin = await house.first('Contoh Admin', 'admin.satu')
  sari = await house.hire(admin.page, /^Penyelia/, 'Contoh Sari', 'sari')
  ani = await house.hire(admin.page, /^Petugas/, 'Contoh Ani', 'ani')
  for (const { page } of [sari, ani]) await connected(page)
  number = await reported
  expect(number).toMatch(/^SGP-/)
})

it('takes the case from the chat to its end: asked, completed, forwarded, printed, closed', async () => {
  const { page } = ani
  await page.getByRole('link', { name: 'Laporan' }).click()
  await page.getByRole('link', { name: number }).click()
  await press(page, 'Tanyakan ke warga')
  await press(page, 'Ambil percakapan dan kirim')
  await page.getByText('Pertanyaan dikirim').waitFor()
  await sarwono.getByText('petugas masih memerlukan').waitFor()
  await says(sarwono, 'lahir 1 Mei 1980, laki-laki', 'lahir 1 Mei 1980, laki-laki')
  await page.getByRole('link', { name: 'Ubah isian' }).click()
  await fill(page, 'Tanggal lahir', '1 Mei 1980')
  await page.getByLabel('Jenis kelamin').selectOption('male')
  await press(page, 'Simpan')
  await page.getByText('Isian disimpan.').waitFor()
  await page.getByRole('link', { name: 'Diteruskan ke BPJS Ketenagakerjaan' }).click()
  await press(page, 'Catat dan kabari warga')
  await page.getByText('Status dicatat.').waitFor()
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Unduh isian Tahap I (PDF)' }).click()
  const file = await readFile(await (await coming).path())
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file)), { mergePages: true })
  for (const told of ['Sarwono Contoh', '1 Mei 1980', 'tangganya geser di lantai basah'])
    expect(text).toContain(told)
  await page.getByRole('link', { name: 'Ditutup', exact: true }).click()
  await press(page, 'Catat dan kabari warga')
  await page.getByText('Status dicatat.').waitFor()
})

it('shows who wants a person on both desks; both press at once, one has the chat, the other reads who', async () => {
  const both = [sari, ani]
  for (const { page } of both) await page.goto(`${house.url}/console`)
  tati = await house.open('/')
  await says(tati, 'mau bicara petugas', 'Soal apa ya?')
  await says(tati, 'kartu saya hilang', /dalam antrean/)
  // Both fingers are down before either is up: nobody's list has learnt of the other's press.
  for (const { page } of both) {
    await page.getByRole('button', { name: /^Ambil web/ }).hover()
    await page.mouse.down()
  }
  await Promise.all(both.map(({ page }) => page.mouse.up()))
  await Promise.all(both.map(({ page }) => page.waitForURL(/\/console\/chat\//)))
  const texts = await Promise.all(both.map(({ page }) => notice(page).innerText()))
  const isSaris = texts[0]?.includes('sekarang Anda pegang')
  holder = isSaris ? sari : ani
  other = isSaris ? ani : sari
  expect(texts[isSaris ? 1 : 0]).toBe(`Sudah diambil: ${holder.name}.`)
})

it('replies, notes for colleagues, and transfers: the other has the chat without loading a page', async () => {
  const [from, to] = [holder, other]
  await replies(from.page, 'Selamat pagi, kartu bisa dicetak ulang.')
  for (const page of [tati, to.page]) await page.getByText('kartu bisa dicetak ulang').waitFor()
  await fill(from.page, 'Balasan untuk warga', 'warga ini sudah pernah menelepon')
  await press(from.page, 'Simpan sebagai catatan')
  await logOf(to.page).getByText('warga ini sudah pernah menelepon').waitFor()
  await from.page.locator('summary').filter({ hasText: 'Alihkan' }).click()
  const option = from.page.getByLabel('Kepada').locator('option').filter({ hasText: to.name })
  await from.page.getByLabel('Kepada').selectOption(await option.getAttribute('value'))
  await from.page.getByLabel('Catatan untuknya').fill('tolong lanjutkan')
  await press(from.page, 'Alihkan')
  await notice(from.page).filter({ hasText: 'Percakapan dialihkan.' }).waitFor()
  await to.page.getByLabel('Balasan untuk warga').waitFor()
  await logOf(to.page).getByText('tolong lanjutkan').waitFor()
  ;[holder, other] = [to, from]
  await other.page.goto(holder.page.url())
  for (const { page } of [holder, other]) await connected(page)
  expect(await textsOf(tati, 'staff')).toEqual(['Selamat pagi, kartu bisa dicetak ulang.'])
})

it('misses and doubles nothing when the stream is cut and the server killed, a reply and a list under way', async () => {
  house.cut()
  await writes(tati, 'halo, masih di sana?')
  for (const { page } of [holder, other]) await logOf(page).getByText('halo, masih di sana?').waitFor()

  desk = await sari.page.context().newPage()
  await desk.goto(`${house.url}/console/peserta`)
  const buffer = Buffer.from(list(WORKERS))
  await desk.getByLabel('Berkas').setInputFiles({ name: 'peserta-contoh.csv', mimeType: 'text/csv', buffer })
  await press(desk, 'Unggah dan periksa')
  await desk.getByRole('progressbar').waitFor()
  await fill(holder.page, 'Balasan untuk warga', 'Masih, sebentar ya.')
  const progress = () =>
    desk.evaluate(async () => await (await fetch(`${location.pathname}/kemajuan`)).json())
  expect(await progress()).toMatchObject({ state: 'waiting' })
  // It reaches the server, but no answer comes back: the page tries again, before the kill and after it.
  await holder.page.route('**/balas', async (route) => {
    await route.fetch().catch(() => undefined)
    await route.abort()
  })
  await press(holder.page, 'Kirim')
  await tati.getByText('Masih, sebentar ya.').waitFor()
  await holder.page.getByText('Belum terkirim. Dicoba lagi sendiri').waitFor()
  await house.kill()
  await writes(sarwono, 'apakah sudah ada kabar?')
  await sarwono.locator('.sent-soon').getByText('apakah sudah ada kabar?').waitFor()
  await house.rise(NOTICE_HELD_MS)
  await holder.page.unroute('**/balas')

  await holder.page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#text')?.value === '')
  for (const { page } of [holder, other]) await logOf(page).getByText('Masih, sebentar ya.').waitFor()
  await sarwono.locator('.line:not(.sent-soon)').getByText('apakah sudah ada kabar?').waitFor()
  for (const page of [tati, holder.page, other.page]) {
    const live = await talkOn(page)
    await page.reload()
    expect(await talkOn(page)).toEqual(live)
    expect(live).toEqual(await talkOn(tati))
  }
  expect(await textsOf(tati, 'staff')).toEqual([
    'Selamat pagi, kartu bisa dicetak ulang.',
    'Masih, sebentar ya.',
  ])
  expect(await textsOf(tati, 'resident')).toEqual([
    'mau bicara petugas',
    'kartu saya hilang',
    'halo, masih di sana?',
  ])
  expect((await textsOf(sarwono, 'resident')).filter((text) => text.includes('kabar'))).toHaveLength(1)
})

it('hands back, and the bot answers again', async () => {
  const { page } = holder
  await page.getByText('Selesai atau kembalikan').click()
  await page.getByText('Bot menampilkan menu utama').click()
  await press(page, 'Kembalikan ke bot')
  await notice(page).filter({ hasText: 'Percakapan diserahkan kembali ke bot.' }).waitFor()
  await tati.getByText('Petugas selesai membalas').waitFor()
  await says(tati, 'berapa iurannya kalau bayar sendiri', /Rp16\.800/)
})

it('changes a fact by two people, and residents read the new value', async () => {
  await ani.page.goto(`${house.url}/console/fakta/iuran_minimum`)
  await ani.page.getByText('Usulkan nilai baru').click()
  await fill(ani.page, 'Nilai baru', '17.500')
  await ani.page.getByLabel('Kepastian').selectOption('verified')
  await ani.page.getByLabel('Sumber: judul').fill('Surat contoh 1/2026')
  await ani.page.getByLabel('Tanggal dicek').fill(isoDay(new Date()))
  await ani.page.getByLabel('Alasan perubahan').fill('Iuran berubah')
  await press(ani.page, 'Lihat dulu')
  await ani.page.getByText('paling ringan Rp17.500').first().waitFor()
  await press(ani.page, 'Usulkan')
  await ani.page.getByText('Menunggu penyelia lain').waitFor()
  await sari.page.goto(`${house.url}/console/fakta`)
  await sari.page.getByRole('link', { name: 'Usulan 1: Iuran minimum' }).click()
  await press(sari.page, 'Setujui')
  await sari.page.getByText('Disetujui. Nilai baru berlaku').waitFor()
  const joko = await house.open('/')
  await says(joko, 'berapa iurannya kalau bayar sendiri', /Rp17\.500/)
})

it('takes the list whose check was cut short by the kill: all of it, after a look at what was found', async () => {
  await desk.getByText('Menunggu keputusan').waitFor()
  await press(desk, 'Pakai daftar ini')
  await desk.getByText('Daftar ini sekarang berlaku').waitFor()
  await desk.getByRole('link', { name: 'Peserta' }).click()
  await desk.getByText('Daftar yang berlaku: 12.000').waitFor()
})

it('goes on with JavaScript off: log in, take, reply, note, hand back', async () => {
  const plain = await house.logIn(ani, { javaScriptEnabled: false })
  const budi = await house.open('/')
  await says(budi, 'mau bicara petugas', 'Soal apa ya?')
  await says(budi, 'lewati', /dalam antrean/)
  await plain.reload()
  await plain.getByRole('button', { name: /^Ambil web/ }).click()
  await notice(plain).filter({ hasText: 'sekarang Anda pegang' }).waitFor()
  await replies(plain, 'Halo dari halaman tanpa skrip')
  await budi.locator('.from-staff').filter({ hasText: 'tanpa skrip' }).waitFor()
  await fill(plain, 'Balasan untuk warga', 'catatan tanpa skrip')
  await press(plain, 'Simpan sebagai catatan')
  await plain.getByText('Tercatat, hanya untuk petugas.').waitFor()
  await plain.getByText('Selesai atau kembalikan').click()
  await plain.getByText('Bot menutup percakapan dengan satu kalimat').click()
  await press(plain, 'Kembalikan ke bot')
  await plain.getByText('Percakapan diserahkan kembali ke bot.').waitFor()
  await budi.getByText('Petugas selesai membalas').waitFor()
  expect(await textsOf(budi, 'staff')).toEqual(['Halo dari halaman tanpa skrip'])
})

it('ends: the dashboard shows what happened, each notice has come once, and the audit log is whole', async () => {
  const { page } = sari
  await page.goto(`${house.url}/console/angka`)
  const head = (name: string) =>
    page.locator('dl.heads div').filter({ has: page.getByText(name, { exact: true }) })
  expect(await head('Percakapan').innerText()).toMatch(/4\s+3 di antaranya dijawab petugas/)
  expect(await head('Laporan masuk').innerText()).toMatch(/\b1\b/)
  for (const name of [/^minta petugas 2$/, /^kecelakaan kerja 1$/, /^ditutup 1$/, /^Bekasi Timur 1$/])
    await page.getByRole('row', { name }).waitFor()
  await sarwono.getByText('sekarang ditutup').waitFor()
  const live = await talkOn(sarwono)
  await sarwono.reload()
  expect(await talkOn(sarwono)).toEqual(live)
  const news = (await textsOf(sarwono, 'system')).filter((text) => text.includes(number))
  expect(news.map((text) => /sudah diteruskan|sekarang ditutup/.exec(text)?.[0])).toEqual([
    'sudah diteruskan',
    'sekarang ditutup',
  ])
  const { status, stdout } = house.run('audit-verify', '--json')
  expect([status, JSON.parse(stdout)]).toEqual([0, { faults: [], head: expect.anything() }])
  expect(house.faults()).toEqual([])
})
