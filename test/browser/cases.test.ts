/** @module Cases in Chromium: from a resident's first word to a closed case with its printed report; without a script, on a phone, before axe. Hostile words: `hostile-records`. */

import { readFile } from 'node:fs/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { filed, pathOf } from '../console/cases-world.ts'
import { reportsAccident, says } from '../support/chat-pages.ts'
import { consoleWorld } from '../support/console-world.ts'
import { faultsInEveryLook } from '../support/looks.ts'
import { staffVisit } from '../support/staff-browser.ts'
import { setStage } from '../support/stage.ts'
import { visit } from '../support/visit.ts'

const stage = setStage(consoleWorld)

const resident = (): Promise<Page> => stage.keep(visit(stage.browser, stage.url))

const staff = (path: string, options: BrowserContextOptions = {}, id = 'ani'): Promise<Page> =>
  stage.keep(staffVisit(stage.browser, `${stage.url}${path}`, { role: 'agent', id }, options))

/** The clock stands still; what waits for it is waited for. */
const nudge = () => stage.world.pass(15_000)

it('a resident takes the consent back; whoever has the report open can only close it, with one press at the request', async () => {
  const home = await resident()
  const number = await reportsAccident(home, nudge)
  const desk = await staff(pathOf(number, '/status?ke=forwarded'))
  await says(home, 'tarik izin', 'Izin untuk laporan yang mana', nudge)
  await says(home, 'kecelakaan', 'Yakin izinnya ditarik?', nudge)
  await says(home, 'ya', 'Izin Anda sudah ditarik', nudge)

  await desk.getByRole('button', { name: 'Catat dan kabari warga' }).click()
  await desk.getByText('baru saja diubah petugas lain').waitFor()
  await desk.getByRole('button', { name: 'Catat dan kabari warga' }).click()
  await desk.getByRole('alert').getByText('Laporan hanya bisa ditutup.').waitFor()
  await desk.getByRole('link', { name: /Lihat permintaan/ }).click()
  await desk.getByRole('button', { name: 'Tutup 1 laporan dan kabari warga' }).click()
  await desk.getByText('Sudah dijalankan.').waitFor()
  await stage.world.pass(60_000)
  await home.getByText('selesai: laporan Anda dihentikan').waitFor()
})

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('from chat to closed, staff %s', (_label, javaScriptEnabled) => {
  it('asks what is missing, completes, forwards, prints, closes, and the resident reads each step', async () => {
    const home = await resident()
    const number = await reportsAccident(home, nudge)

    const desk = await staff('/console/laporan', { javaScriptEnabled })
    await desk.getByRole('link', { name: number }).click()
    await desk.getByText('Sarwono Contoh').first().waitFor()

    await desk.getByRole('button', { name: 'Tanyakan ke warga' }).click()
    expect(await desk.getByLabel('Pesan yang dikirim').inputValue()).toContain('Tanggal lahir')
    await desk.getByRole('button', { name: 'Ambil percakapan dan kirim' }).click()
    await desk.getByText('Pertanyaan dikirim').waitFor()
    await home.getByText('petugas masih memerlukan').waitFor()
    await says(home, 'lahir 1 Mei 1980, laki-laki', 'lahir 1 Mei 1980, laki-laki', nudge)

    await desk.getByRole('link', { name: 'Ubah isian' }).click()
    await desk.getByLabel('Tanggal lahir').fill('1 Mei 1980')
    await desk.getByLabel('Jenis kelamin').selectOption('male')
    await desk.getByRole('button', { name: 'Simpan' }).click()
    await desk.getByText('Isian disimpan.').waitFor()

    await desk.getByRole('link', { name: 'Diteruskan ke BPJS Ketenagakerjaan' }).click()
    await desk.getByLabel('Catatan untuk warga').fill('Sudah kami kirim hari ini.')
    await desk.getByRole('button', { name: 'Catat dan kabari warga' }).click()
    await desk.getByText('Status dicatat.').waitFor()
    await stage.world.pass(60_000)
    await home.getByText('sudah diteruskan ke BPJS Ketenagakerjaan').waitFor()
    expect(await home.getByText('Sudah kami kirim hari ini.').count()).toBe(1)

    const coming = desk.waitForEvent('download')
    await desk.getByRole('link', { name: 'Unduh isian Tahap I (PDF)' }).click()
    const file = await readFile(await (await coming).path())
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(file)), { mergePages: true })
    for (const told of ['Sarwono Contoh', '1 Mei 1980', 'tangganya geser di lantai basah', '081290001234'])
      expect(text.split(told)).toHaveLength(2)

    await desk.reload()
    await desk.getByRole('link', { name: 'Ditutup', exact: true }).click()
    await desk.getByRole('button', { name: 'Catat dan kabari warga' }).click()
    await stage.world.pass(60_000)
    await home.getByText('sekarang ditutup').waitFor()
    await desk.reload()
    expect(await desk.getByText('Kabar ke warga:').count()).toBe(2)
  })
})

describe('the pages', () => {
  it('have no fault for axe and do not scroll sideways in any look', async () => {
    const number = await filed(stage.world, 'a')
    await filed(stage.world, 'b')
    await filed(stage.world, 'c', {
      kind: 'complaint',
      fields: { about: 'chat', story: 'panjangsekali'.repeat(40) },
    })
    const erasure = await filed(stage.world, 'a', { kind: 'erasure', fields: { scope: 'everything' } })
    const stopped = await filed(stage.world, 'd')
    const withdrawal = await filed(stage.world, 'd', { kind: 'withdrawal', fields: { what: 'accident' } })
    const page = await staff('/console/laporan?status=all')
    const found: Record<string, string[]> = {}
    const paths = ['', '/ubah', '/status?ke=checked', '/tanya?isian=sex&isian=born', '?kabar=changed']
    for (const path of [
      '/console/laporan',
      ...[erasure, stopped, withdrawal].map((one) => pathOf(one)),
      ...paths.map((rest) => pathOf(number, rest)),
    ]) {
      await page.goto(`${stage.url}${path}`)
      found[path] = await faultsInEveryLook(page)
    }
    expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([])
  })

  it('can be worked by keyboard alone', async () => {
    const number = await filed(stage.world, 'a')
    const page = await staff(pathOf(number))
    const step = page.getByRole('link', { name: 'Diperiksa', exact: true })
    for (let press = 0; press < 80; press += 1) {
      await page.keyboard.press('Tab')
      if (await step.evaluate((link) => link === document.activeElement)) break
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Diperiksa' }).waitFor()
    const button = page.getByRole('button', { name: 'Catat dan kabari warga' })
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press('Tab')
      if (await button.evaluate((one) => one === document.activeElement)) break
    }
    await page.keyboard.press('Enter')
    await page.getByText('Status dicatat.').waitFor()
  })
})
