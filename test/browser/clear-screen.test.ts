/** @module "hapus layar" on a small shared phone in Chromium, with and without scripts: what was read is gone, also by back and reload and in another tab. `PICTURES=folder` keeps pictures for a person who looks. */

import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { identityWorld } from '../identity/world.ts'
import { setStage } from '../support/stage.ts'
import { axeFaults, visit } from '../support/visit.ts'

const SMALL = { width: 360, height: 640 }
const SECRET = 'pengaduan soal warung Mpok'

const stage = setStage(async () => {
  const world = await identityWorld()
  // Plain http on this machine.
  world.service.web.publicUrl = undefined
  return { service: world.service, stop: () => world.service.stop() }
})

const open = (options: BrowserContextOptions = {}): Promise<Page> =>
  stage.keep(visit(stage.browser, stage.url, { viewport: SMALL, ...options }))

async function picture(page: Page, name: string): Promise<void> {
  const to = process.env.PICTURES
  if (to !== undefined) await page.screenshot({ path: join(to, `clear-${name}.png`) })
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Pesan Anda').fill(text)
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
}

async function nobody(page: Page): Promise<void> {
  await page.getByRole('heading', { name: messages['web.welcome.title'] }).waitFor()
  expect(await page.content()).not.toContain(SECRET)
}

/** Back, forth and reload, as a curious next person tries. */
async function lookBehind(page: Page): Promise<void> {
  for (let n = 0; n < 4; n += 1) {
    await page.goBack().catch(() => null)
    expect(await page.content()).not.toContain(SECRET)
  }
  await page.goto(stage.url)
  await page.reload()
  await nobody(page)
}

it('by the word: the page turns to one that knows nobody, and so does the other tab', async () => {
  const page = await open()
  await write(page, SECRET)
  await page.getByRole('status').filter({ hasText: 'Tersambung' }).waitFor()
  await page.locator('.from-bot').first().waitFor()
  await picture(page, 'before')
  const tab = await page.context().newPage()
  await tab.goto(stage.url)
  await tab.getByText(SECRET).waitFor()
  await tab.getByRole('status').filter({ hasText: 'Tersambung' }).waitFor()
  await page.bringToFront()
  const tokens = async () => (await page.context().cookies()).map(({ value }) => value)
  const [token = 'no token'] = await tokens()
  await write(page, 'hapus layar')
  await page.getByRole('heading', { name: messages['web.cleared.title'] }).waitFor()
  expect(await page.getByText(messages['web.cleared.back.2']).isVisible()).toBe(true)
  expect(await axeFaults(page)).toEqual([])
  await picture(page, 'after')
  await nobody(tab)
  expect(await tokens()).not.toContain(token)
  const kept = await page.evaluate(() => [sessionStorage.length, localStorage.length])
  expect(kept).toEqual([0, 0])
  await lookBehind(page)
})

it('by the button, without script: it says first what is lost, and then nothing is left', async () => {
  const page = await open({ javaScriptEnabled: false })
  await write(page, SECRET)
  await page.getByText(SECRET).waitFor()
  await page.getByRole('link', { name: messages['web.composer.clear'] }).click()
  await picture(page, 'asked')
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect(width).toBeLessThanOrEqual(SMALL.width)
  await page.getByRole('link', { name: messages['web.clear.stay'] }).click()
  await page.getByText(SECRET).waitFor()
  await page.getByRole('link', { name: messages['web.composer.clear'] }).click()
  await page.getByRole('button', { name: messages['web.clear.go'] }).click()
  await page.getByRole('heading', { name: messages['web.cleared.title'] }).waitFor()
  await page.getByRole('link', { name: messages['web.cleared.new'] }).click()
  await nobody(page)
  await lookBehind(page)
})

it('by the word, without script', async () => {
  const page = await open({ javaScriptEnabled: false })
  await write(page, SECRET)
  await page.getByText(SECRET).waitFor()
  await write(page, 'hapus layar')
  await page.getByRole('heading', { name: messages['web.cleared.title'] }).waitFor()
  await lookBehind(page)
})

it('stands where it is seen, with its questions, and keeps nobody out', async () => {
  const page = await open()
  expect(await page.getByRole('link', { name: messages['web.composer.clear'] }).isVisible()).toBe(false)
  await write(page, SECRET)
  const button = page.getByRole('link', { name: messages['web.composer.clear'] })
  await button.waitFor()
  const box = await button.boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(SMALL.width)
  expect(await axeFaults(page)).toEqual([])
  await button.click()
  expect(await axeFaults(page)).toEqual([])
})
