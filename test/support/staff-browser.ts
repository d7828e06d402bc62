/** @module Members of staff at real browsers, before the whole service. */

import type { Browser, BrowserContextOptions } from 'playwright-core'
import type { Role } from '../../src/core/staff.ts'
import { openContext } from './browser.ts'
import { fakeCookie } from './console-world.ts'
import type { Visit } from './visit.ts'

/** Logged in as this member, at a page of the console; faults are kept as `visit` keeps them. */
export async function staffVisit(
  browser: Browser,
  url: string,
  who: { role: Role; id: string },
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await openContext(browser, { viewport: { width: 1280, height: 800 }, ...options })
  await context.addCookies([{ ...fakeCookie(who.role, who.id), url: new URL(url).origin }])
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
  await page.goto(url)
  return { page, faults, close: () => context.close() }
}
