/** @module `npm run pictures`: the pages of staff as they stand in docs/console.md, photographed in Chromium before a city that does not exist. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import type { Role } from '../../src/core/staff.ts'
import { nikOf } from '../office/roster/world.ts'
import { openBrowser } from '../support/browser.ts'
import { staffVisit } from '../support/staff-browser.ts'
import { serve } from '../support/visit.ts'
import { openCity } from './city.ts'
import { type Scene, setScene } from './scene.ts'

const TO = resolve(import.meta.dirname, '../../docs/images/console')
const MAX_BYTES = 150_000
const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } }

type Picture = {
  name: string
  path: string
  who: { role: Role; id: string }
  size?: keyof typeof SIZES
  dark?: boolean
  /** What is done at the page before it is photographed. */
  act?(page: Page): Promise<unknown>
}

const SARI = { role: 'supervisor', id: 'Sari' } as const
const ANI = { role: 'agent', id: 'Ani' } as const
const RINA = { role: 'admin', id: 'Rina' } as const

const RULES =
  '/console/fakta/aturan?tabel=sigap_eligibility&home=city&ktp=city&age=40&work=own_account&cover=none&decile=1-3'

async function tries(page: Page): Promise<void> {
  for (const text of ['apa itu sigap', 'berapa iurannya kalau bayar sendiri']) {
    await page.locator('main form textarea, main form input[type=text]').last().fill(text)
    await page.locator('main form button[type=submit]').first().click()
  }
}

async function searches(page: Page): Promise<void> {
  await page.locator('#q').fill('budi contoh')
  await page.locator('#q').press('Enter')
  await page.locator('#found').waitFor()
}

async function looksUp(page: Page): Promise<void> {
  await page.getByLabel('NIK lengkap atau nomor HP').fill(nikOf(117))
  await page.getByLabel('Alasan').selectOption('counter')
  await page.getByRole('button', { name: 'Cari' }).click()
  await page.getByRole('heading', { level: 2 }).waitFor()
}

async function reveals(page: Page): Promise<void> {
  await looksUp(page)
  await page.locator('form[action$="/buka"] button').click()
  await page.locator('dl.pairs').waitFor()
}

const open = (summary: string) => (page: Page) =>
  page.locator('summary').filter({ hasText: summary }).first().click()

const picturesOf = ({ chat, report, done, accident }: Scene): Picture[] => [
  { name: 'chat', path: chat, who: ANI },
  { name: 'chat-dark', path: chat, who: ANI, dark: true },
  { name: 'chat-phone', path: chat, who: ANI, size: 'phone' },
  { name: 'chat-hand-back', path: chat, who: ANI, act: open('Selesai atau kembalikan') },
  { name: 'shift', path: '/console/serah', who: ANI },
  { name: 'ready-words', path: '/console/balasan', who: SARI },
  { name: 'search', path: '/console', who: ANI, act: searches },
  { name: 'roster', path: '/console/peserta', who: SARI },
  { name: 'roster-phone-dark', path: '/console/peserta', who: SARI, size: 'phone', dark: true },
  { name: 'roster-dry-run', path: report, who: SARI },
  { name: 'roster-done', path: done, who: SARI },
  { name: 'roster-person', path: '/console/peserta', who: SARI, act: looksUp },
  { name: 'roster-record', path: '/console/peserta', who: SARI, act: reveals },
  { name: 'figures', path: '/console/angka?masa=bulan', who: SARI },
  { name: 'figures-phone-dark', path: '/console/angka?masa=bulan', who: SARI, size: 'phone', dark: true },
  { name: 'figures-month', path: '/console/angka/bulan/2026-12', who: SARI },
  { name: 'lines', path: '/console/saluran', who: RINA },
  {
    name: 'lines-pairing',
    path: '/console/saluran',
    who: RINA,
    act: (page) => page.locator('.qr').scrollIntoViewIfNeeded(),
  },
  { name: 'queue', path: '/console', who: ANI },
  { name: 'queue-dark', path: '/console', who: ANI, dark: true },
  { name: 'queue-phone', path: '/console', who: ANI, size: 'phone' },
  { name: 'team', path: '/console/tim', who: SARI },
  { name: 'words', path: '/console/kata', who: SARI },
  { name: 'roster-offices', path: '/console/peserta/daftar/kantor', who: SARI },
  { name: 'cases', path: '/console/laporan', who: ANI },
  { name: 'cases-phone-dark', path: '/console/laporan', who: ANI, size: 'phone', dark: true },
  { name: 'case', path: accident, who: ANI },
  { name: 'case-edit', path: `${accident}/ubah`, who: ANI },
  { name: 'case-step-dark', path: `${accident}/status?ke=forwarded`, who: ANI, dark: true },
  { name: 'case-ask-phone', path: `${accident}/tanya?isian=sex&isian=born`, who: ANI, size: 'phone' },
  { name: 'facts', path: '/console/fakta', who: SARI },
  { name: 'fact-phone-dark', path: '/console/fakta/iuran_minimum', who: ANI, size: 'phone', dark: true },
  { name: 'fact-change', path: '/console/fakta/usulan/1', who: SARI },
  { name: 'rules', path: RULES, who: ANI },
  { name: 'city-phone', path: '/console/fakta/kota', who: SARI, size: 'phone' },
  { name: 'try', path: '/console/coba', who: ANI, act: tries },
  { name: 'lines-phone', path: '/console/saluran', who: SARI, size: 'phone' },
  { name: 'words-labelled', path: '/console/kata/sudah', who: SARI },
]

async function shoot(browser: Browser, url: string, picture: Picture): Promise<number> {
  const { name, path, who, size = 'wide', dark = false, act } = picture
  const options = { viewport: SIZES[size], colorScheme: dark ? 'dark' : 'light' } as const
  const { page, close } = await staffVisit(browser, `${url}${path}`, who, options)
  await act?.(page)
  await page
    .locator('#live')
    .filter({ hasText: 'Tersambung' })
    .or(page.locator('main:not(:has(#live))'))
    .waitFor()
  // Few colours: a page of text needs no more, and the repository keeps small.
  const png = await sharp(await page.screenshot())
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer()
  await close()
  if (png.length > MAX_BYTES) throw new Error(`${name} has ${png.length} bytes, more than ${MAX_BYTES}`)
  writeFileSync(join(TO, `${name}.png`), png)
  return png.length
}

mkdirSync(TO, { recursive: true })
const only = process.argv.slice(2)
const [browser, city] = await Promise.all([openBrowser(), openCity()])
const served = await serve(() => city.world.service.web)
for (const picture of picturesOf(await setScene(city)))
  if (only.length === 0 || only.includes(picture.name))
    process.stdout.write(`${picture.name} ${await shoot(browser, served.url, picture)}\n`)
await browser.close()
await served.stop()
await city.world.stop()
