/** @module S4 of the security tests: a session is who logged in, for as long as it should be, and nobody else's. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccessWorld, accessWorld, CODE_MS, type Person } from '../../support/access-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
let world: AccessWorld
let admin: Person

beforeEach(async () => {
  world = await accessWorld()
  admin = await world.admin()
  world.pass(CODE_MS)
})
afterEach(() => world.stop())

const isIn = async (browser: Person['browser']) => (await browser.request('/console/saya')).status === 200
const placeOf = async (browser: Person['browser'], path = '/console/saya') =>
  (await browser.request(path)).headers.get('location')

describe('the cookie', () => {
  it('is out of reach of scripts and other sites, and ends with the browser', async () => {
    const line = (await world.login(admin)).headers.getSetCookie().at(-1) ?? ''
    expect(line).toMatch(/^petugas=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  it('with https is bound to our host and never sent in clear', async () => {
    const secure = await accessWorld(
      {},
      { origin: 'https://sigap.example.id', env: { PUBLIC_URL: 'https://sigap.example.id' } },
    )
    const token = await secure.service.access.setUp.first()
    const person = await secure.setUp(`/console/mulai/${token}`, 'ani')
    secure.pass(CODE_MS)
    const answer = await secure.login(person)
    expect(answer.headers.getSetCookie().at(-1)).toMatch(
      /^__Host-petugas=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    expect(await isIn(person.browser)).toBe(true)
    await secure.stop()
  })
})

describe('a session', () => {
  it('gets a new token at login: one that was planted before stays outside', async () => {
    const browser = world.browser()
    browser.cookies.set('petugas', 'A'.repeat(43))
    const planted = browser.copy()
    await world.login(admin, browser)
    expect([await isIn(browser), await isIn(planted)]).toEqual([true, false])
  })

  it('ends the one before it in the same browser', async () => {
    const before = admin.browser.copy()
    await world.login(admin)
    expect([await isIn(admin.browser), await isIn(before)]).toEqual([true, false])
  })

  it('is over after logout, for whoever has a copy of the cookie too', async () => {
    const copy = admin.browser.copy()
    const answer = await admin.browser.post('/console/keluar')
    expect(answer.headers.get('clear-site-data')).toBe('"cache"')
    expect(admin.browser.cookies.size).toBe(0)
    expect(await placeOf(copy)).toContain('/console/masuk')
  })

  it('is over when the account is disabled, and comes not back when it is enabled', async () => {
    const agent = await world.hire('agent', 'budi')
    const [account] = (await world.service.access.accounts.list()).filter(({ login }) => login === 'budi')
    await admin.browser.post(`/console/akun/${account?.id}/nonaktifkan`)
    expect(await isIn(agent.browser)).toBe(false)
    world.pass(CODE_MS)
    expect((await world.login(agent, world.browser())).status).toBe(401)
    await admin.browser.post(`/console/akun/${account?.id}/aktifkan`)
    expect(await isIn(agent.browser)).toBe(false)
    world.pass(MINUTE)
    expect((await world.login(agent, world.browser())).status).toBe(303)
  })

  it('is over everywhere after a change of password', async () => {
    const other = world.browser()
    await world.login(admin, other)
    world.pass(CODE_MS)
    const next = 'tiga kucing di kapal'
    const fields = { password: admin.password, next, code: world.code(admin) }
    const answer = await admin.browser.post('/console/saya/sandi', fields)
    expect(answer.headers.get('location')).toBe('/console/masuk?kabar=sandi')
    expect([await isIn(admin.browser), await isIn(other)]).toEqual([false, false])
    world.pass(CODE_MS)
    expect((await world.login(admin, world.browser())).status).toBe(401)
    expect((await world.login({ ...admin, password: next }, world.browser())).status).toBe(303)
  })

  it('is over when the role changes', async () => {
    const agent = await world.hire('agent', 'budi')
    const id = (await world.service.access.accounts.list()).find(({ login }) => login === 'budi')?.id
    await admin.browser.post(`/console/akun/${id}/ubah`, { name: 'Budi', role: 'agent', team: 'Pagi' })
    expect(await isIn(agent.browser)).toBe(true)
    await admin.browser.post(`/console/akun/${id}/ubah`, { name: 'Budi', role: 'auditor', team: 'Pagi' })
    expect(await isIn(agent.browser)).toBe(false)
  })

  it('is over when the account is reset: password and phone of before no longer work', async () => {
    const agent = await world.hire('agent', 'budi')
    const id = (await world.service.access.accounts.list()).find(({ login }) => login === 'budi')?.id
    const page = await (await admin.browser.post(`/console/akun/${id}/atur-ulang`)).text()
    expect(await isIn(agent.browser)).toBe(false)
    world.pass(CODE_MS)
    expect((await world.login(agent, world.browser())).status).toBe(401)
    const path = /\/console\/mulai\/[\w-]+/.exec(page)?.[0] ?? ''
    expect(await world.browser().text(path)).toContain('nama masuk budi')
    const again = await world.setUp(path, 'orang.lain', 'delapan payung berbaris ke pelabuhan')
    world.pass(CODE_MS)
    expect((await world.login({ ...again, login: 'orang.lain' }, world.browser())).status).toBe(401)
    expect((await world.login({ ...again, login: 'budi' }, world.browser())).status).toBe(303)
  })

  it('is listed, and ended by its owner or by an administrator', async () => {
    const agent = await world.hire('agent', 'budi')
    const second = world.browser()
    world.pass(CODE_MS)
    await world.login(agent, second)
    const id = (await world.service.access.accounts.list()).find(({ login }) => login === 'budi')?.id ?? ''
    const sessions = await world.service.access.own.sessions(id)
    expect(sessions).toHaveLength(2)
    await agent.browser.post('/console/saya/sesi-lain/akhiri')
    expect([await isIn(agent.browser), await isIn(second)]).toEqual([true, false])
    const [left] = await world.service.access.own.sessions(id)
    await admin.browser.post(`/console/akun/${id}/sesi/${left?.id}/akhiri`)
    expect(await isIn(agent.browser)).toBe(false)
  })

  it('is one of five: with the sixth login the oldest ends', async () => {
    const browsers = [admin.browser]
    for (let n = 0; n < 5; n += 1) {
      world.pass(CODE_MS)
      const browser = world.browser()
      expect((await world.login(admin, browser)).status).toBe(303)
      browsers.push(browser)
    }
    const stillIn: boolean[] = []
    for (const browser of browsers) stillIn.push(await isIn(browser))
    expect(stillIn).toEqual([false, true, true, true, true, true])
  })

  it('of somebody else is not ended by who knows its name', async () => {
    const agent = await world.hire('agent', 'budi')
    const mine = (await world.service.access.accounts.list()).find(({ login }) => login === 'admin.satu')
    const [session] = mine?.sessions ?? []
    expect(session?.id).toBeDefined()
    await agent.browser.post(`/console/saya/sesi/${session?.id}/akhiri`)
    expect(await isIn(admin.browser)).toBe(true)
  })
})

describe('time', () => {
  it('locks after 15 minutes without a page, and not before', async () => {
    await isIn(admin.browser)
    world.pass(15 * MINUTE - 1)
    expect(await isIn(admin.browser)).toBe(true)
    world.pass(15 * MINUTE)
    expect(await placeOf(admin.browser, '/console/akun?x=1')).toBe(
      `/console/kunci?kembali=${encodeURIComponent('/console/akun?x=1')}`,
    )
    expect(await admin.browser.text('/console/kunci')).toContain('Layar terkunci')
    expect(await placeOf(admin.browser)).toContain('/console/kunci')
  })

  it('is not kept away by streams and by what a page fetches for itself', async () => {
    const quiet: HeadersInit[] = [
      { accept: 'text/event-stream' },
      { accept: 'text/html', 'x-requested-with': 'fetch' },
      { accept: 'image/*' },
    ]
    for (let minute = 1; minute < 15; minute++) {
      world.pass(MINUTE)
      for (const headers of quiet)
        expect((await admin.browser.request('/console/saya', { headers })).status).toBe(200)
      // Without script a page loads itself again, and says so.
      expect((await admin.browser.request('/console/saya?lagi=1')).status).toBe(200)
    }
    world.pass(MINUTE)
    const script = await admin.browser.request('/console/saya', { headers: { accept: 'text/event-stream' } })
    expect([script.status, await script.json()]).toEqual([401, { go: '/console/kunci' }])
  })

  it('is put off by a person at the keyboard', async () => {
    for (let minute = 0; minute < 60; minute += 10) {
      world.pass(10 * MINUTE)
      const headers = { 'x-requested-with': 'fetch', accept: '*/*' }
      expect((await admin.browser.request('/console/saya/hadir', { headers })).status).toBe(204)
    }
    expect(await isIn(admin.browser)).toBe(true)
  })

  it('ends a session after 12 hours, however busy, locked or unlocked in between', async () => {
    for (let passed = 0; passed < 12 * HOUR - 10 * MINUTE; passed += 10 * MINUTE) {
      world.pass(10 * MINUTE)
      if (passed === 6 * HOUR) {
        await admin.browser.request('/console/kunci')
        await admin.browser.post('/console/kunci', { code: world.code(admin) })
      }
      expect(await isIn(admin.browser)).toBe(true)
    }
    world.pass(10 * MINUTE)
    expect(await placeOf(admin.browser)).toContain('/console/masuk')
  })

  it('locks at once for who leaves the desk', async () => {
    await admin.browser.request('/console/kunci')
    expect(await placeOf(admin.browser)).toContain('/console/kunci')
  })
})

