/** @module One Chromium for a file of tests, and before each test a world of its own, served; after each, no page may have had a fault. */

import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { WebDeps } from '../../src/web/deps.ts'
import { openBrowser } from './browser.ts'
import { type Served, serve, type Visit } from './visit.ts'

type World = WebDeps | { service: { web: WebDeps }; stop(): Promise<unknown> }

/** What stands while a test runs; to be read in tests alone. */
export type Stage<W extends World> = {
  readonly browser: Browser
  readonly world: W
  readonly url: string
  /** The line to the pages: can be cut, stopped and started again. */
  readonly line: Served
  /** Closes this visit after the test and looks at its faults; gives its page. */
  keep(visit: Promise<Visit>): Promise<Visit['page']>
}

/** A world that is a whole service is stopped after its test; one that is only what pages need has nothing to stop. */
export function setStage<W extends World>(makeWorld: () => W | Promise<W>): Stage<W> {
  let browser: Browser
  let world: W
  let served: Served
  const visits: Visit[] = []
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    world = await makeWorld()
    served = await serve(() => ('stop' in world ? world.service.web : world))
  })
  afterEach(async () => {
    for (const { faults, close } of visits.splice(0)) {
      await close()
      expect(faults).toEqual([])
    }
    await served.stop()
    if ('stop' in world) await world.stop()
  })
  return {
    get browser() {
      return browser
    },
    get world() {
      return world
    },
    get url() {
      return served.url
    },
    get line() {
      return served
    },
    keep: async (visit) => {
      const made = await visit
      visits.push(made)
      return made.page
    },
  }
}
