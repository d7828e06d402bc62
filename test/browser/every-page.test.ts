/**
 * @module Every page there is, taken from the tables of routes so that none is forgotten: nothing for axe to find in light and
 * dark, on a phone and at a desk, and no scrolling sideways. With accounts, chats, cases and lists that fill them.
 */

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ROUTES } from '../../src/console/console.ts'
import type { Role } from '../../src/core/staff.ts'
import { list, nikOf, personLine } from '../office/roster/world.ts'
import { type AccessWorld, accessWorld, linkIn, type Person } from '../support/access-world.ts'
import { openBrowser } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/looks.ts'
import { type Served, serve, type Visit, visit } from '../support/visit.ts'

let browser: Browser
let world: AccessWorld
let served: Served
const people = new Map<Role, Person>()
/** What stands for the parameters of a path. */
const known = { chat: '', number: '', import: '', account: '', token: '' }

/** Where a page is, by the path of its route; `undefined` for what is no page: streams, files, numbers for a script. */
const PAGES: Record<string, (() => string) | undefined> = {
  '/': () => '',
  '/aliran': undefined,
  '/cari': () => '/cari',
  '/balasan': () => '/balasan',
  '/serah': () => '/serah',
  '/coba': () => '/coba',
  '/tim': () => '/tim',
  '/chat/:id': () => `/chat/${known.chat}`,
  '/chat/:id/aliran': undefined,
  '/chat/:id/berkas/:name': undefined,
  '/laporan': () => '/laporan?status=all',
  '/laporan/unduh': undefined,
  '/laporan/:number': () => `/laporan/${known.number}`,
  '/laporan/:number/ubah': () => `/laporan/${known.number}/ubah`,
  '/laporan/:number/status': () => `/laporan/${known.number}/status?ke=checked`,
  '/laporan/:number/tanya': () => `/laporan/${known.number}/tanya?isian=sex&isian=born`,
  '/laporan/:number/formulir.pdf': undefined,
  '/laporan/:number/berkas/:name': undefined,
  '/angka': () => '/angka',
  '/angka/bulan/:month': () => '/angka/bulan/2026-11',
  '/saluran': () => '/saluran',
  '/loket': () => '/loket',
  '/simpan': () => '/simpan',
  '/masuk': () => '/masuk',
  '/kunci': () => '/kunci',
  '/mulai/:token': () => `/mulai/${known.token}`,
  '/saya': () => '/saya',
  '/saya/hadir': undefined,
  '/akun': () => '/akun',
  '/akun/:id': () => `/akun/${known.account}`,
  '/jejak': () => '/jejak',
  '/jejak/unduh': undefined,
  '/peserta': () => '/peserta',
  '/peserta/daftar/kantor': () => '/peserta/daftar/kantor',
  '/peserta/daftar/rumah-sakit': () => '/peserta/daftar/rumah-sakit',
  '/peserta/impor/:id': () => `/peserta/impor/${known.import}`,
  '/peserta/impor/:id/kemajuan': undefined,
  '/fakta': () => '/fakta',
  '/fakta/aturan': () => '/fakta/aturan?tabel=sigap_eligibility&home=city&ktp=city&age=40&work=own_account',
  '/fakta/kota': () => '/fakta/kota',
  '/fakta/usulan/:n{[0-9]+}': () => '/fakta/usulan/1',
  '/fakta/:id{[a-z][a-z0-9_]*}': () => '/fakta/iuran_minimum',
  '/kata': () => '/kata',
  '/kata/sudah': () => '/kata/sudah',
  '/kata/contoh.tsv': undefined,
}

const READS = ROUTES.filter(({ method }) => method === 'GET')
const OPEN = READS.flatMap((route) => {
  const at = PAGES[route.path]
  return at === undefined ? [] : [{ path: route.path, at, who: readerOf(route.may) }]
})

/** Whoever sees the most of it. */
function readerOf(may: (typeof ROUTES)[number]['may']): Role | undefined {
  if (may === 'anyone') return undefined
  if (may === 'locked') return 'agent'
  return (['supervisor', 'admin', 'auditor', 'agent'] as const).find((role) => may.includes(role))
}

beforeAll(async () => {
  browser = await openBrowser()
  world = await accessWorld()
  people.set('admin', await world.admin())
  for (const role of ['supervisor', 'auditor', 'agent'] as const)
    people.set(role, await world.hire(role, `${role}.satu`))
  await fillIn()
  served = await serve(() => world.service.web)
})
afterAll(async () => {
  await served.stop()
  await world.stop()
  await browser.close()
})

const desk = (role: Role) => {
  const person = people.get(role)
  if (person === undefined) throw new Error(`nobody is ${role}`)
  return person.browser
}

async function writes(address: string, ...texts: string[]): Promise<string> {
  const line = { channel: 'web', account: 'web', address } as const
  for (const [n, text] of texts.entries()) {
    const content = { type: 'text', text } as const
    const message = {
      type: 'message',
      ...line,
      externalId: `${address}-${n}`,
      at: world.now(),
      content,
    } as const
    await world.service.chats.receive([message])
    await world.service.quiet()
  }
  return (await world.service.chats.find(line)) ?? ''
}