describe('a stream', () => {
  it.each<[string, (agent: Person) => Promise<unknown>]>([
    ['was revoked', (agent) => agent.browser.copy().post('/console/keluar')],
    ['was locked', (agent) => agent.browser.copy().request('/console/kunci')],
  ])('of a session that %s ends at its next look', async (_label, end) => {
    const agent = await world.hire('agent', 'budi')
    const headers = { accept: 'text/event-stream' }
    const reader = (await agent.browser.request('/console/aliran', { headers })).body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    await end(agent)
    const isOver = async () => {
      while ((await reader?.read())?.done === false);
      return true
    }
    expect(await isOver()).toBe(true)
  })
})

describe('a locked page', () => {
  beforeEach(() => world.pass(16 * MINUTE))

  it('opens with one code, under a new token, where it was', async () => {
    const before = admin.browser.copy()
    const fields = { code: world.code(admin), kembali: '/console/akun?x=1' }
    const answer = await admin.browser.post('/console/kunci', fields)
    expect(answer.headers.get('location')).toBe('/console/akun?x=1')
    expect([await isIn(admin.browser), await isIn(before)]).toEqual([true, false])
  })

  it.each([
    'https://jahat.example/',
    '//jahat.example/console',
    '/console/../../jahat',
    '/console\\@jahat.example',
    'javascript:alert(1)',
    '/',
    '/console/keluar',
    '',
  ])('leads nowhere else: %j', async (kembali) => {
    const answer = await admin.browser.post('/console/kunci', { code: world.code(admin), kembali })
    expect(answer.headers.get('location')).toBe('/console/akun')
  })

  it('stays locked on a wrong code, and asks the whole login after five', async () => {
    for (let n = 1; n < 5; n++)
      expect((await admin.browser.post('/console/kunci', { code: '000000' })).status).toBe(401)
    const fifth = await admin.browser.post('/console/kunci', { code: '000000' })
    expect(fifth.headers.get('location')).toBe('/console/masuk?kabar=berakhir')
    expect(await placeOf(admin.browser)).toContain('/console/masuk')
  })

  it('takes a recovery code, once', async () => {
    const [code = ''] = admin.codes
    expect((await admin.browser.post('/console/kunci', { code: code.toUpperCase() })).status).toBe(303)
    world.pass(16 * MINUTE)
    expect((await admin.browser.post('/console/kunci', { code })).status).toBe(401)
  })
})

describe('another site', () => {
  const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://jahat.example' }

  it.each<[string, HeadersInit]>([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON as text/plain', { 'content-type': 'text/plain' }],
    ['a script', { 'content-type': 'application/json', 'x-requested-with': 'fetch' }],
    ['a sister host', { 'sec-fetch-site': 'same-site' }],
    ['another method in its name', { 'x-http-method-override': 'DELETE' }],
  ])('writes nothing by %s', async (_label, headers) => {
    const init = { method: 'POST', headers: { ...elsewhere, ...headers }, body: '' }
    const answer = await admin.browser.request('/console/saya/sesi-lain/akhiri', init)
    expect(answer.status).toBe(403)
  })

  it.each<[string, HeadersInit]>([
    ['a stream', { accept: 'text/event-stream', 'sec-fetch-mode': 'cors' }],
    ['a picture', { accept: 'image/*', 'sec-fetch-mode': 'no-cors' }],
    ['a script', { 'sec-fetch-mode': 'cors' }],
  ])('reads nothing by %s', async (_label, headers) => {
    const init = { headers: { ...elsewhere, ...headers } }
    expect((await admin.browser.request('/console/saya', init)).status).toBe(403)
  })
})
