/** @module The first administrator's first hour in Chromium: link, phone, codes, a colleague, the lock, another device, and out. */

import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessWorld, CODE_MS, PASSWORD, type Person } from '../support/access-world.ts'
import { enrol, fill, invite, logIn, press } from '../support/enrol.ts'
import { faultsInEveryLook } from '../support/looks.ts'
import { setStage } from '../support/stage.ts'
import { axeFaults, visit } from '../support/visit.ts'
import { XSS } from '../support/xss.ts'

const MINUTE = 60_000
const stage = setStage(accessWorld)

const someone = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const wide = { viewport: { width: 1280, height: 800 }, ...options }
  return await stage.keep(visit(stage.browser, `${stage.url}${path}`, wide))
}

const login = async (page: Page, person: Pick<Person, 'login' | 'secret'>) => {
  stage.world.pass(CODE_MS)
  await logIn(page, person.login, stage.world.code(person))
}

/** Follows a link from its first page to the end; what axe finds on each. */
const setUp = async (
  page: Page,
  login: string,
  faultsOf = () => axeFaults(page),
): Promise<{ secret: string; codes: string[]; faults: string[] }> => {
  const faults: string[] = []
  const person = { login, name: login === 'budi' ? 'Contoh Budi' : 'Contoh Ani' }
  const codeOf = (secret: string) => stage.world.code({ secret })
  const done = await enrol(page, person, codeOf, async () => {
    faults.push(...(await faultsOf()))
  })
  return { ...done, faults }
}

const firstLink = async () => `/console/mulai/${await stage.world.service.access.setUp.first()}`

