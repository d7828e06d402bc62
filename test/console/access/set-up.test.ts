/** @module From nothing to the first administrator, and from an administrator to everybody else. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type AccessWorld,
  accessWorld,
  CODE_MS,
  linkIn,
  PASSWORD,
  secretIn,
} from '../../support/access-world.ts'

const HOUR = 60 * 60_000
let world: AccessWorld

beforeEach(async () => {
  world = await accessWorld()
})
afterEach(() => world.stop())

describe('the first link', () => {
  const first = async () => `/console/mulai/${await world.service.access.setUp.first()}`

  it('leads through person, app and recovery codes, and in', async () => {
    const path = await first()
    const browser = world.browser()
    expect(await browser.text(path)).toContain('1. Data diri')
    const sent = await browser.post(path, { name: 'Contoh Ani', login: ' Ani.W ', password: PASSWORD })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, path])
    const page = await browser.text(path)
    expect(page).toContain('<svg class="qr-app"')
    const wrong = await browser.post(`${path}/kode`, { code: '000000' })
    expect([wrong.status, (await wrong.text()).includes('Kode belum cocok')]).toEqual([401, true])
    const done = await browser.post(`${path}/kode`, { code: world.code({ secret: secretIn(page) }) })
    const codes = (await done.text()).match(/<code>[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}<\/code>/g)
    expect(new Set(codes).size).toBe(10)
    expect(await browser.text('/console/saya')).toContain('ani.w')
  })

  it('works once', async () => {
    const path = await first()
    await world.setUp(path, 'admin.satu')
    const again = await world.browser().request(path)
    expect([again.status, (await again.text()).includes('Tautan tidak berlaku')]).toEqual([404, true])
  })

  it('works for 24 hours', async () => {
    const path = await first()
    world.pass(24 * HOUR - 1)
    expect((await world.browser().request(path)).status).toBe(200)
    world.pass(1)
    expect((await world.browser().request(path)).status).toBe(404)
  })

  it('is replaced by that of the next start, and made no more once there is an administrator', async () => {
    const [before, now] = [await first(), await first()]
    expect((await world.browser().request(before)).status).toBe(404)
    await world.setUp(now, 'admin.satu')
    expect(await world.service.access.setUp.first()).toBeUndefined()
  })

  it.each(['', 'x', 'a'.repeat(43), '%00'])('is not guessed: %j', async (token) => {
    expect((await world.browser().request(`/console/mulai/${token}`)).status).toBe(404)
  })

  it('lets one go back and begin anew with another secret', async () => {
    const path = await first()
    const browser = world.browser()
    const fields = { name: 'Contoh', login: 'ani', password: PASSWORD }
    await browser.post(path, fields)
    const secret = secretIn(await browser.text(path))
    await browser.post(`${path}/ulang`)
    expect(await browser.text(path)).toContain('1. Data diri')
    await browser.post(path, fields)
    expect(secretIn(await browser.text(path))).not.toBe(secret)
  })

  it('stands nowhere in the database, nor do name, login, password and secret', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'access-'))
    const onDisk = await accessWorld({ inMemory: false }, { env: { DATA_DIR: dir } })
    try {
      const token = (await onDisk.service.access.setUp.first()) ?? ''
      const { secret, codes, browser } = await onDisk.setUp(`/console/mulai/${token}`, 'ani.unik')
      const session = browser.cookies.get('petugas') ?? ''
      const files = readdirSync(dir).filter((name) => /\.db(-wal)?$/.test(name))
      const bytes = files.map((name) => readFileSync(join(dir, name), 'latin1')).join('')
      expect(files.length).toBeGreaterThan(5)
      expect(bytes).toContain('$argon2id$v=19$m=47104,t=1,p=1$')
      const words = [token, session, 'ani.unik', 'Contoh ani', PASSWORD, secret.replace(/ /g, ''), ...codes]
      expect(words.every((word) => word.length > 7)).toBe(true)
      expect(words.filter((word) => bytes.includes(word))).toEqual([])
    } finally {
      await onDisk.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  })
})

describe('a password', () => {
  it.each([
    ['too short', 'pendek sekali', 'terlalu pendek'],
    ['a common one', 'passwordpassword', 'paling dahulu ditebak'],
    ['a common one with digits', 'Indonesia Raya 1945', 'paling dahulu ditebak'],
    ['the example', 'payung kereta semut kopi', 'paling dahulu ditebak'],
    ['three everyday words', 'jangan lupa bahagia', 'terlalu sedikit kata'],
    ['a leaked one with signs for letters', 'P4$$w0rd Indonesia 2024!', 'terlalu sedikit kata'],
    ['a row that is typed with gaps', '1 2 3 4 5 6 7 8 9 0 1 2 3', 'mudah ditebak'],
    ['digits alone', '2024 2025 2026 2027', 'terlalu sedikit kata'],
    ['the person and the place', 'contoh pemkot bekasi kota', 'terlalu sedikit kata'],
    ['long and hostile', '4@$0!1|3'.repeat(32), 'paling dahulu ditebak'],
    ['one key', 'aaaaaaaaaaaaaaaaaaaa', 'paling dahulu ditebak'],
    ['one word again and again', 'kucing1kucing1kucing1', 'paling dahulu ditebak'],
    ['with the login in it', 'rumah budi.s di bukit', 'nama masuk atau nama layanan'],
    ['with the service in it', 'halo sigap sampai jumpa', 'nama masuk atau nama layanan'],
    ['without end', 'abcdefghi '.repeat(30), 'terlalu panjang'],
  ])('is refused: %s', async (_label, password, why) => {
    const path = `/console/mulai/${await world.service.access.setUp.first()}`
    const answer = await world.browser().post(path, { name: 'Contoh', login: 'budi.s', password })
    expect([answer.status, (await answer.text()).includes(why)]).toEqual([422, true])
  })

  it.each([
    ['four unrelated words', 'kucing terbang lampu meja'],
    ['without gaps', 'bakulemarirodasenter'],
    ['random signs', 'x7Kq9PvL2mZr8TnW'],
    ['random digits', '82649173501826493047'],
  ])('is taken: %s', async (_label, password) => {
    const path = `/console/mulai/${await world.service.access.setUp.first()}`
    const answer = await world.browser().post(path, { name: 'Contoh', login: 'budi.s', password })
    expect(answer.status).toBe(303)
  })

  it('may be long, of one kind of signs alone, and pasted', async () => {
    const password = 'ada gajah lewat depan rumah membawa payung kuning lalu berhenti minum es kelapa muda'
    expect(password.length).toBeGreaterThanOrEqual(64)
    const path = `/console/mulai/${await world.service.access.setUp.first()}`
    const field = /<input[^>]*name="password"[^>]*>/.exec(await world.browser().text(path))?.[0] ?? ''
    expect(field).toContain('type="password"')
    expect(field).not.toMatch(/onpaste|readonly|autocomplete="off"/)
    const person = await world.setUp(path, 'ani', password)
    world.pass(CODE_MS)
    const browser = world.browser()
    expect((await world.login({ ...person, password: password.slice(0, -1) }, browser)).status).toBe(401)
    expect((await world.login(person, browser)).status).toBe(303)
  })

  it('may be a sentence in any script, composed either way', async () => {
    const token = await world.service.access.setUp.first()
    const person = await world.setUp(`/console/mulai/${token}`, 'ani', 'Café di Jatiasih, buka Jumát')
    world.pass(CODE_MS)
    const typed = { ...person, password: person.password.normalize('NFD'), browser: world.browser() }
    expect((await world.login(typed)).status).toBe(303)
  })
})

describe('an invitation', () => {
  it('makes an account of that role, which logs in and finds its own place alone', async () => {
    const auditor = await world.hire('auditor', 'wati')
    expect((await auditor.browser.request('/console/jejak')).status).toBe(200)
    expect((await auditor.browser.request('/console/akun')).status).toBe(403)
  })

  it('refuses a login that somebody has', async () => {
    await world.hire('agent', 'budi')
    const { browser } = await world.admin()
    const page = await (
      await browser.post('/console/akun/undang', { name: 'Lain', role: 'agent', team: '' })
    ).text()
    const answer = await world.browser().post(linkIn(page), { name: 'L', login: 'BUDI', password: PASSWORD })
    expect([answer.status, (await answer.text()).includes('sudah dipakai')]).toEqual([422, true])
  })

  it('of a role that is none makes nothing', async () => {
    const { browser } = await world.admin()
    const answer = await browser.post('/console/akun/undang', { name: 'Lain', role: 'root', team: '' })
    expect(answer.headers.get('location')).toContain('gagal=role_missing')
    expect(await world.service.access.accounts.list()).toHaveLength(1)
  })

  it('shows what people are called as text', async () => {
    const { browser } = await world.admin()
    const name = '<img src=x onerror=alert(1)>'
    await browser.post('/console/akun/undang', { name, role: 'agent', team: name })
    const page = await browser.text('/console/akun')
    expect(page).not.toContain('<img src=x')
    expect(page).toContain('&lt;img src=x')
  })
})
