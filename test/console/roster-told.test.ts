/** @module From an imported list of offices or hospitals to what residents read: proposed, approved by a second person, dated and with its source. */

import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld, type Desk } from '../support/console-world.ts'
import { approves, wordsOf } from './facts/desk.ts'

let world: ConsoleWorld
let sri: Desk
let tono: Desk
beforeEach(async () => {
  world = await consoleWorld()
  sri = world.as('supervisor', 'sri')
  tono = world.as('supervisor', 'tono')
})
afterEach(() => world.stop())

const HEAD = 'Nama;Alamat;Kecamatan;Telepon;Jam;Sumber;Diperiksa'
const BPJS =
  'BPJS Ketenagakerjaan Cabang Bekasi Kota;Jl. Contoh Baru No. 7;Bekasi Selatan;021-5550100;Senin-Kamis 08.00-15.00, Jumat 08.00-15.30;Surat uji 12/2026;2026-11-20'

/** Takes the list; gives the path of its import. */
async function imported(list: 'offices' | 'hospitals', ...rows: string[]): Promise<string> {
  const body = new FormData()
  body.append('berkas', new File([[HEAD, ...rows].join('\n')], 'daftar uji.csv'))
  const answer = await sri.request(`/console/peserta/unggah/${list}`, { method: 'POST', body })
  const path = answer.headers.get('location') ?? ''
  expect((await sri.post(`${path}/pakai`, { setuju: 'ya' })).headers.get('location')).toContain('kabar=pakai')
  return path
}
const pageOf = { offices: '/console/peserta/daftar/kantor', hospitals: '/console/peserta/daftar/rumah-sakit' }
const proposed = async () => (await world.service.web.console?.editions.changes({ state: 'proposed' })) ?? []
const told = async (address: string, ...words: string[]) => {
  const chatId = await world.writes(address, ...words)
  return ((await world.service.chats.read(chatId))?.lines ?? []).map(({ text }) => text).join('\n')
}

it('is told by nobody before a second person has approved, and then with source and day', async () => {
  const path = await imported('offices', BPJS)
  const page = wordsOf(await sri.text(pageOf.offices))
  for (const words of ['Jl. Contoh Baru No. 7', 'Surat uji 12/2026', '20 November 2026', 'Usulkan 3 fakta'])
    expect(page).toContain(words)
  expect(await told('a', 'kantor bpjs di mana')).not.toContain('Jl. Contoh Baru')
  const answer = await sri.post(`${path}/usulkan`)
  expect(answer.headers.get('location')).toBe(`${pageOf.offices}?kabar=usul`)
  expect(await sri.text(`${pageOf.offices}?kabar=usul`)).toContain('menunggu persetujuan penyelia lain')
  expect(world.audited.at(-1)).toMatchObject({ by: 'sri', action: 'roster.propose' })
  const changes = await proposed()
  expect(changes.map(({ fact }) => fact).sort()).toEqual([
    'jam_kantor_bpjs',
    'kantor_bpjs',
    'telepon_kantor_bpjs',
  ])
  for (const { version, reason, by } of changes) {
    expect(version).toMatchObject({ source: { title: 'Surat uji 12/2026' }, checkedOn: '2026-11-20' })
    expect([reason, by]).toEqual(['Dari daftar yang diimpor: daftar uji.csv', 'sri'])
  }
  expect(await told('b', 'kantor bpjs di mana')).not.toContain('Jl. Contoh Baru')
  for (const { n } of changes) expect(await approves(sri, n)).toContain('salah=own')
  for (const { n } of changes) expect(await approves(tono, n)).toContain('selesai=approved')
  const said = await told('c', 'kantor bpjs di mana')
  expect(said).toContain('Jl. Contoh Baru No. 7')
  const fact = await world.service.web.console?.editions.fact('jam_kantor_bpjs')
  expect(fact).toMatchObject({ standing: 'true', checkedOn: '2026-11-20' })
  expect(fact?.text.id).toBe('Senin–Kamis 08.00–15.00; Jumat 08.00–15.30 WIB')
})