it('from the printed link to logging out, with a lock and a stolen device in between', async () => {
  const page = await someone(await firstLink())
  const { secret, codes, faults } = await setUp(page, 'ani.w')
  expect([faults, codes.length]).toEqual([[], 10])
  const me = { login: 'ani.w', secret }
  await page.getByRole('heading', { level: 1, name: 'Akun petugas' }).waitFor()
  expect(await axeFaults(page)).toEqual([])

  const other = await someone('/console/akun', { viewport: { width: 390, height: 844 } })
  await login(other, me)
  await other.getByRole('heading', { level: 1, name: 'Akun petugas' }).waitFor()

  // Fifteen minutes without anybody: the page locks by itself, and hides what it showed.
  await page.clock.install()
  await page.goto(`${stage.url}/console/saya`)
  expect(await axeFaults(page)).toEqual([])
  await page.clock.fastForward(14 * MINUTE)
  expect(page.url()).toContain('/console/saya')
  stage.world.pass(16 * MINUTE)
  await page.clock.fastForward(2 * MINUTE)
  await page.getByRole('heading', { level: 1, name: 'Layar terkunci' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await fill(page, 'Kode 6 angka', '000000')
  await press(page, 'Buka')
  await page.getByRole('alert').filter({ hasText: 'Kode tidak cocok' }).waitFor()
  await fill(page, 'Kode 6 angka', stage.world.code(me))
  await press(page, 'Buka')
  await page.getByRole('heading', { level: 1, name: 'Akun saya' }).waitFor()

  await press(page, 'Akhiri semua sesi lain')
  await page.getByRole('status').filter({ hasText: 'Sesi diakhiri' }).waitFor()
  await other.goto(`${stage.url}/console/akun`)
  await other.getByRole('heading', { level: 1, name: 'Masuk' }).waitFor()
  expect(await axeFaults(other)).toEqual([])

  await press(page, 'Keluar')
  await page.getByRole('status').filter({ hasText: 'Anda sudah keluar' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Masuk' }).waitFor()
})

it('keeps the page open for who types without asking for a page', async () => {
  const page = await someone(await firstLink())
  await setUp(page, 'ani.w')
  await page.clock.install()
  await page.goto(`${stage.url}/console/akun`)
  for (let minutes = 0; minutes < 40; minutes += 5) {
    stage.world.pass(5 * MINUTE)
    await page.clock.fastForward(5 * MINUTE)
    const told = page.waitForResponse((answer) => answer.url().endsWith('/console/saya/hadir'))
    await page.getByLabel('Nama', { exact: true }).press('a')
    expect((await told).status()).toBe(204)
  }
  expect(await page.getByLabel('Nama', { exact: true }).inputValue()).toBe('aaaaaaaa')
})

it('locks all tabs of a browser when one is locked', async () => {
  const page = await someone(await firstLink())
  await setUp(page, 'ani.w')
  const tab = await page.context().newPage()
  await tab.goto(`${stage.url}/console/saya`)
  await page.goto(`${stage.url}/console/kunci`)
  await tab.getByRole('heading', { level: 1, name: 'Layar terkunci' }).waitFor()
})

it('invites, hands over a link, changes and disables, by keyboard and mouse', async () => {
  const page = await someone(await firstLink())
  await setUp(page, 'ani.w')
  const link = await invite(page, 'Contoh Budi', /^Penyelia/, 'Pagi')
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Selesai' }).click()
  expect(await axeFaults(page)).toEqual([])
  const budi = await someone(link)
  const { faults } = await setUp(budi, 'budi')
  expect(faults).toEqual([])
  await budi.goto(`${stage.url}/console/akun`)
  await budi.getByRole('heading', { level: 1, name: 'Tidak ada akses' }).waitFor()
  await page.reload()
  await page.getByText('Nonaktifkan akun').click()
  await press(page, 'Nonaktifkan')
  await page.getByRole('status').filter({ hasText: 'Akun dinonaktifkan' }).waitFor()
  await budi.reload()
  await budi.getByRole('heading', { level: 1, name: 'Masuk' }).waitFor()
  await page.goto(`${stage.url}/console/jejak`)
  expect(await axeFaults(page)).toEqual([])
  expect(await page.getByRole('row').filter({ hasText: 'Akun petugas dinonaktifkan' }).innerText()).toContain(
    'Contoh Budi',
  )
})

describe('without script', () => {
  it('the same goes: set up, log out, log in, lock, unlock', async () => {
    const page = await someone(await firstLink(), { javaScriptEnabled: false })
    await fill(page, 'Nama lengkap', 'Contoh Ani')
    await fill(page, 'Nama masuk', 'ani.w')
    await fill(page, 'Kata sandi baru', PASSWORD)
    await press(page, 'Lanjut')
    await page.getByText('Kamera tidak bisa?').click()
    const secret = await page.locator('code.secret').innerText()
    await fill(page, '6 angka dari aplikasi', stage.world.code({ secret }))
    await press(page, 'Lanjut')
    await page.getByRole('link', { name: 'Sudah saya simpan' }).click()
    await press(page, 'Keluar')
    await login(page, { login: 'ani.w', secret })
    const refresh = page.locator('meta[http-equiv=refresh]')
    expect(await refresh.getAttribute('content')).toBe('900;url=/console/kunci')
    stage.world.pass(15 * MINUTE)
    await page.reload()
    await fill(page, 'Kode 6 angka', stage.world.code({ secret }))
    await press(page, 'Buka')
    await page.getByRole('heading', { level: 1, name: 'Akun petugas' }).waitFor()
  })
})

it('shows names that are code as letters, and runs none of them', async () => {
  const page = await someone(await firstLink())
  await setUp(page, 'ani.w')
  const { accounts } = stage.world.service.access
  for (const [n, name] of XSS.entries())
    await accounts.invite(`x${n}`, { name, role: 'agent', team: name, language: 'id' })
  await page.goto(`${stage.url}/console/akun`)
  const shown = await page.locator('tbody td:first-child a').allTextContents()
  const names = (await accounts.list()).map((account) => account.name)
  expect(shown).toEqual(names)
  expect(await page.locator('main script, main iframe, main img, main svg').count()).toBe(0)
  await page.goto(`${stage.url}/console/akun/x0`)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(names[1])
})

it('has no fault for assistive technology on any page of a first hour, in any look', async () => {
  const page = await someone(await firstLink())
  const found: Record<string, string[]> = {}
  found.setUp = (await setUp(page, 'ani.w', () => faultsInEveryLook(page, { narrow: 320 }))).faults
  for (const path of [
    '/console/akun',
    '/console/saya',
    '/console/jejak',
    '/console/mulai/x',
    '/console/kunci',
    '/console/laporan',
  ]) {
    await page.goto(`${stage.url}${path}`)
    found[path] = await faultsInEveryLook(page, { narrow: 320 })
  }
  expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([])
})
