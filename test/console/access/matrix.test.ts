/** @module S1 of the security tests for staff: every route of the console, and everybody who might ask for it. A route without a row here fails. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROUTES } from '../../../src/console/console.ts'
import type { Route } from '../../../src/console/route.ts'
import { ROLES, type Role } from '../../../src/core/staff.ts'
import { type AccessWorld, accessWorld, type Browser, CODE_MS } from '../../support/access-world.ts'

/**
 * Who is let through, said a second time and by hand: a rule that is changed by mistake differs from it.
 * A new route needs a line here.
 */
const EVERYBODY = 'agent supervisor admin auditor'
const EXPECTED: Record<string, string> = {
  'GET /': 'agent supervisor',
  'GET /aliran': 'agent supervisor',
  'GET /cari': 'agent supervisor',
  'POST /cari': 'agent supervisor',
  'POST /hadir': 'agent supervisor',
  'GET /balasan': 'agent supervisor',
  'POST /balasan': 'supervisor',
  'POST /balasan/hapus': 'supervisor',
  'POST /label': 'supervisor',
  'POST /label/hapus': 'supervisor',
  'GET /serah': 'agent supervisor',
  'POST /serah': 'agent supervisor',
  'GET /chat/:id': 'agent supervisor',
  'GET /chat/:id/aliran': 'agent supervisor',
  'GET /chat/:id/berkas/:name': 'agent supervisor',
  'POST /chat/:id/ambil': 'agent supervisor',
  'POST /chat/:id/balas': 'agent supervisor',
  'POST /chat/:id/catatan': 'agent supervisor',
  'POST /chat/:id/pratinjau': 'agent supervisor',
  'POST /chat/:id/kembalikan': 'agent supervisor',
  'POST /chat/:id/antre': 'agent supervisor',
  'POST /chat/:id/alihkan': 'agent supervisor',
  'POST /chat/:id/tunda': 'agent supervisor',
  'POST /chat/:id/label': 'agent supervisor',
  'POST /chat/:id/bisukan': 'agent supervisor',
  'GET /laporan': 'agent supervisor auditor',
  'GET /laporan/unduh': 'supervisor',
  'GET /laporan/:number': 'agent supervisor auditor',
  'GET /laporan/:number/ubah': 'agent supervisor',
  'POST /laporan/:number/ubah': 'agent supervisor',
  'GET /laporan/:number/status': 'agent supervisor',
  'POST /laporan/:number/status': 'agent supervisor',
  'POST /laporan/:number/batal': 'agent supervisor',
  'GET /laporan/:number/tanya': 'agent supervisor',
  'POST /laporan/:number/tanya': 'agent supervisor',
  'POST /laporan/:number/gabung': 'agent supervisor',
  'POST /laporan/:number/pisah': 'agent supervisor',
  'POST /laporan/:number/hapus': 'agent supervisor',
  'POST /laporan/:number/hapus/setuju': 'supervisor',
  'POST /laporan/:number/hapus/henti': 'agent supervisor',
  'POST /laporan/:number/tarik-izin': 'agent supervisor',
  'GET /laporan/:number/formulir.pdf': 'agent supervisor',
  'GET /laporan/:number/berkas/:name': 'agent supervisor',
  'GET /simpan': 'supervisor admin auditor',
  'GET /loket': 'agent supervisor',
  'POST /loket': 'agent supervisor',
  'GET /peserta': 'supervisor admin',
  'GET /peserta/daftar/kantor': 'supervisor admin',
  'GET /peserta/daftar/rumah-sakit': 'supervisor admin',
  'GET /peserta/impor/:id': 'supervisor admin',
  'GET /peserta/impor/:id/kemajuan': 'supervisor admin',
  'POST /peserta/buka': 'supervisor',
  'POST /peserta/cari': 'supervisor',
  'POST /peserta/impor/:id/buang': 'supervisor admin',
  'POST /peserta/impor/:id/pakai': 'supervisor admin',
  'POST /peserta/impor/:id/urungkan': 'supervisor admin',
  'POST /peserta/impor/:id/usulkan': 'supervisor',
  'POST /peserta/unggah/:list': 'supervisor admin',
  'GET /fakta': 'agent supervisor admin auditor',
  'GET /fakta/aturan': 'agent supervisor admin auditor',
  'GET /fakta/kota': 'agent supervisor admin auditor',
  'GET /fakta/usulan/:n{[0-9]+}': 'agent supervisor admin auditor',
  'GET /fakta/:id{[a-z][a-z0-9_]*}': 'agent supervisor admin auditor',
  'POST /fakta/:id{[a-z][a-z0-9_]*}/usul': 'agent supervisor',
  'POST /fakta/usulan/:n{[0-9]+}/setuju': 'supervisor',
  'POST /fakta/usulan/:n{[0-9]+}/tolak': 'supervisor',
  'POST /fakta/usulan/:n{[0-9]+}/tarik': 'agent supervisor',
  'POST /fakta/usulan/:n{[0-9]+}/urung': 'agent supervisor',
  'GET /kata': 'supervisor',
  'GET /kata/sudah': 'supervisor',
  'GET /kata/contoh.tsv': 'supervisor',
  'POST /kata/label': 'supervisor',
  'POST /kata/urung': 'supervisor',
  'GET /coba': 'agent supervisor',
  'POST /coba': 'agent supervisor',
  'GET /tim': 'agent supervisor',
  'POST /tim': 'supervisor',
  'GET /angka': 'supervisor admin auditor',
  'GET /angka/bulan/:month': 'supervisor admin auditor',
  'GET /saluran': 'supervisor admin',
  'GET /masuk': 'anyone',
  'POST /masuk': 'anyone',
  'GET /kunci': 'locked',
  'POST /kunci': 'locked',
  'POST /keluar': 'locked',
  'GET /mulai/:token': 'anyone',
  'POST /mulai/:token': 'anyone',
  'POST /mulai/:token/ulang': 'anyone',
  'POST /mulai/:token/kode': 'anyone',
  'GET /saya': EVERYBODY,
  'GET /saya/hadir': EVERYBODY,
  'POST /saya/sesi/:id/akhiri': EVERYBODY,
  'POST /saya/sesi-lain/akhiri': EVERYBODY,
  'POST /saya/bahasa': EVERYBODY,
  'POST /saya/sandi': EVERYBODY,
  'POST /saya/kode-cadangan': EVERYBODY,
  'GET /akun': 'admin',
  'POST /akun/undang': 'admin',
  'GET /akun/:id': 'admin',
  'POST /akun/:id/ubah': 'admin',
  'POST /akun/:id/nonaktifkan': 'admin',
  'POST /akun/:id/aktifkan': 'admin',
  'POST /akun/:id/atur-ulang': 'admin',
  'POST /akun/:id/sesi/:sesi/akhiri': 'admin',
  'GET /jejak': 'auditor admin',
  'GET /jejak/unduh': 'auditor admin',
}

