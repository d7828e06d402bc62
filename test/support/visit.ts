/** @module A visitor before our pages in Chromium, and a server that can be cut, stopped and started again on its port. */

import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { getRequestListener } from '@hono/node-server'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { app } from '../../src/app.ts'
import type { WebDeps } from '../../src/web/deps.ts'
import { openContext } from './browser.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Served = {
  url: string
  /** Cuts every open connection; new ones are taken. */
  cut(): void
  /** No longer there: connections are refused. */
  stop(): Promise<void>
  /** There again, on the same port. */
  start(): Promise<void>
}

export async function serve(depsNow: () => WebDeps): Promise<Served> {
  let server: Server | undefined
  let port = 0
  const served: Served = {
    url: '',
    cut: () => server?.closeAllConnections(),
    stop: async () => {
      const closing = server
      await new Promise((done) => {
        closing?.close(done)
        closing?.closeAllConnections()
      })
    },
    start: async () => {
      const made = createServer(getRequestListener((request) => app.fetch(request, depsNow())))
      server = made
      await new Promise<void>((done) => made.listen(port, '127.0.0.1', done))
      const address = made.address()
      if (typeof address === 'object' && address !== null) port = address.port
      served.url = `http://127.0.0.1:${port}`
    },
  }
  await served.start()
  return served
}

export type Visit = {
  page: Page
  /** Breaches of the page's policy, script errors and dialogs so far; tests expect none. */
  faults: string[]
  close(): Promise<void>
}

/** A visitor with an empty browser, or one who comes with a cookie. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  cookie?: { name: string; value: string },
): Promise<Visit> {
  const context = await openContext(browser, { viewport: { width: 390, height: 844 }, ...options })
  if (cookie !== undefined) await context.addCookies([{ ...cookie, url: new URL(url).origin }])
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) faults.push(message.text())
  })
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  // Chromium tells most breaches on the console by itself; the event tells all of them.
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`Content Security Policy, by its event: ${violatedDirective} ${blockedURI}`)
    })
  })
  await page.goto(url)
  return { page, faults, close: () => context.close() }
}

/** Faults that axe finds by the rules of WCAG 2.2 A and AA and its own best practice, as "rule: element". */
export async function axeFaults(page: Page): Promise<string[]> {
  // Half a megabyte to read: once a page, however often it is looked at.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document)
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`))
  })
}