it('names some hospitals and counts the others, with all their sources and the oldest day', async () => {
  const rows = [1, 2, 3, 4, 5, 6].map(
    (n) => `RS Uji ${n};Jl. ${n};Bekasi Timur;;;${n === 6 ? 'Daftar lain' : 'Daftar PLKK'};2026-11-${20 - n}`,
  )
  const path = await imported('hospitals', ...rows)
  await sri.post(`${path}/usulkan`)
  const changes = await proposed()
  const names = changes.find(({ fact }) => fact === 'rumah_sakit_mitra')
  expect(names?.version.text).toEqual({
    id: 'RS Uji 1, RS Uji 2, RS Uji 3, RS Uji 4, dan 2 lainnya',
    en: 'RS Uji 1, RS Uji 2, RS Uji 3, RS Uji 4, and 2 more',
  })
  expect(names?.version).toMatchObject({
    source: { title: 'Daftar PLKK; Daftar lain' },
    checkedOn: '2026-11-14',
  })
  for (const { n } of changes) expect(await approves(tono, n)).toContain('selesai=approved')
  expect(await told('d', 'rumah sakit mitra di mana')).toContain('RS Uji 4, dan 2 lainnya')
})

it('leaves out what has no source or day, what is there twice, and what has no place; and says so', async () => {
  const path = await imported(
    'offices',
    BPJS.replace(';Surat uji 12/2026;2026-11-20', ';Surat uji;'),
    'Dinas Sosial Kota Bekasi;Jl. Satu;;;;Surat;2026-11-20',
    'Kantor Dinsos;Jl. Dua;;;;Surat;2026-11-20',
    'Kantor Arsip;Jl. Tiga;;;;Surat;2026-11-20',
  )
  const page = wordsOf(await sri.text(pageOf.offices))
  expect(page).toContain('1 baris tanpa sumber atau tanggal diperiksa')
  expect(page).toContain('2 baris menunjuk kantor yang sama')
  expect(page).toContain('1 baris lain tidak punya tempat')
  expect((await sri.post(`${path}/usulkan`)).headers.get('location')).toContain('kabar=usul_tidak')
  expect(await proposed()).toEqual([])
})

it('tells the hours of kelurahan only where all of them say the same', async () => {
  const row = (name: string, hours: string) => `Kelurahan ${name};Jl. ${name};;;${hours};Surat;2026-11-20`
  await imported(
    'offices',
    row('Margahayu', 'Senin-Jumat 08.00-15.00'),
    row('Duren Jaya', 'Senin-Jumat 08.00-15.00'),
  )
  expect(await sri.text(pageOf.offices)).toContain('/console/fakta/jam_kelurahan')
  await imported(
    'offices',
    row('Margahayu', 'Senin-Jumat 08.00-15.00'),
    row('Duren Jaya', 'Senin-Jumat 08.00-16.00'),
  )
  expect(await sri.text(pageOf.offices)).not.toContain('/console/fakta/jam_kelurahan')
})

it('is proposed once however often it is pressed, and only while the list is current', async () => {
  const path = await imported('offices', BPJS)
  for (let press = 0; press < 2; press += 1) await sri.post(`${path}/usulkan`)
  await tono.post(`${path}/usulkan`)
  expect(await proposed()).toHaveLength(3)
  const next = await imported('offices', BPJS.replace('No. 7', 'No. 8'))
  expect((await sri.post(`${path}/usulkan`)).headers.get('location')).toContain('kabar=usul_tidak')
  await sri.post(`${next}/usulkan`)
  expect((await proposed()).filter(({ fact }) => fact === 'kantor_bpjs')).toHaveLength(2)
})

it('is not for others to propose', async () => {
  const path = await imported('offices', BPJS)
  for (const role of ['agent', 'admin', 'auditor'] as const)
    expect((await world.as(role).post(`${path}/usulkan`)).status).toBe(403)
  expect(await world.as('admin').text(pageOf.offices)).not.toContain('/usulkan')
  expect((await sri.post('/console/peserta/impor/tidak-ada/usulkan')).status).toBe(404)
})

it('proposes no markup, whatever a list holds', async () => {
  const path = await imported('hospitals', 'RS <img src=x onerror=alert(1)>;Jl. 1;;;;Surat;2026-11-20')
  expect(await sri.text(pageOf.hospitals)).not.toContain('<img src=x')
  expect((await sri.post(`${path}/usulkan`)).headers.get('location')).toContain('kabar=usul_sebagian')
  expect((await proposed()).map(({ fact }) => fact)).toEqual(['jumlah_rumah_sakit_mitra'])
})