/** Something on each page, also what stands there but seldom. */
async function fillIn(): Promise<void> {
  const supervisor = desk('supervisor')
  known.chat = await writes('ani', 'halo', 'kapan bapak pulang dari sawah', 'mau bicara petugas', 'lewati')
  await writes('budi', 'tolong bapak saya jatuh dari atap, berdarah banyak')
  await writes('citra', 'mau bicara petugas', 'lewati')
  await supervisor.post(`/console/chat/${known.chat}/ambil`)
  await supervisor.post(`/console/chat/${known.chat}/balas`, { text: 'Baik, Bu.', key: 'k1', seen: '99' })
  await supervisor.post(`/console/chat/${known.chat}/catatan`, { text: 'Sudah ditelepon.', key: 'k2' })
  await supervisor.post('/console/label', { nama: 'mendesak' })
  await supervisor.post('/console/balasan', { id: 'b1', judul: 'Salam', isi: 'Selamat pagi, {sapaan}' })
  await supervisor.post('/console/serah', { text: 'Antrean sepi.', key: 'k3' })
  await supervisor.post('/console/coba', { text: 'halo' })
  const fields = { who: 'spouse', name: 'Budi Contoh', story: 'Tergelincir di tikungan.', where: 'traffic' }
  const filing = { type: 'file_case', kind: 'accident', fields, language: 'id' } as const
  for (const id of ['l1', 'l2'])
    await world.service.office.apply(
      { chatId: known.chat, channel: 'web' },
      id,
      { ...filing, summary: [], urgent: true, occurredAt: world.now() - 3_600_000 },
      world.now(),
    )
  known.number = (await world.service.office.cases({ limit: 1 }))[0]?.number ?? ''
  await supervisor.post('/console/fakta/iuran_minimum/usul', {
    ...{ value: '17.500', status: 'verified', sourceTitle: 'Surat contoh 1/2026', checkedOn: '2026-11-25' },
    ...{ reason: 'Iuran berubah', key: 'k4' },
  })
  const heard = /name="id" value="([^"]+)"/.exec(await supervisor.text('/console/kata'))?.[1] ?? ''
  await supervisor.post('/console/kata/label', { id: heard, label: 'not_ours' })
  await writes('dewi', 'halo', 'burung merpati terbang tinggi')
  await imports('people', `${list(30)}\n${personLine(40).replace(nikOf(40), '9,97E+15')}`)
  const office =
    'Nama;Alamat;Kecamatan;Jam;Sumber\nKantor Contoh;Jl. Satu;Bekasi Timur;Senin-Jumat 08.00-16.00;contoh'
  for (const where of ['offices', 'hospitals']) await imports(where, office)
  const invited = { name: 'Contoh Baru', role: 'agent', team: 'Pagi' }
  known.token = linkIn(await (await desk('admin').post('/console/akun/undang', invited)).text()).slice(15)
  known.account = (await world.service.access.accounts.list())[0]?.id ?? ''
}

async function imports(where: string, content: string): Promise<void> {
  const body = new FormData()
  body.append('berkas', new File([content], 'daftar.csv'))
  const init = { method: 'POST', body }
  const answer = await desk('supervisor').request(`/console/peserta/unggah/${where}`, init)
  const report = answer.headers.get('location') ?? ''
  const id = report.split('/').at(-1) ?? ''
  await vi.waitUntil(async () => (await world.service.roster.get(id))?.state === 'ready', { timeout: 20_000 })
  if (where === 'people') known.import = id
  await desk('supervisor').post(`${report}/pakai`)
}

/** One window each: a new one for every page would be half of what this file takes. */
const windows = new Map<Role | undefined, Promise<Visit>>()

function windowOf(who: Role | undefined): Promise<Visit> {
  const session = who === undefined ? undefined : desk(who).cookies.get('petugas')
  const cookie = session === undefined ? undefined : { name: 'petugas', value: session }
  const window = windows.get(who) ?? visit(browser, `${served.url}/console/masuk`, {}, cookie)
  windows.set(who, window)
  return window
}

it('knows of every route that reads whether it is a page, and where', () => {
  expect(Object.keys(PAGES).sort()).toEqual(READS.map(({ path }) => path).sort())
  expect(OPEN.length).toBeGreaterThan(30)
})

describe('axe finds nothing, and nothing scrolls sideways', () => {
  it.each(OPEN)('$path', async ({ at, who, path }) => {
    const { page, faults } = await windowOf(who)
    await page.goto(`${served.url}/console${at()}`)
    // It is this page, and neither the login nor a refusal.
    expect(new URL(page.url()).pathname).toBe(`/console${at()}`.replace(/\?.*/, ''))
    await page.locator('main h1, h1').first().waitFor()
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    expect([...(await faultsInEveryLook(page)), ...faults.splice(0)], path).toEqual([])
  })
})
