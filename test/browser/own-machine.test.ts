/** @module The browser of the tests really starts, and stays on this machine. */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, openContext } from '../support/browser.ts'

let browser: Browser
let server: Server

beforeAll(async () => {
  const page = '<!doctype html><h1>Halo</h1><img alt="" src="http://192.0.2.1/jauh.png">'
  server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

it('shows a page of 127.0.0.1 and refuses what the page asks of other machines', async () => {
  const page = await (await openContext(browser)).newPage()
  const refused: string[] = []
  page.on('requestfailed', (request) => refused.push(request.url()))
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  expect(await page.getByRole('heading').textContent()).toBe('Halo')
  expect(refused).toEqual(['http://192.0.2.1/jauh.png'])
})
