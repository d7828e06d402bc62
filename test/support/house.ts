/** @module The service as a city runs it: a server process on a folder of its own, staff with real accounts at browsers, and a line that can be cut. */

import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { generateSync } from 'otplib'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { CODE_MS } from './access-world.ts'
import { openBrowser } from './browser.ts'
import { layCable } from './cable.ts'
import { enrol, invite, logIn } from './enrol.ts'
import { newDataDir } from './learned.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { type Visit, visit } from './visit.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const WIDE = { viewport: { width: 1280, height: 800 } }
const LATER = new URL('./later.mjs', import.meta.url).href
const LINK = /\/console\/mulai\/[\w-]{43}/

export type Colleague = { name: string; login: string; secret: string; page: Page }

export type House = {
  url: string
  browser: Browser
  /** A browser of its own at a path of the service. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>
  /** The first administrator, by the link that the first start printed. */
  first(name: string, login: string): Promise<Colleague>
  /** Invited at the administrator's page, and set up at a browser of their own. */
  hire(admin: Page, role: RegExp, name: string, login: string): Promise<Colleague>
  /** One more browser of a colleague, by password and code. */
  logIn(who: Colleague, options?: BrowserContextOptions): Promise<Page>
  /** Cuts what is open; browsers come back by themselves. */
  cut(): void
  /** SIGKILL; the line is dead until `rise`. */
  kill(): Promise<void>
  /** The server again, on the same data and at the same address, after the machine was off for so long. */
  rise(offMs: number): Promise<void>
  /** Breaches of policy, script errors and dialogs of all browsers so far. */
  faults(): string[]
  /** What a command of the service prints about this house. */
  run(command: string, ...args: string[]): { status: number | null; stdout: string }
  close(): Promise<void>
}

export async function openHouse(): Promise<House> {
  const dataDir = newDataDir('tanya-sigap-house')
  const visits: Visit[] = []
  const [browser, cable] = await Promise.all([openBrowser(), layCable()])
  let server: ServerProcess
  let laterMs = 0
  const rise = async (offMs: number) => {
    laterMs += offMs
    const late = { NODE_OPTIONS: `${process.env.NODE_OPTIONS} --import=${LATER}`, LATER_MS: String(laterMs) }
    server = await startServer(dataDir, { HOST: '127.0.0.1', ...(laterMs === 0 ? {} : late) })
    cable.plug(server.address)
  }
  await rise(0)
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const made = await visit(browser, `${cable.url}${path}`, options)
    visits.push(made)
    return made.page
  }
  const enter = async (path: string, name: string, login: string): Promise<Colleague> => {
    const page = await open(path, WIDE)
    const { secret } = await enrol(page, { name, login }, (shown) => codeOf(shown, laterMs))
    return { name, login, secret, page }
  }
  return {
    url: cable.url,
    browser,
    open,
    first: (name, login) => enter(LINK.exec(server.said())?.[0] ?? 'no link was printed', name, login),
    hire: async (admin, role, name, login) => {
      await admin.goto(`${cable.url}/console/akun`)
      return await enter(await invite(admin, name, role), name, login)
    },
    logIn: async ({ login, secret }, options) => {
      const page = await open('/console/masuk', { ...WIDE, ...options })
      // The code of the enrolment is spent: the next one, which is taken as well.
      await logIn(page, login, codeOf(secret, laterMs + CODE_MS))
      return page
    },
    cut: cable.cut,
    kill: async () => {
      cable.pull()
      await server.kill()
    },
    rise,
    faults: () => visits.flatMap(({ faults }) => faults),
    run: (command, ...args) => {
      const env = { ...process.env, DATA_DIR: dataDir }
      const program = ['src/cli/run.mjs', command, ...args]
      return spawnSync(process.execPath, program, { cwd: ROOT, env, encoding: 'utf8' })
    },
    close: async () => {
      await browser.close()
      await cable.close()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function codeOf(secret: string, laterMs: number): string {
  const epoch = Math.floor((Date.now() + laterMs) / 1000)
  return generateSync({ secret: secret.replace(/ /g, ''), epoch })
}
