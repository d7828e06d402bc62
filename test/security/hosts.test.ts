/** @module With CONSOLE_URL residents' pages and the console stand under a host name each, and neither knows anything of the other. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { accessWorld } from '../support/access-world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { ROUTES } from './open-routes.ts'

const RESIDENTS = 'https://sigap.example.id'
const STAFF = 'https://petugas.example.id'
const SUPERVISOR = '__Host-petugas=supervisor.ani'
const CLOUD = {
  WHATSAPP_CLOUD_TOKEN: 'token-for-tests',
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: '1',
  WHATSAPP_CLOUD_APP_SECRET: 'secret',
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'verify',
  WHATSAPP_CLOUD_API_ROOT: 'http://127.0.0.1:9',
}

let parted: ConsoleWorld
let together: ConsoleWorld

beforeAll(async () => {
  parted = await consoleWorld({}, { ...CLOUD, PUBLIC_URL: RESIDENTS, CONSOLE_URL: STAFF })
  together = await consoleWorld({}, { ...CLOUD, PUBLIC_URL: RESIDENTS })
})
afterAll(async () => {
  await parted.stop()
  await together.stop()
})

type Asked = { method?: string; headers?: Record<string, string>; body?: BodyInit }

async function ask(origin: string, path: string, init: Asked = {}, world = parted) {
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...init.headers }
  return await app.request(`${origin}${path}`, { ...init, headers }, world.service.web)
}

/** All a stranger could tell an answer by. */
async function toldBy(answer: Response) {
  return { status: answer.status, headers: [...answer.headers], body: await answer.text() }
}

const filled = (path: string) =>
  path.replace(/:\w+(\{[^}]*\})?/g, (_, pattern?: string) => (pattern === undefined ? 'tidak-ada' : '999999'))

const isConsole = (path: string) => path === '/console' || path.startsWith('/console/')
const all = ROUTES.flatMap(({ method, path }) =>
  (method === 'ALL' ? ['GET', 'POST'] : [method]).map((one) => ({ method: one, path })),
)
const ofStaff = all.filter(({ path }) => isConsole(path))
/** Needed under both names. */
const OF_BOTH = ['/healthz', '/readyz', '/laporan-aturan', '/aset/:file', '/']
const ofResidents = all.filter(({ path }) => !isConsole(path) && !OF_BOTH.includes(path))

const asked = (method: string, cookie: string): Asked => ({
  method,
  headers: { cookie },
  ...(method === 'POST' ? { body: new URLSearchParams() } : {}),
})

describe('under the host name of the other side', () => {
  it('there is much to ask for', () => {
    expect(ofStaff.length).toBeGreaterThan(90)
    expect(ofResidents.length).toBeGreaterThan(12)
  })

  it.each(ofStaff)('no page of staff is: $method $path', async ({ method, path }) => {
    for (const cookie of ['', SUPERVISOR]) {
      const never = await toldBy(await ask(RESIDENTS, '/tidak/ada', asked(method, cookie)))
      expect(never.status).toBe(404)
      expect(await toldBy(await ask(RESIDENTS, filled(path), asked(method, cookie)))).toEqual(never)
    }
  })

  it.each(ofResidents)('nothing of residents is: $method $path', async ({ method, path }) => {
    const cookie = `__Host-tamu=${'a'.repeat(64)}`
    const never = await toldBy(await ask(STAFF, '/tidak/ada', asked(method, cookie)))
    expect(never.status).toBe(404)
    expect(never.body).toContain('Halaman ini tidak ada di meja petugas')
    expect(never.body).not.toMatch(/href="\/("|tentang)/)
    expect(await toldBy(await ask(STAFF, filled(path), asked(method, cookie)))).toEqual(never)
  })

  it('a port, capitals and a dot at the end are no other name', async () => {
    for (const origin of [
      'https://sigap.example.id:8443',
      'https://SIGAP.example.id',
      'https://sigap.example.id.',
    ])
      expect((await ask(origin, '/console', { headers: { cookie: SUPERVISOR } })).status).toBe(404)
  })
})

describe('under its own host name', () => {
  it.each(all.filter(({ path }) => path !== '/'))(
    'everything answers as without parting: $method $path',
    async ({ method, path }) => {
      const origin = isConsole(path) ? STAFF : RESIDENTS
      for (const cookie of ['', SUPERVISOR]) {
        const now = await ask(origin, filled(path), asked(method, cookie))
        const before = await ask(RESIDENTS, filled(path), asked(method, cookie), together)
        await Promise.all([now.body?.cancel(), before.body?.cancel()])
        expect([now.status, now.headers.get('location')]).toEqual([
          before.status,
          before.headers.get('location'),
        ])
      }
    },
  )

  it('the console opens, also by its bare host, and the web chat does', async () => {
    expect((await ask(STAFF, '/')).headers.get('location')).toBe('/console')
    const desk = await ask(STAFF, '/console', { headers: { cookie: SUPERVISOR } })
    const chat = await ask(RESIDENTS, '/')
    expect([desk.status, chat.status]).toEqual([200, 200])
    // Under each name the files its page names.
    for (const [origin, page] of [
      [STAFF, await desk.text()],
      [RESIDENTS, await chat.text()],
    ] as const) {
      const files = page.match(/\/aset\/[\w.-]+/g) ?? []
      expect(files.length).toBeGreaterThan(2)
      for (const file of files) expect((await ask(origin, file)).status).toBe(200)
    }
  })

  it('whoever runs the machine and reports of browsers are answered under both, and by an address', async () => {
    const headers = { 'content-type': 'application/csp-report' }
    for (const origin of [RESIDENTS, STAFF, 'http://127.0.0.1:8787']) {
      expect([(await ask(origin, '/healthz')).status, (await ask(origin, '/readyz')).status]).toEqual([
        200, 200,
      ])
      expect((await ask(origin, '/laporan-aturan', { method: 'POST', headers, body: '{}' })).status).toBe(204)
    }
  })

  it('by a name that is neither’s all is there, as before', async () => {
    for (const path of ['/', '/tentang', '/console'])
      expect((await ask('http://127.0.0.1:8787', path, { headers: { cookie: SUPERVISOR } })).status).toBe(200)
  })
})

