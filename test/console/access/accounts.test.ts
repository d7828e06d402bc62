/** @module Accounts in the hands of an administrator: there is always one who can log in, and people have names everywhere. */

import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AccessWorld, accessWorld, CODE_MS, linkIn, type Person } from '../../support/access-world.ts'

let world: AccessWorld
let admin: Person
let adminId: string

beforeEach(async () => {
  world = await accessWorld()
  admin = await world.admin()
  adminId = (await world.service.access.accounts.list())[0]?.id ?? ''
  world.pass(CODE_MS)
})
afterEach(() => world.stop())

const idOf = async (login: string) =>
  (await world.service.access.accounts.list()).find((one) => one.login === login)?.id ?? ''

it.each([
  ['disabled', 'nonaktifkan', {}],
  ['made something else', 'ubah', { name: 'Contoh', role: 'agent', team: '' }],
  ['reset', 'atur-ulang', {}],
])('the last administrator is not %s', async (_label, verb, fields) => {
  const answer = await admin.browser.post(`/console/akun/${adminId}/${verb}`, fields)
  expect(answer.headers.get('location')).toContain('gagal=last_admin')
  expect(await admin.browser.text(`/console/akun/${adminId}?gagal=last_admin`)).toContain('admin terakhir')
  expect((await admin.browser.request('/console/akun')).status).toBe(200)
})

it('an invited administrator who has not come yet does not count as one', async () => {
  await admin.browser.post('/console/akun/undang', { name: 'Baru', role: 'admin', team: '' })
  const answer = await admin.browser.post(`/console/akun/${adminId}/nonaktifkan`)
  expect(answer.headers.get('location')).toContain('gagal=last_admin')
})

it('one of two administrators may be disabled, and then the other may not', async () => {
  const second = await world.hire('admin', 'admin.dua')
  await second.browser.post(`/console/akun/${adminId}/nonaktifkan`)
  expect((await admin.browser.request('/console/akun')).headers.get('location')).toContain('/console/masuk')
  const answer = await second.browser.post(`/console/akun/${await idOf('admin.dua')}/nonaktifkan`)
  expect(answer.headers.get('location')).toContain('gagal=last_admin')
})

it('a link from the shell makes one more administrator when all are locked out', async () => {
  const token = await world.service.access.setUp.admin()
  const second = await world.setUp(`/console/mulai/${token}`, 'admin.dua')
  expect((await second.browser.request('/console/akun')).status).toBe(200)
})

it('a new link for somebody invited replaces the one before', async () => {
  const page = await (
    await admin.browser.post('/console/akun/undang', { name: 'Baru', role: 'agent', team: 'Pagi' })
  ).text()
  const account = (await world.service.access.accounts.list()).find(({ name }) => name === 'Baru')
  const again = await (await admin.browser.post(`/console/akun/${account?.id}/atur-ulang`)).text()
  expect((await world.browser().request(linkIn(page))).status).toBe(404)
  expect(await world.browser().text(linkIn(again))).toContain('value="Baru"')
})

it('a link of an account that was disabled leads nowhere', async () => {
  const page = await (
    await admin.browser.post('/console/akun/undang', { name: 'Baru', role: 'agent', team: '' })
  ).text()
  const account = (await world.service.access.accounts.list()).find(({ name }) => name === 'Baru')
  await admin.browser.post(`/console/akun/${account?.id}/nonaktifkan`)
  expect((await world.browser().request(linkIn(page))).status).toBe(404)
})

it('gives all who ever worked here by name, those who left too', async () => {
  await world.hire('agent', 'budi')
  await admin.browser.post(`/console/akun/${await idOf('budi')}/nonaktifkan`)
  const members = await world.service.access.members()
  expect(members.map(({ name, isActive }) => [name, isActive])).toEqual([
    ['Contoh admin.satu', true],
    ['Contoh budi', false],
  ])
})

it('gives ten new recovery codes for password and code together, and the old ones end', async () => {
  const ask = async (sandi: string, kode: string) =>
    await admin.browser.post('/console/saya/kode-cadangan', { sandi, kode })
  for (const [sandi, kode] of [
    ['', world.code(admin)],
    ['sandi orang lain yang panjang', world.code(admin)],
    [admin.password, '000000'],
  ] as const) {
    const wrong = await ask(sandi, kode)
    expect([
      wrong.status,
      (await wrong.text()).includes('Kata sandi sekarang atau kode tidak cocok'),
    ]).toEqual([401, true])
  }
  const answer = await ask(admin.password, world.code(admin))
  const fresh = /<code>([0-9a-z-]{14})<\/code>/.exec(await answer.text())?.[1] ?? ''
  const given = { login: admin.login, password: admin.password }
  const [old = ''] = admin.codes
  expect((await world.browser().post('/console/masuk', { ...given, code: old })).status).toBe(401)
  expect((await world.browser().post('/console/masuk', { ...given, code: fresh })).status).toBe(303)
})

it('speaks English to who chose it', async () => {
  await admin.browser.post('/console/saya/bahasa', { bahasa: 'en' })
  expect(await admin.browser.text('/console/saya')).toContain('<h1>My account</h1>')
  await admin.browser.post('/console/saya/bahasa', { bahasa: 'xx' })
  expect(await admin.browser.text('/console/saya')).toContain('<h1>My account</h1>')
})
