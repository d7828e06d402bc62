/** @module The secure form on a small phone in Chromium, with scripts off, from the link to the answer in the chat. `PICTURES=folder` keeps pictures for a person who looks. */

import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import messages from '../../locales/id/messages.json' with { type: 'json' }
import { type IdentityWorld, identityWorld, kkOf, nikOf } from '../identity/world.ts'
import { openBrowser } from '../support/browser.ts'
import { listPeople } from '../support/people-list.ts'
import { staffVisit } from '../support/staff-browser.ts'
import { axeFaults, type Served, serve, visit } from '../support/visit.ts'

const SMALL = { viewport: { width: 320, height: 568 }, javaScriptEnabled: false }

let browser: Browser
let world: IdentityWorld
let served: Served

beforeAll(async () => {
  browser = await openBrowser()
  world = await identityWorld()
  // Plain http on this machine: what is asked of https stands in other tests.
  served = await serve(() => ({ ...world.service.web, publicUrl: undefined }))
  await listPeople(world.service, [{ nik: nikOf(2), kk: kkOf(2) }])
})
afterAll(async () => {
  await served.stop()
  await world.service.stop()
  await browser.close()
})

async function picture(page: Page, name: string): Promise<void> {
  const to = process.env.PICTURES
  if (to !== undefined) await page.screenshot({ path: join(to, `form-${name}.png`), fullPage: true })
}

it('is filled on an old phone without script; the answer comes to the chat, and nothing of it stands in the browser', async () => {
  await world.bindAtCounter('budi', nikOf(2))
  const path = await world.link('budi')
  const { page, faults, close } = await visit(browser, `${served.url}${path}`, SMALL)
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
  await picture(page, 'empty')
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect(width).toBeLessThanOrEqual(SMALL.viewport.width)
  await page.getByLabel(messages['web.form.nik']).fill('327501')
  await page.getByLabel(messages['web.form.kk']).fill(kkOf(2))
  await page.getByRole('button', { name: messages['web.form.send'] }).click()
  expect(await page.getByRole('alert').textContent()).toBe(messages['web.form.wrong'])
  expect(await page.getByLabel(messages['web.form.kk']).inputValue()).toBe('')
  await picture(page, 'wrong')
  await page.getByLabel(messages['web.form.nik']).fill(nikOf(2))
  await page.getByLabel(messages['web.form.kk']).fill(kkOf(2))
  await page.getByRole('button', { name: messages['web.form.send'] }).click()
  expect(page.url()).toBe(`${served.url}/f/diterima`)
  expect(await page.title()).toBe(messages['web.form.taken.title'])
  // Asked for in another app: there is no conversation here to go back to.
  expect(await page.getByRole('link', { name: messages['web.form.taken.back'] }).count()).toBe(0)
  await picture(page, 'taken')
  // The key goes along in no Referer, and a number in no address.
  const token = path.split('/').at(-1) ?? 'no token'
  expect(asked.filter((one) => one.split(' ')[1]?.includes(token))).toEqual([])
  expect(asked.join(' ')).not.toContain(nikOf(2))
  await page.goBack()
  await page.goto(`${served.url}${path}`)
  expect(await page.content()).toContain(messages['web.form.over.title'])
  await picture(page, 'over')
  await world.pass(15_000)
  expect(world.said.at(-1)?.text).toContain('Anda terdaftar di SIGAP')
  expect(faults).toEqual([])
  await close()
})

it('has nothing that keeps people with other senses out, in both languages', async () => {
  const path = await world.link('citra')
  for (const address of [path, `${path}?lang=en`, '/f/diterima', '/f/x']) {
    const { page, close } = await visit(browser, `${served.url}${address}`, { viewport: SMALL.viewport })
    expect(await axeFaults(page)).toEqual([])
    await close()
  }
})

it('shows an officer the code once', async () => {
  const { page, faults, close } = await staffVisit(browser, `${served.url}/console/loket`, {
    role: 'agent',
    id: 'ani',
  })
  await picture(page, 'counter')
  await page.getByLabel(messages['console.identity.nik']).fill(nikOf(2))
  await page.getByLabel(messages['console.identity.seen']).check()
  await page.getByRole('button', { name: messages['console.identity.go'] }).click()
  expect(await page.locator('output').textContent()).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  expect(await axeFaults(page)).toEqual([])
  await picture(page, 'code')
  expect(faults).toEqual([])
  await close()
})

it('is reached from the web chat by the link in the answer, whatever name the page was opened under', async () => {
  const { page, faults, close } = await visit(browser, served.url, SMALL)
  for (const words of ['apakah saya terdaftar di sigap', '1']) {
    await page.getByLabel('Pesan Anda').fill(words)
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await world.service.quiet()
    await page.goto(served.url)
  }
  await page.getByRole('link', { name: messages['registered.form.label'] }).click()
  expect(page.url()).toMatch(new RegExp(`^${served.url}/f/[\\w-]{43}$`))
  await page.getByLabel(messages['web.form.nik']).fill(nikOf(3))
  await page.getByLabel(messages['web.form.kk']).fill(kkOf(3))
  await page.getByRole('button', { name: messages['web.form.send'] }).click()
  await page.getByRole('link', { name: messages['web.form.taken.back'] }).click()
  expect(new URL(page.url()).pathname).toBe('/')
  await page.getByRole('link', { name: messages['registered.form.label'] }).waitFor()
  expect(faults).toEqual([])
  await close()
})
