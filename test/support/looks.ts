/** @module A page in all its looks: on a phone and at a desk, in light and in dark, as it stands and without being loaded anew. */

import type { Page } from 'playwright-core'
import { axeFaults } from './visit.ts'

type Look = { colorScheme: 'light' | 'dark'; width: number; height: number }

/** Widths in pixels. */
const SMALLEST = 320
const PHONE = 390
const DESK = 1_280

const looksFrom = (narrow: number): readonly Look[] =>
  (['light', 'dark'] as const).flatMap((colorScheme) => [
    { colorScheme, width: narrow, height: narrow === SMALLEST ? 640 : 844 },
    { colorScheme, width: DESK, height: 800 },
  ])

async function take(page: Page, { colorScheme, width, height }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height })
}

type Options = {
  narrow?: typeof SMALLEST | typeof PHONE
  /** Looks at more, in each look ("dark 390"); gives what is wrong. */
  inEach?(look: string): Promise<string[]>
}

/** What axe finds in each look, and where the page scrolls sideways, as "light 390: …". Leaves the page in light and narrow. */
export async function faultsInEveryLook(
  page: Page,
  { narrow = PHONE, inEach }: Options = {},
): Promise<string[]> {
  const found: string[] = []
  const looks = looksFrom(narrow)
  for (const look of looks) {
    await take(page, look)
    const name = `${look.colorScheme} ${look.width}`
    const [wide, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ])
    const faults = await axeFaults(page)
    if ((wide ?? 0) > (screen ?? 0)) faults.push(`scrolls sideways: ${wide} of ${screen}`)
    faults.push(...((await inEach?.(name)) ?? []))
    found.push(...faults.map((fault) => `${name}: ${fault}`))
  }
  const [first] = looks
  if (first !== undefined) await take(page, first)
  return found
}
