/** @module Starts the real Chromium for browser tests, and keeps it on this machine. */

import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { findChromium } from '../../src/cli/chromium.ts'

/** Without the background flags Chromium looks up its maker's hosts at every start. */
const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @throws Error when no Chromium starts here; `npm test` installs one first, a bare vitest does not. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('No Chromium found: run `npm test`, which installs it.')
  const isRoot = process.getuid?.() === 0
  return await chromium.launch({ executablePath, args: isRoot ? [...ARGS, '--no-sandbox'] : ARGS })
}

/** A context of its own: no cookies of other tests, and no request to anything but 127.0.0.1. */
export async function openContext(
  browser: Browser,
  options?: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'id-ID', timezoneId: 'Asia/Jakarta', ...options })
  await context.route(
    (url) => url.protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(url.hostname),
    (route) => route.abort('blockedbyclient'),
  )
  return context
}
