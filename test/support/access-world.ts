/** @module The staff pages before the real service in memory, with real accounts: browsers with their own cookies, people with phones. */

import { generateSync } from 'otplib'
import { app } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Role } from '../../src/core/staff.ts'
import { build, type Service } from '../../src/main.ts'
import type { Overrides } from '../../src/wiring/parts.ts'
import { CONSOLE_AT, CONSOLE_ORIGIN } from './console-world.ts'
import { learn } from './learned.ts'

export const PASSWORD = 'sepeda kuning di atas awan'

export type Person = { login: string; password: string; secret: string; codes: string[]; browser: Browser }

export type Browser = {
  /** By name; what a browser would send. */
  cookies: Map<string, string>
  request(path: string, init?: RequestInit): Promise<Response>
  text(path: string): Promise<string>
  post(path: string, fields?: Record<string, string>): Promise<Response>
  /** A copy with the same cookies: a thief's. */
  copy(): Browser
}

export type AccessWorld = {
  service: Service
  now(): number
  pass(ms: number): void
  /** A browser without cookies, at this network address. */
  browser(address?: string): Browser
  /** Follows a link to its end. */
  setUp(path: string, login: string, password?: string): Promise<Person>
  /** The first administrator, once. */
  admin(): Promise<Person>
  /** Invited by the administrator and set up. */
  hire(role: Role, login: string): Promise<Person>
  /** The six digits a phone shows now. */
  code(person: Pick<Person, 'secret'>, laterMs?: number): string
  login(person: Person, browser?: Browser): Promise<Response>
  stop(): Promise<void>
}

/** Past any code that was taken before. */
export const CODE_MS = 30_000

export async function accessWorld(
  overrides: Overrides = {},
  { origin = CONSOLE_ORIGIN, env = {} }: { origin?: string; env?: Record<string, string> } = {},
): Promise<AccessWorld> {
  let clock = CONSOLE_AT
  let first: Promise<Person> | undefined
  learn()
  const service = await build(readConfig({ MODE: 'demo', LOG_LEVEL: 'silent', ...env }), {
    inMemory: true,
    now: () => clock,
    wakeAt: () => {},
    ...overrides,
  })
  service.start()
  const open = (address: string, cookies: Map<string, string>): Browser => {
    const request = async (path: string, init: RequestInit = {}) => {
      const headers = new Headers({ accept: 'text/html', 'sec-fetch-site': 'same-origin' })
      new Headers(init.headers).forEach((value, name) => {
        headers.set(name, value)
      })
      if (cookies.size > 0)
        headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await app.request(
        `${origin}${path}`,
        { ...init, headers },
        { ...service.web, peer: address },
      )
      for (const line of response.headers.getSetCookie()) keep(cookies, line)
      return response
    }
    return {
      cookies,
      request,
      text: async (path) => await (await request(path)).text(),
      post: async (path, fields = {}) =>
        await request(path, { method: 'POST', body: new URLSearchParams(fields) }),
      copy: () => open(address, new Map(cookies)),
    }
  }
  const world: AccessWorld = {
    service,
    now: () => clock,
    pass: (ms) => {
      clock += ms
    },
    browser: (address = '10.0.0.1') => open(address, new Map()),
    setUp: async (path, login, password = PASSWORD) => {
      const browser = open('10.0.0.1', new Map())
      await browser.post(path, { name: `Contoh ${login}`, login, password })
      const secret = secretIn(await browser.text(path))
      const done = await (await browser.post(`${path}/kode`, { code: world.code({ secret }) })).text()
      const codes = [...done.matchAll(/<code>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})<\/code>/g)].map(
        ([, code]) => code ?? '',
      )
      return { login, password, secret, codes, browser }
    },
    admin: async () => {
      first ??= (async () => {
        const token = await service.access.setUp.first()
        return await world.setUp(`/console/mulai/${token}`, 'admin.satu')
      })()
      return await first
    },
    hire: async (role, login) => {
      const { browser } = await world.admin()
      const fields = { name: `Contoh ${login}`, role, team: '' }
      const page = await (await browser.post('/console/akun/undang', fields)).text()
      return await world.setUp(linkIn(page), login)
    },
    code: ({ secret }, laterMs = 0) =>
      generateSync({ secret: secret.replace(/ /g, ''), epoch: Math.floor((clock + laterMs) / 1000) }),
    login: async (person, browser = person.browser) => {
      const { login, password } = person
      return await browser.post('/console/masuk', { login, password, code: world.code(person) })
    },
    stop: () => service.stop(),
  }
  return world
}

/** The path of a one-time link on a page. */
export function linkIn(page: string): string {
  return /\/console\/mulai\/[\w-]{43}/.exec(page)?.[0] ?? 'no link on this page'
}

export function secretIn(page: string): string {
  return /<code class="secret">([A-Z2-7 ]+)<\/code>/.exec(page)?.[1] ?? 'no secret on this page'
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  if (attributes.includes('Max-Age=0')) cookies.delete(name)
  else cookies.set(name, value)
}
