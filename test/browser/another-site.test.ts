/** @module A page of another site before our pages, in Chromium: it writes nothing, reads nothing, and a breach of our own pages' rules is heard of. */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { sha256 } from '../../src/pages/assets.ts'
import { openContext } from '../support/browser.ts'
import { consoleWorld, fakeCookie } from '../support/console-world.ts'
import { setStage } from '../support/stage.ts'
import { visit } from '../support/visit.ts'

const broken: string[] = []
const refused: unknown[] = []
const note = (entry: { event: string; count?: number }) => {
  if (entry.event === 'refused_403') refused.push(entry.count)
}
const stage = setStage(() =>
  consoleWorld({
    log: { info: note, warn: note, error: note },
    observer: {
      heard: () => {},
      turned: () => {},
      left: () => {},
      committed: () => {},
      misunderstood: () => {},
      policyBroken: (directive) => void broken.push(directive),
    },
  }),
)

/** `localhost` and `127.0.0.1` are different sites to a browser; ours is the second. */
let elsewhere: Server
let hostile = ''

beforeAll(async () => {
  elsewhere = createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html').end('<!doctype html><title>jahat</title>'),
  )
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done))
  hostile = `http://localhost:${(elsewhere.address() as AddressInfo).port}`
})
afterAll(() => elsewhere.close())
beforeEach(() => {
  broken.length = 0
  refused.length = 0
})

/** What only our own pages may ask for. */
const WAYS = ['/pesan', '/hapus-layar', '/console/label', '/console/keluar']
const TOKEN = 'b'.repeat(64)

/** A browser that is a resident's and a supervisor's at once: whatever their cookies could open would be open to it. */
async function somebody(): Promise<{ page: Page; chatId: string }> {
  const chatId = await stage.world.writes(await sha256(`visitor|${TOKEN}`), 'kata rahasia milik warga')
  const page = await stage.keep(visit(stage.browser, stage.url, {}, { name: 'tamu', value: TOKEN }))
  await page.context().addCookies([{ ...fakeCookie('supervisor', 'ani'), url: stage.url }])
  await page.goto(`${stage.url}/console/chat/${chatId}`)
  await page.getByText('kata rahasia milik warga').first().waitFor()
  await page.goto(hostile)
  return { page, chatId }
}

/** How many of the hostile page's requests came here and were refused: the log's first line of a minute tells of those before it. */
async function refusals(page: Page): Promise<number> {
  await stage.world.pass(60_000)
  await page.evaluate(
    (to) => fetch(to, { method: 'POST', mode: 'no-cors' }).catch(() => {}),
    `${stage.url}/pesan`,
  )
  expect(refused).toHaveLength(2)
  return Number(refused[1])
}

const stateOf = async (chatId: string) => JSON.stringify(await stage.world.service.chats.read(chatId))

it('writes nothing: no form, no text that is JSON, also where cookies would be sent along', async () => {
  const { page, chatId } = await somebody()
  const [before, deeds] = [await stateOf(chatId), stage.world.deeds().length]
  for (const way of WAYS) {
    await page.goto(hostile)
    await page.evaluate((action) => {
      const form = document.createElement('form')
      Object.assign(form, { method: 'post', action })
      for (const name of ['key', 'text', 'nama']) {
        const field = document.createElement('input')
        Object.assign(field, { name, value: 'kunci-jahat' })
        form.append(field)
      }
      document.body.append(form)
      form.submit()
    }, `${stage.url}${way}`)
    await page.waitForURL(`${stage.url}${way}`)
  }
  await page.goto(hostile)
  await page.evaluate(
    async ([address, all]) => {
      const body = JSON.stringify({ key: 'kunci-jahat', text: 'kata orang lain' })
      // The browser hides the answers from it: no-cors fails where an answer says whose it is.
      const post = (way: string, init: RequestInit) =>
        fetch(way, { method: 'POST', mode: 'no-cors', credentials: 'include', ...init }).catch(() => {})
      for (const way of all) {
        await post(`${address}${way}`, { body, headers: { 'content-type': 'text/plain' } })
        await post(`${address}${way}`, { body: new URLSearchParams({ key: 'kunci-jahat', text: 'x' }) })
      }
    },
    [stage.url, WAYS] as const,
  )
  await stage.world.service.quiet()
  expect(await stateOf(chatId)).toBe(before)
  expect(stage.world.deeds()).toHaveLength(deeds)
  expect(await refusals(page)).toBe(WAYS.length * 3)
})

it('reads nothing: no stream, no answer, no picture, no script', async () => {
  const { page, chatId } = await somebody()
  const read = await page.evaluate(
    async ([address, chat]) => {
      const paths = ['/', '/stream', `/console/chat/${chat}`, `/console/chat/${chat}/aliran`]
      const tried: Record<string, string> = {}
      const loads = (made: HTMLImageElement | HTMLScriptElement, from: string) =>
        new Promise<string>((done) => {
          made.onload = () => done('loaded')
          made.onerror = () => done('nothing')
          made.src = from
          document.body.append(made)
        })
      const streams = (from: string) =>
        new Promise<string>((done) => {
          const stream = new EventSource(from, { withCredentials: true })
          const end = (what: string) => {
            stream.close()
            done(what)
          }
          stream.onopen = () => end('opened')
          stream.onerror = () => end('nothing')
        })
      for (const path of paths.map((one) => `${address}${one}`)) {
        tried[`fetch ${path}`] = await fetch(path, { credentials: 'include' })
          .then((answer) => answer.text())
          .catch(() => 'nothing')
        tried[`stream ${path}`] = await streams(path)
        tried[`image ${path}`] = await loads(document.createElement('img'), path)
        tried[`script ${path}`] = await loads(document.createElement('script'), path)
      }
      return tried
    },
    [stage.url, chatId] as const,
  )
  expect(Object.values(read)).toEqual(Array.from({ length: 16 }, () => 'nothing'))
  expect(await refusals(page)).toBe(16)
})

it('shows none of our pages in a frame', async () => {
  const { page, faults, close } = await visit(stage.browser, hostile)
  await page.setContent(`<iframe src="${stage.url}/tentang"></iframe>`)
  await expect.poll(() => faults.join()).toContain("frame-ancestors 'none'")
  const shown = await page
    .frames()
    .at(-1)
    ?.evaluate(() => document.body.innerText)
  expect(shown ?? '').not.toContain('Tanya SIGAP')
  await close()
})

it('a breach of the rules of our own page is reported by the browser itself, and counted', async () => {
  const context = await openContext(stage.browser)
  // As browsers do that know the older way alone: by the newer one Chromium reports to https only, a minute late.
  await context.route(`${stage.url}/tentang`, async (route) => {
    const answer = await route.fetch()
    const policy = answer.headers()['content-security-policy'] ?? ''
    const headers = { ...answer.headers(), 'content-security-policy': policy.replace(/; report-to \w+/, '') }
    await route.fulfill({ response: answer, headers })
  })
  const page = await context.newPage()
  await page.goto(`${stage.url}/tentang`)
  await page.evaluate(() => {
    const image = document.createElement('img')
    image.src = 'http://127.0.0.1:9/kanarilaporan.png'
    document.body.append(image)
  })
  await expect.poll(() => broken, { timeout: 5_000 }).toEqual(['img-src'])
  await context.close()
})
