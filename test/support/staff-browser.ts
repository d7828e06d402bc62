/** @module Members of staff at real browsers, before the whole service. */

import type { Browser, BrowserContextOptions } from 'playwright-core'
import type { Role } from '../../src/core/staff.ts'
import { fakeCookie } from './console-world.ts'
import { type Visit, visit } from './visit.ts'

/** Logged in as this member, at a page of the console. */
export async function staffVisit(
  browser: Browser,
  url: string,
  who: { role: Role; id: string },
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const wide = { viewport: { width: 1280, height: 800 }, ...options }
  return await visit(browser, url, wide, fakeCookie(who.role, who.id))
}