describe('from a page of residents', () => {
  const write = (origin: string, headers: Record<string, string>) =>
    app.request(
      `${origin}/console/tim`,
      {
        method: 'POST',
        body: new URLSearchParams(),
        headers: { cookie: SUPERVISOR, host: new URL(origin).host, ...headers },
      },
      parted.service.web,
    )

  it('nothing is written in the console, by a new browser or an old one', async () => {
    for (const origin of [STAFF, 'http://127.0.0.1:8787']) {
      expect((await write(origin, { 'sec-fetch-site': 'same-site', origin: RESIDENTS })).status).toBe(403)
      expect((await write(origin, { origin: RESIDENTS })).status).toBe(403)
      expect((await write(origin, { referer: `${RESIDENTS}/` })).status).toBe(403)
      // A page of its own may.
      expect((await write(origin, { origin: STAFF })).status).not.toBe(403)
    }
  })

  it('nor is anything read there by a script, and none of the residents’ from the console', async () => {
    for (const [to, path, from] of [
      [STAFF, '/console', RESIDENTS],
      [RESIDENTS, '/stream', STAFF],
    ] as const) {
      const site = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }
      expect((await ask(to, path, { headers: { cookie: SUPERVISOR, ...site } })).status).toBe(403)
      const old = await app.request(`${to}${path}`, { headers: { origin: from } }, parted.service.web)
      expect(old.status).toBe(403)
    }
  })
})

describe('cookies', () => {
  it('of each are bound to its own host, and neither sets or takes one of the other', async () => {
    const env = { PUBLIC_URL: RESIDENTS, CONSOLE_URL: STAFF }
    const real = await accessWorld({}, { origin: STAFF, env })
    const { browser } = await real.admin()
    expect([...browser.cookies.keys()]).toEqual(['__Host-petugas'])
    const token = browser.cookies.get('__Host-petugas') ?? ''
    const at = (origin: string, path: string, cookie: string) =>
      app.request(`${origin}${path}`, { headers: { accept: 'text/html', cookie } }, real.service.web)
    expect((await at(STAFF, '/console/akun', `__Host-petugas=${token}`)).status).toBe(200)
    expect((await at(RESIDENTS, '/console/akun', `__Host-petugas=${token}`)).status).toBe(404)
    // Without the prefix, or under the name of the other's, it opens nothing.
    for (const name of ['petugas', 'tamu', '__Host-tamu'])
      expect((await at(STAFF, '/console/akun', `${name}=${token}`)).status).toBe(303)
    const chat = await at(RESIDENTS, '/', `__Host-petugas=${token}`)
    const [set = '', ...more] = chat.headers.getSetCookie()
    expect(more).toEqual([])
    expect(set).toMatch(/^__Host-tamu=[0-9a-f]{64};(?!.*domain).*secure/i)
    await real.stop()
  })

  it('and https are each side’s own: a console by https beside residents by http', async () => {
    const mixed = await consoleWorld({}, { PUBLIC_URL: 'http://sigap.example.id', CONSOLE_URL: STAFF })
    const desk = await ask(STAFF, '/console', { headers: { cookie: SUPERVISOR } }, mixed)
    const bare = await ask(STAFF, '/console', { headers: { cookie: 'petugas=supervisor.ani' } }, mixed)
    const chat = await ask('http://sigap.example.id', '/', {}, mixed)
    expect([desk.status, bare.status, chat.status]).toEqual([200, 303, 200])
    expect(desk.headers.has('strict-transport-security')).toBe(true)
    expect(chat.headers.has('strict-transport-security')).toBe(false)
    expect(chat.headers.getSetCookie()[0]).toMatch(/^tamu=(?!.*secure)/i)
    await mixed.stop()
  })
})

describe('links into the console', () => {
  it('lead to its own host: an invitation, and the way to a safe login', async () => {
    const env = { PUBLIC_URL: RESIDENTS, CONSOLE_URL: STAFF }
    const real = await accessWorld({}, { origin: STAFF, env })
    const { browser } = await real.admin()
    const fields = { name: 'Contoh Petugas', role: 'agent', team: '' }
    const invited = await browser.post('/console/akun/undang', fields)
    expect(await invited.text()).toContain(`${STAFF}/console/mulai/`)
    const login = await app.request('http://192.168.1.5:8787/console/masuk', {}, real.service.web)
    expect(await login.text()).toContain(`href="${STAFF}/console"`)
    await real.stop()
  })
})
