/** @module S13 of the security tests: guessing is slow for whoever guesses, and costs nobody else anything. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_AT_ONCE, MAX_WAITING, makeHasher } from '../../../src/access/password-hash.ts'
import { type AccessWorld, accessWorld, CODE_MS, type Person } from '../../support/access-world.ts'

const MINUTE = 60_000
let world: AccessWorld
let admin: Person

beforeEach(async () => {
  world = await accessWorld()
  admin = await world.admin()
  world.pass(CODE_MS)
})
afterEach(() => world.stop())

const guess = async (
  address: string,
  fields: Partial<Record<'login' | 'password' | 'code', string>> = {},
) => {
  const given = { login: 'admin.satu', password: 'salah sama sekali ya', code: '000000', ...fields }
  return await world.browser(address).post('/console/masuk', given)
}

describe('a login', () => {
  it('is refused in the same words and with the same status whatever was wrong', async () => {
    const right = { password: admin.password, code: world.code(admin) }
    const answers = [
      await guess('10.1.0.1', { login: 'tidak.ada' }),
      await guess('10.1.0.2', { ...right, password: 'salah sama sekali ya' }),
      await guess('10.1.0.3', { ...right, code: '000000' }),
      await guess('10.1.0.4', { ...right, code: '' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
    const pages = await Promise.all(answers.map((answer) => answer.text()))
    expect(
      new Set(pages.map((page) => page.replace(/value="[^"]*"/g, '').replace(/ autofocus=""/g, ''))).size,
    ).toBe(1)
    expect((await guess('10.1.0.5', right)).status).toBe(303)
  })

  it('takes as long for a stranger as for a member', async () => {
    const times: Record<string, number[]> = { 'admin.satu': [], 'tidak.ada': [] }
    for (let n = 0; n < 20; n++)
      for (const login of Object.keys(times)) {
        const startedAt = performance.now()
        await guess(`10.2.${n}.1`, { login })
        times[login]?.push(performance.now() - startedAt)
      }
    const [member = 0, stranger = 0] = Object.values(times).map(
      (list) => list.sort((a, b) => a - b)[list.length / 2] ?? 0,
    )
    // Without a hash for strangers it is less than a third.
    expect(stranger / member).toBeGreaterThan(0.6)
    expect(stranger / member).toBeLessThan(1.6)
  })

  it('takes a code once, also by two at the same moment', async () => {
    const fields = { password: admin.password, code: world.code(admin) }
    const both = await Promise.all([guess('10.3.0.1', fields), guess('10.3.0.2', fields)])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 401])
    expect((await guess('10.3.0.3', fields)).status).toBe(401)
  })

  it.each([
    ['two steps late', -60_001, 401],
    ['one step late', -30_000, 303],
    ['one step early', 30_000, 303],
    ['two steps early', 60_000, 401],
  ])('takes the code of a phone whose clock is %s with %d ms: %d', async (_label, ms, status) => {
    world.pass(5 * MINUTE)
    const code = world.code(admin, ms)
    expect((await guess('10.3.1.1', { password: admin.password, code })).status).toBe(status)
  })

  it('takes a code with blanks, and a recovery code with letters that look like others', async () => {
    const code = world.code(admin).replace(/(...)/, '$1 ')
    expect((await guess('10.4.0.1', { password: admin.password, code })).status).toBe(303)
    const [recovery = ''] = admin.codes
    const written = recovery.replace(/0/g, 'O').replace(/1/g, 'l').replace(/-/g, ' ')
    expect((await guess('10.4.0.2', { password: admin.password, code: written })).status).toBe(303)
    expect((await guess('10.4.0.3', { password: admin.password, code: recovery })).status).toBe(401)
  })

  it.each([
    ['an object for a word', 'login[a]=1&password=x'],
    ['the same field twice', 'login=a&login=b&password=x&code=1'],
    ['names of the language', '__proto__=x&constructor=y&login=admin.satu'],
    ['signs that are no text', 'login=%00%ff%fe&password=%C3%28&code=%E2%80%AE'],
    ['nothing', ''],
  ])('refuses %s', async (_label, body) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await world.browser().request('/console/masuk', { method: 'POST', headers, body })
    expect(answer.status).toBe(401)
  })
})

describe('somebody who guesses', () => {
  it('has five tries a minute for an account, and is told when to come again', async () => {
    for (let n = 0; n < 5; n++) expect((await guess('10.5.0.1')).status).toBe(401)
    const sixth = await guess('10.5.0.1', { password: admin.password, code: world.code(admin) })
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await sixth.text()).toContain('1 menit lagi')
    world.pass(MINUTE)
    expect((await guess('10.5.0.1')).status).toBe(401)
  })

  it('finds the same limit on an account that is none', async () => {
    for (let n = 0; n < 5; n++) await guess('10.5.1.1', { login: 'tidak.ada' })
    expect((await guess('10.5.1.1', { login: 'Tidak.Ada ' })).status).toBe(429)
  })

  it('locks out nobody: the owner logs in from elsewhere meanwhile', async () => {
    for (let n = 0; n < 30; n++) await guess('10.5.2.1')
    const fields = { password: admin.password, code: world.code(admin) }
    expect((await guess('10.5.2.2', fields)).status).toBe(303)
  })

  it('waits never more than 15 minutes, at the same address too', async () => {
    for (let minute = 0; minute < 60; minute++) {
      for (let n = 0; n < 5; n++) await guess('10.5.3.1')
      world.pass(MINUTE)
    }
    const told = Number((await guess('10.5.3.1')).headers.get('retry-after') ?? 0)
    expect(told).toBeLessThanOrEqual(15 * 60)
    world.pass(15 * MINUTE)
    const fields = { password: admin.password, code: world.code(admin) }
    expect((await guess('10.5.3.1', fields)).status).toBe(303)
  })

  it('has sixty tries a minute over all accounts of an address, whatever half of IPv6 they own', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 62; n++) {
      const answer = await guess(`2001:db8:1:2::${n.toString(16)}`, { login: `akun${n}` })
      statuses.push(answer.status)
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(60)
    expect((await guess('2001:db8:1:3::1', { login: 'lain' })).status).toBe(401)
  })

  it('and knows the password has five codes in a quarter of an hour from everywhere, and is not told', async () => {
    const { password } = admin
    for (let n = 0; n < 5; n++) await guess(`10.6.${n}.1`, { password })
    const right = { password, code: world.code(admin) }
    const answer = await guess('10.6.9.1', right)
    expect([answer.status, (await answer.text()).includes('tunggu 15 menit')]).toEqual([401, true])
    world.pass(15 * MINUTE)
    expect((await guess('10.6.9.1', { password, code: world.code(admin) })).status).toBe(303)
  })

  it('is seen by the same limits after a restart', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'access-'))
    const start = () => accessWorld({ inMemory: false }, { env: { DATA_DIR: dir } })
    const wrong = { login: 'ani', password: 'x', code: '000000' }
    const before = await start()
    for (let n = 0; n < 5; n++) await before.browser().post('/console/masuk', wrong)
    await before.stop()
    const after = await start()
    expect((await after.browser().post('/console/masuk', wrong)).status).toBe(429)
    await after.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  it('stands in the audit log without what was typed', async () => {
    await guess('10.8.0.1', { password: 'kata-sandi-yang-bocor' })
    const [entry] = await world.service.access.trail.list({ action: 'access.login_refused' }, { limit: 1 })
    expect(entry?.by).toBe('nobody')
    expect(JSON.stringify(entry)).not.toContain('bocor')
  })
})

describe('a flood', () => {
  it('takes two hashes at once, lets twenty wait and sends the rest away', async () => {
    const hasher = makeHasher()
    const many = await Promise.all(
      Array.from({ length: 40 }, () => hasher.verify(undefined, 'kata sandi yang panjang')),
    )
    expect(many.filter((one) => one === 'busy')).toHaveLength(40 - MAX_AT_ONCE - MAX_WAITING)
    expect(many.filter((one) => one === false)).toHaveLength(MAX_AT_ONCE + MAX_WAITING)
    expect(await hasher.verify(undefined, 'sesudahnya jalan lagi')).toBe(false)
  })

  it('is answered with 429, and counts as no try', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => guess(`10.9.${n}.1`)))
    const busy = answers.filter(({ status }) => status === 429)
    expect(busy.length).toBe(40 - MAX_AT_ONCE - MAX_WAITING)
    expect(await busy[0]?.text()).toContain('Sedang banyak yang masuk bersamaan')
  })
})

describe('over plain http', () => {
  it.each(['http://192.168.1.5:8787', 'http://sigap.example.id'])(
    'at %s there is no form, but words',
    async (origin) => {
      const plain = await accessWorld({}, { origin })
      const token = await plain.service.access.setUp.first()
      for (const path of ['/console/masuk', `/console/mulai/${token}`]) {
        const answer = await plain.browser().request(path)
        const page = await answer.text()
        expect([answer.status, page.includes('Perlu sambungan aman'), page.includes('<form')]).toEqual([
          403,
          true,
          false,
        ])
      }
      expect((await plain.browser().post('/console/masuk', { login: 'a' })).status).toBe(403)
      await plain.stop()
    },
  )

  it('leads to the address with https where there is one', async () => {
    const plain = await accessWorld(
      {},
      { origin: 'http://192.168.1.5:8787', env: { PUBLIC_URL: 'https://sigap.example.id' } },
    )
    expect(await plain.browser().text('/console/masuk')).toContain('href="https://sigap.example.id/console"')
    await plain.stop()
  })

  it.each(['http://localhost:8787', 'http://127.0.0.1:8787', 'http://[::1]:8787'])(
    'at %s there is a form: that never leaves the machine',
    async (origin) => {
      const local = await accessWorld({}, { origin })
      expect(await local.browser().text('/console/masuk')).toContain('<form')
      await local.stop()
    },
  )
})
