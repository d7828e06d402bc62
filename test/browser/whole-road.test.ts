/** @module The web chat before the whole service: real conversations, a photo, a restart. */

import { rmSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { build, type Service } from '../../src/main.ts'
import { openBrowser } from '../support/browser.ts'
import { newDataDir } from '../support/learned.ts'
import { type Served, serve, type Visit, visit } from '../support/visit.ts'

let browser: Browser
let service: Service
let served: Served
let someone: Visit
const folder = newDataDir('tanya-sigap-web')

const begin = async () => {
  service = await build(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }))
  service.start()
}

beforeAll(async () => {
  browser = await openBrowser()
  await begin()
  served = await serve(() => service.web)
  someone = await visit(browser, served.url)
})
afterAll(async () => {
  await someone.close()
  await browser.close()
  await service.stop(() => served.stop())
  rmSync(folder, { recursive: true, force: true })
})

it('answers, shows choices, takes one, and goes on after a restart of the server where it was', async () => {
  const { page, faults } = someone
  await page.getByRole('button', { name: 'Apakah saya bisa dapat SIGAP?' }).click()
  await page.locator('.line.from-bot').first().waitFor()
  await page.getByText('bukan layanan resmi').first().waitFor()
  const before = await page.locator('.line').count()
  await service.stop(() => served.stop())
  await page.getByRole('status').filter({ hasText: 'Menyambung ulang' }).waitFor()
  await begin()
  await served.start()
  await page.getByRole('status').filter({ hasText: 'Tersambung' }).waitFor()
  expect(await page.locator('.line').count()).toBe(before)
  await page.getByLabel('Pesan Anda').fill('menu')
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await page.locator('.line.from-bot .choices').last().waitFor()
  await page.reload()
  expect(await page.locator('.line').count()).toBeGreaterThan(before + 1)
  expect(faults).toEqual([])
})

it('takes a photo, redrawn, and shows it to the one who sent it', async () => {
  const { page, faults } = someone
  const buffer = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#285' } })
    .withExif({ IFD0: { Make: 'Contoh' } })
    .jpeg()
    .toBuffer()
  await page.getByLabel('Foto').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer })
  await page.getByText('Foto dipilih: IMG_0001.jpg').waitFor()
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  const photo = page.getByRole('img', { name: /Foto yang Anda kirim/ })
  await photo.waitFor()
  await photo.scrollIntoViewIfNeeded()
  await page.waitForFunction(() => {
    const shown = document.querySelector<HTMLImageElement>('img.photo')
    return shown !== null && shown.naturalWidth === 1600
  })
  await page.getByText('IMG_0001').waitFor({ state: 'detached' })
  expect(faults).toEqual([])
})

it('says politely that a file is no photo', async () => {
  const { page } = someone
  const buffer = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
  await page.getByLabel('Foto').setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer })
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await page.getByRole('alert').filter({ hasText: 'bukan foto' }).waitFor()
})