/** A subject that is nobody's: what is tried is who may, and everything stays as it is. */
const filled = (path: string) =>
  path.replace(/:\w+(\{[^}]*\})?/g, (_, pattern?: string) => {
    if (pattern === undefined) return '00000000-0000-4000-8000-000000000000'
    return pattern === '{[0-9]+}' ? '999999' : 'tidak_ada'
  })

const nameOf = ({ method, path }: Route) => `${method} ${path}`
const ruleOf = ({ may }: Route) => (typeof may === 'string' ? may : [...may].join(' '))
const GUARDED = ROUTES.filter(({ may }) => typeof may !== 'string')

it('lists every route of the console with the rule it has, and no other', () => {
  const rules = Object.fromEntries(ROUTES.map((route) => [nameOf(route), ruleOf(route)]))
  expect(rules).toEqual(EXPECTED)
  expect(Object.keys(rules)).toHaveLength(ROUTES.length)
})

it('has an audit entry for every write by somebody known', () => {
  const silent = GUARDED.filter((route) => route.method === 'POST' && !('audit' in route && route.audit))
  expect(silent.map(nameOf)).toEqual([])
})

describe('asked for', () => {
  let world: AccessWorld
  const cookies = new Map<Role | 'disabled' | 'locked' | 'expired' | 'forged', string>()

  /** A browser with the cookie alone: what one route does to it the next does not see. */
  const asker = (who: Role | 'anonymous' | 'disabled' | 'locked' | 'expired' | 'forged'): Browser => {
    const browser = world.browser()
    const cookie = who === 'anonymous' ? undefined : cookies.get(who)
    if (cookie !== undefined) browser.cookies.set('petugas', cookie)
    return browser
  }

  const ask = async (who: Parameters<typeof asker>[0], route: Route): Promise<Response> => {
    const path = `/console${route.path === '/' ? '' : filled(route.path)}`
    const init = route.method === 'POST' ? { method: 'POST', body: new URLSearchParams() } : {}
    const answer = await asker(who).request(path, init)
    // A stream would go on for ever.
    await answer.body?.cancel()
    return answer
  }

  beforeAll(async () => {
    world = await accessWorld()
    const cookieOf = ({ browser }: { browser: Browser }) => browser.cookies.get('petugas') ?? ''
    const admin = await world.admin()
    const expired = cookieOf(await world.hire('supervisor', 'lama'))
    // Half a day later: that one is over.
    world.pass(12 * 60 * 60_000)
    await world.login(admin)
    const gone = cookieOf(await world.hire('supervisor', 'pergi'))
    const account = (await world.service.access.accounts.list()).find(({ login }) => login === 'pergi')
    await world.service.access.accounts.setDisabled(account?.id ?? '', true)
    const locked = await world.hire('supervisor', 'kunci')
    await locked.browser.request('/console/kunci')
    cookies.set('expired', expired).set('disabled', gone).set('locked', cookieOf(locked))
    cookies.set('forged', 'A'.repeat(43))
    for (const role of ROLES)
      cookies.set(role, cookieOf(role === 'admin' ? admin : await world.hire(role, `${role}.satu`)))
    world.pass(CODE_MS)
  })
  afterAll(() => world.stop())

  it.each(GUARDED.flatMap((route) => ROLES.map((role) => ({ name: nameOf(route), role, route }))))(
    '$name by $role',
    async ({ name, role, route }) => {
      const answer = await ask(role, route)
      const where = answer.headers.get('location') ?? ''
      const isTurnedAway = answer.status === 403 || /^\/console\/(masuk|kunci)/.test(where)
      expect(isTurnedAway).toBe(!(EXPECTED[name]?.split(' ').includes(role) ?? false))
      if (isTurnedAway) expect(answer.status).toBe(403)
    },
  )

  it.each(
    ROUTES.filter(({ may }) => may !== 'anyone').flatMap((route) =>
      (['anonymous', 'disabled', 'expired', 'forged'] as const).map((who) => ({
        name: nameOf(route),
        who,
        route,
      })),
    ),
  )('$name by nobody: $who', async ({ who, route }) => {
    const answer = await ask(who, route)
    expect([answer.status, answer.headers.get('location')?.split('?')[0]]).toEqual([303, '/console/masuk'])
  })

  it.each(GUARDED.map((route) => ({ name: nameOf(route), route })))(
    '$name behind a lock',
    async ({ route }) => {
      const answer = await ask('locked', route)
      expect([answer.status, answer.headers.get('location')?.split('?')[0]]).toEqual([303, '/console/kunci'])
    },
  )

  it('what is not for a role is written down: who asked, and where', async () => {
    expect((await asker('agent').request('/console/jejak?orang=siapa')).status).toBe(403)
    const [entry] = await world.service.access.trail.list({ action: 'access.forbidden' }, { limit: 1 })
    const account = (await world.service.access.accounts.list()).find(({ login }) => login === 'agent.satu')
    expect(entry).toMatchObject({ by: account?.id, fields: ['GET /jejak'] })
  })

  it('a page of the console that is in no table is not there', async () => {
    expect((await asker('admin').request('/console/rahasia')).status).toBe(404)
  })
})
