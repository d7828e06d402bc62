/** @module How the pages look to assistive technology, to small screens, to a thin line and to an attacker. */

import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { faultsInEveryLook } from '../support/looks.ts'
import { setStage } from '../support/stage.ts'
import { visit } from '../support/visit.ts'
import { START_AT, webWorld } from '../support/web-world.ts'
import { XSS } from '../support/xss.ts'

const NUMBER = 'SGP-4821-9038'

const stage = setStage(() => {
  const choices = [
    { id: 'tanya.kerja.ojek', label: 'Ojek' },
    { id: 'tanya.kerja.dagang', label: 'Pedagang keliling' },
  ]
  const link = { url: 'https://www.example.org/', label: 'Situs contoh' }
  const world = webWorld({
    answer: () => [
      { text: `Dicatat: ${NUMBER}. https://www.example.org/a`, link },
      { text: 'Apa pekerjaan Anda?', choices, ask: 'location' },
    ],
  })
  const moments = { filedAt: START_AT, changedAt: START_AT, deadlineAt: START_AT }
  const summary = [{ label: 'Tempat', value: 'Jalan contoh' }]
  world.cases.push({
    number: NUMBER,
    kind: 'accident',
    state: 'received',
    chatId: 'c1',
    urgent: false,
    summary,
    ...moments,
  })
  return world
})

const someone = (options = {}): Promise<Page> => stage.keep(visit(stage.browser, stage.url, options))

const write = async (page: Page, text: string) => {
  await page.getByLabel('Pesan Anda').fill(text)
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
}

describe('assistive technology', () => {
  it('finds no fault in any look', async () => {
    const page = await someone()
    const faultsNow = () => faultsInEveryLook(page, { narrow: 320 })
    const found: Record<string, string[]> = { greeting: await faultsNow() }
    await write(page, 'halo')
    await page.getByText('Apa pekerjaan Anda?').waitFor()
    found.conversation = await faultsNow()
    stage.world.chats.own('staff:p4417')
    stage.world.chats.say('staff', { text: 'Selamat pagi. https://www.example.org/' })
    stage.world.chats.say('system', { text: 'Nomor Anda sekarang 1.' })
    await page.getByText('Nomor Anda sekarang 1.').waitFor()
    await page.getByRole('button', { name: 'Lokasi', exact: true }).click()
    found.person = await faultsNow()
    await page.getByRole('button', { name: 'Tidak jadi' }).click()
    await write(page, 'x'.repeat(9_000))
    await page.getByRole('alert').filter({ hasText: 'terlalu panjang' }).waitFor()
    found.refused = await faultsNow()
    for (const path of [`/ringkasan/${NUMBER}`, '/tentang', '/tidak-ada']) {
      await page.goto(`${stage.url}${path}`)
      found[path] = await faultsNow()
    }
    expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([])
  })

  it('hears the transcript as a log, and lines as theirs who wrote them', async () => {
    const page = await someone()
    await write(page, 'halo')
    await page.getByText('Apa pekerjaan Anda?').waitFor()
    const log = page.getByRole('log', { name: 'Isi percakapan' })
    expect(await log.getByRole('listitem').filter({ hasText: 'Anda' }).count()).toBeGreaterThan(0)
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  })
})

describe('a small screen', () => {
  it.each([
    ['a word', 'halo'],
    ['a word without end', 'panjangsekali'.repeat(60)],
    ['an address without end', 'https://contoh.example/'.repeat(20)],
    ['letters from right to left', 'السلام عليكم '.repeat(40)],
  ])('never scrolls sideways: %s', async (_label, text) => {
    const page = await someone({ viewport: { width: 320, height: 640 } })
    await write(page, text)
    await page.getByText('Apa pekerjaan Anda?').waitFor()
    const [wide, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ])
    expect(wide).toBeLessThanOrEqual(screen ?? 0)
  })

  it('shows the box without scrolling, at the start and after an answer, and large enough to touch', async () => {
    const page = await someone({ viewport: { width: 320, height: 480 }, hasTouch: true })
    const box = page.getByLabel('Pesan Anda')
    const isSeen = async () => ((await box.boundingBox())?.y ?? 999) < 440
    expect(await isSeen()).toBe(true)
    await write(page, 'halo')
    await page.getByText('Apa pekerjaan Anda?').waitFor()
    expect(await isSeen()).toBe(true)
    const sizes = await page
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().height),
      )
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24)
  })
})

describe('a thin line', () => {
  it('needs at most 50 kB until the first page stands, and only files of our own', async () => {
    const page = await stage.keep(visit(stage.browser, 'about:blank'))
    const requests: Request[] = []
    page.on('requestfinished', (request) => requests.push(request))
    await page.goto(stage.url, { waitUntil: 'networkidle' })
    const sizes = await Promise.all(requests.map((request) => request.sizes()))
    const total = sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0)
    expect(requests.filter((request) => !request.url().startsWith(stage.url))).toEqual([])
    expect(requests.length).toBeGreaterThan(3)
    expect(total).toBeLessThan(50_000)
  })
})

describe('what a resident writes', () => {
  it('is shown letter by letter and runs nowhere, however it is meant', async () => {
    expect(XSS.length).toBeGreaterThanOrEqual(300)
    stage.world.chats.hold()
    const page = await someone()
    await write(page, 'mulai')
    await page.locator('#lines .line').first().waitFor()
    for (const [n, text] of XSS.entries()) {
      const answer = await page.request.post(`${stage.url}/pesan`, {
        data: { key: `serangan-${n}`, text },
        headers: { accept: 'application/json', 'sec-fetch-site': 'same-origin' },
      })
      expect(answer.status(), text).toBe(204)
    }
    await page.waitForFunction(
      (count) => document.querySelectorAll('#lines .line').length === count,
      XSS.length + 1,
    )
    const live = await page.locator('#lines .text').allTextContents()
    expect(live.slice(1)).toEqual(XSS)
    await page.goto(`${stage.url}/?semua=1`)
    expect((await page.locator('#lines .text').allTextContents()).slice(1)).toEqual(XSS)
    expect(await page.locator('#lines script, #lines iframe, #lines a, #lines img, #lines svg').count()).toBe(
      0,
    )
  })
})
