/** @module A list is imported in Chromium: the bar moves, the report can be read, nothing in it runs; without a script as well. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HEAD, list, nikOf, personLine } from '../office/roster/world.ts'
import { folder } from '../sheets/files.ts'
import { openBrowser } from '../support/browser.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { staffVisit } from '../support/staff-browser.ts'
import { axeFaults, type Served, serve } from '../support/visit.ts'
import { XSS } from '../support/xss.ts'

let browser: Browser
let world: ConsoleWorld
let served: Served
const files = folder()

beforeAll(async () => {
  browser = await openBrowser()
  world = await consoleWorld()
  served = await serve(() => world.service.web)
})
afterAll(async () => {
  await served.stop()
  await world.stop()
  await browser.close()
  files.clear()
})

async function desk(options: Parameters<typeof staffVisit>[3] = {}) {
  return await staffVisit(
    browser,
    `${served.url}/console/peserta`,
    { role: 'supervisor', id: 'ani' },
    options,
  )
}

function file(name: string, content: string): string {
  const path = join(files.path, name)
  writeFileSync(path, content)
  return path
}

/** For a person who looks: PICTURES=folder. */
async function picture(page: Awaited<ReturnType<typeof desk>>['page'], name: string) {
  const to = process.env.PICTURES
  if (to !== undefined) await page.screenshot({ path: join(to, `roster-${name}.png`) })
}

it('shows the bar, then the report, then the list in force', async () => {
  const { page, faults, close } = await desk()
  const rows = XSS.slice(0, 5).map((text, n) =>
    personLine(5_000 + n).replace('Margahayu', `"${text.replace(/"/g, '""')}"`),
  )
  const broken = personLine(6_000).replace(nikOf(6_000), '9,97E+15')
  const path = file(
    'daftar.csv',
    [`${HEAD};Desil`, ...list(5_000).split('\n').slice(1), ...rows, broken].join('\n'),
  )
  await page.getByLabel('Berkas').setInputFiles(path)
  await page.getByRole('button', { name: 'Unggah dan periksa' }).click()
  await page.getByRole('progressbar').waitFor()
  await picture(page, 'progress')
  await page.getByText('Menunggu keputusan').waitFor()
  expect(await page.getByText('NIK rusak oleh Excel').count()).toBeGreaterThan(0)
  expect(await axeFaults(page)).toEqual([])
  await picture(page, 'report')
  await page.getByRole('button', { name: 'Pakai daftar ini' }).click()
  await page.getByText('Daftar ini sekarang berlaku').waitFor()
  await page.getByRole('navigation', { name: 'Menu' }).getByText('Peserta').click()
  await page.getByText('Daftar yang berlaku: 5.005').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await picture(page, 'list')
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'phone')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'phone-dark')
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await close()
})

it('goes on by itself without a script', async () => {
  const { page, close } = await desk({ javaScriptEnabled: false })
  await page.getByLabel('Berkas').setInputFiles(file('lain.csv', list(3_000, 20_000)))
  await page.getByRole('button', { name: 'Unggah dan periksa' }).click()
  await page.getByText('Menunggu keputusan').waitFor()
  expect(await page.getByText('Ada di daftar sekarang, tidak di berkas ini').count()).toBe(1)
  await close()
})
