/** @module Facts change while the service runs: proposed by one, approved by another, told from their moment on, kept over a restart. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld } from '../../support/console-world.ts'
import { approves, proposes, wordsOf } from './desk.ts'

const HOUR = 3_600_000
const worlds: ConsoleWorld[] = []
const openWorld = async (...given: Parameters<typeof consoleWorld>) => {
  const world = await consoleWorld(...given)
  worlds.push(world)
  return world
}
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop()
})

let residents = 0
/** What somebody new is told who asks for the contribution. */
async function told(world: ConsoleWorld, ...asked: string[]): Promise<string> {
  const words = asked.length > 0 ? asked : ['berapa iurannya kalau bayar sendiri']
  const chatId = await world.writes(`warga-${++residents}`, ...words)
  const view = await world.service.chats.read(chatId)
  return view?.lines.map(({ text }) => text).join('\n') ?? ''
}

describe('a new value', () => {
  it('is told to residents once another person has approved it, without a restart', async () => {
    const world = await openWorld()
    expect(await told(world)).toContain('paling ringan Rp16.800')
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum')
    expect(await told(world)).toContain('paling ringan Rp16.800')
    expect(await approves(world.as('supervisor', 'budi'), n)).toContain('selesai=approved')
    const after = await told(world)
    expect(after).toContain('paling ringan Rp17.500')
    expect(after).toContain('Surat uji 1/2026')
    const page = wordsOf(await world.as('auditor', 'cici').text('/console/fakta/iuran_minimum'))
    expect(page).toMatch(/Nilai Rp17\.500.*Riwayat.*Usulan 1 Rp17\.500 Berlaku.*Contoh ani → Contoh budi/)
  })

  it('shows every message it stands in, before and after, in both languages', async () => {
    const world = await openWorld()
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum')
    const page = wordsOf(await world.as('supervisor', 'budi').text(`/console/fakta/usulan/${n}`))
    for (const key of ['contribution.cost_all', 'contribution.cost_plain', 'contribution.cost_transport'])
      expect(page).toContain(key)
    expect(page).toMatch(/Sebelum Kalau ikut sendiri, iuran paling ringan Rp16\.800/)
    expect(page).toMatch(/Sesudah Kalau ikut sendiri, iuran paling ringan Rp17\.500/)
    expect(page).toContain('the lowest contribution is Rp17,500')
    expect(page).toContain('Tidak ada kesalahan baru.')
  })

  it('can be looked at before it is proposed, and nothing is kept then', async () => {
    const world = await openWorld()
    const ani = world.as('agent', 'ani')
    const form = { value: '18000', status: 'verified', sourceTitle: 'Surat', checkedOn: '2026-11-25' }
    const look = { ...form, reason: 'uji', do: 'preview' }
    const page = wordsOf(await (await ani.post('/console/fakta/iuran_minimum/usul', look)).text())
    expect(page).toContain('paling ringan Rp18.000')
    expect(wordsOf(await ani.text('/console/fakta'))).not.toContain('Menunggu keputusan')
    expect(world.audited.at(-1)).toMatchObject({ action: 'facts.preview', subject: 'iuran_minimum' })
  })

  it('waits for its day and hour, and several changes each for theirs', async () => {
    const world = await openWorld()
    const [ani, budi] = [world.as('agent', 'ani'), world.as('supervisor', 'budi')]
    // The later one is approved first.
    const friday = await proposes(ani, 'iuran_minimum', { value: '18.000', effective: '2026-11-27T00:00' })
    expect(await approves(budi, friday)).toContain('approved')
    const noon = await proposes(ani, 'iuran_minimum', { value: '17.000', effective: '2026-11-25T12:00' })
    expect(await approves(budi, noon)).toContain('approved')
    expect(await told(world)).toContain('Rp16.800')
    await world.pass(2.4 * HOUR)
    expect(await told(world)).toContain('Rp16.800')
    await world.pass(0.2 * HOUR)
    expect(await told(world)).toContain('paling ringan Rp17.000')
    await world.pass(36 * HOUR)
    expect(await told(world)).toContain('paling ringan Rp18.000')
    const list = wordsOf(await budi.text('/console/fakta'))
    expect(list).toMatch(
      /27 November 2026 pukul 00\.00 WIB: office\.[0-9a-f]{12} memuat usulan 1 berlaku sekarang/,
    )
  })

  it('whose moment passed before anybody approved it begins with the approval', async () => {
    const world = await openWorld()
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum', { effective: '2026-11-25T10:00' })
    await world.pass(5 * HOUR)
    expect(await told(world)).toContain('Rp16.800')
    await approves(world.as('supervisor', 'budi'), n)
    expect(await told(world)).toContain('Rp17.500')
    expect(wordsOf(await world.as('agent', 'ani').text(`/console/fakta/usulan/${n}`))).toContain(
      'Mulai dipakai 25 November 2026 pukul 14.30 WIB',
    )
  })

  it('moves what the office goes by: opening hours hold for the queue at once', async () => {
    const world = await openWorld()
    expect(await told(world, 'mau bicara dengan petugas', 'lewati')).not.toContain('13.00')
    const hours = { value: 'Senin–Jumat 13.00–16.00' }
    const n = await proposes(world.as('supervisor', 'ani'), 'jam_layanan', hours)
    await approves(world.as('supervisor', 'budi'), n)
    expect(await told(world, 'mau bicara dengan petugas', 'lewati')).toContain('pukul 13.00')
  })

  it('leaves a turn under way with the edition it began with', async () => {
    const world = await openWorld()
    const under = world.service.world(new Date(world.now()))
    const before = under.rules.facts.get('iuran_minimum')?.value
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum')
    await approves(world.as('supervisor', 'budi'), n)
    expect(under.rules.facts.get('iuran_minimum')?.value).toBe(before)
    const next = world.service.world(new Date(world.now()))
    expect(next.rules.facts.get('iuran_minimum')?.value).toBe(17_500)
    expect(next.rules.id).not.toBe(under.rules.id)
  })
})

describe('four eyes', () => {
  it('are two persons: nobody approves or rejects their own proposal', async () => {
    const world = await openWorld()
    const ani = world.as('supervisor', 'ani')
    const n = await proposes(ani, 'iuran_minimum')
    expect(wordsOf(await ani.text(`/console/fakta/usulan/${n}`))).toContain('Menunggu penyelia lain')
    expect(await approves(ani, n)).toContain('salah=own')
    expect(
      (await ani.post(`/console/fakta/usulan/${n}/tolak`, { why: 'x' })).headers.get('location'),
    ).toContain('salah=own')
    expect(await told(world)).toContain('Rp16.800')
    expect(await approves(world.as('supervisor', 'budi'), n)).toContain('selesai=approved')
  })

  it('need a supervisor: an agent is refused, whoever proposed it', async () => {
    const world = await openWorld()
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum')
    for (const role of ['agent', 'admin', 'auditor'] as const)
      expect(await approves(world.as(role, `lain-${role}`), n)).toBe('403')
    for (const role of ['admin', 'auditor'] as const)
      expect((await world.as(role).post('/console/fakta/iuran_minimum/usul')).status).toBe(403)
    expect(await told(world)).toContain('Rp16.800')
  })

  it('decide once: the second of two who press is told', async () => {
    const world = await openWorld()
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum')
    const [first, second] = await Promise.all([
      approves(world.as('supervisor', 'budi'), n),
      approves(world.as('supervisor', 'cici'), n),
    ])
    expect([first, second].sort().map((one) => one.split('?')[1])).toEqual([
      'salah=decided',
      'selesai=approved',
    ])
  })

  it('may reject with a reason, and not without one', async () => {
    const world = await openWorld()
    const budi = world.as('supervisor', 'budi')
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum')
    const reject = async (why: string) =>
      (await budi.post(`/console/fakta/usulan/${n}/tolak`, { why })).headers.get('location')
    expect(await reject('  ')).toContain('salah=no_reason')
    expect(await reject('Suratnya bukan untuk Bekasi')).toContain('selesai=rejected')
    const page = wordsOf(await world.as('agent', 'ani').text(`/console/fakta/usulan/${n}`))
    expect(page).toMatch(/Ditolak.*budi.*Suratnya bukan untuk Bekasi/)
    expect(await approves(budi, n)).toContain('salah=decided')
    expect(await told(world)).toContain('Rp16.800')
  })

  it('let only the one who proposed withdraw', async () => {
    const world = await openWorld()
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum')
    const withdraw = async (id: string) =>
      (await world.as('agent', id).post(`/console/fakta/usulan/${n}/tarik`)).headers.get('location')
    expect(await withdraw('dedi')).toContain('salah=not_yours')
    expect(await withdraw('ani')).toContain('selesai=withdrawn')
    expect(await approves(world.as('supervisor', 'budi'), n)).toContain('salah=decided')
  })

  it('take a change back with one click and an approval', async () => {
    const world = await openWorld()
    const [ani, budi] = [world.as('agent', 'ani'), world.as('supervisor', 'budi')]
    await approves(budi, await proposes(ani, 'iuran_minimum'))
    await approves(budi, await proposes(ani, 'iuran_minimum', { value: '19.000' }))
    expect(await told(world)).toContain('Rp19.000')
    const undone = await ani.post('/console/fakta/usulan/2/urung', { key: 'satu' })
    const again = await ani.post('/console/fakta/usulan/2/urung', { key: 'satu' })
    expect(undone.headers.get('location')).toContain('/usulan/3?selesai=undoing')
    expect(again.headers.get('location')).toBe(undone.headers.get('location'))
    expect(await told(world)).toContain('Rp19.000')
    await approves(budi, 3)
    expect(await told(world)).toContain('Rp17.500')
    await ani.post('/console/fakta/usulan/1/urung', { key: 'dua' })
    await approves(budi, 4)
    expect(await told(world)).toContain('Rp16.800')
    // Everything taken back is the first edition again, by its own name.
    expect(world.service.world(new Date(world.now())).rules.id).toMatch(/^first\./)
  })

  it('stop a change that has not begun before anybody hears of it', async () => {
    const world = await openWorld()
    const [ani, budi] = [world.as('agent', 'ani'), world.as('supervisor', 'budi')]
    await approves(budi, await proposes(ani, 'iuran_minimum', { effective: '2026-11-26T08:00' }))
    await ani.post('/console/fakta/usulan/1/urung', { key: 'satu' })
    await approves(budi, 2)
    await world.pass(48 * HOUR)
    expect(await told(world)).toContain('Rp16.800')
  })
})

describe('an edition with which a conversation would break', () => {
  it('is not published: the fault is shown, and residents hear what they heard before', async () => {
    const world = await openWorld()
    const budi = world.as('supervisor', 'budi')
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum', { status: 'unsure' })
    const page = wordsOf(await budi.text(`/console/fakta/usulan/${n}`))
    expect(page).toContain('Pesan contribution.cost_plain memuat fakta ini')
    expect(page).toContain('Tidak bisa disetujui selama')
    expect(await approves(budi, n)).toContain('salah=faults')
    expect(await told(world)).toContain('paling ringan Rp16.800')
  })

  it('is found out also where only a change that is scheduled makes it so', async () => {
    const world = await openWorld()
    const [ani, budi] = [world.as('agent', 'ani'), world.as('supervisor', 'budi')]
    // Each alone fits into the bubbles that name both; the two together do not.
    const longer = { value: `contoh ${'panjang sekali '.repeat(5)}`, valueEn: 'short' }
    const first = await proposes(ani, 'syarat_ktp', { ...longer, effective: '2026-11-26T08:00' })
    expect(await approves(budi, first)).toContain('selesai=approved')
    const second = await proposes(ani, 'syarat_kegiatan', { ...longer, effective: '2026-11-25T12:00' })
    const page = wordsOf(await budi.text(`/console/fakta/usulan/${second}`))
    expect(page).toContain(
      'Diperiksa untuk: 25 November 2026 pukul 12.00 WIB; 26 November 2026 pukul 08.00 WIB',
    )
    expect(page).toContain('jadi lebih panjang dari yang enak dibaca')
    expect(await approves(budi, second)).toContain('salah=faults')
  })
})

describe('published editions', () => {
  it('are there after a restart, with what is still scheduled', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sigap-'))
    const settings = { DATA_DIR: folder }
    const first = await consoleWorld({ inMemory: false }, settings)
    const [ani, budi] = [first.as('agent', 'ani'), first.as('supervisor', 'budi')]
    await approves(budi, await proposes(ani, 'iuran_minimum'))
    await approves(
      budi,
      await proposes(ani, 'iuran_minimum', { value: '18.500', effective: '2026-11-26T09:00' }),
    )
    const id = first.service.world(new Date(first.now())).rules.id
    await first.stop()
    const second = await consoleWorld({ inMemory: false }, settings)
    expect(second.service.world(new Date(second.now())).rules.id).toBe(id)
    expect(await told(second)).toContain('paling ringan Rp17.500')
    await second.pass(24 * HOUR)
    expect(await told(second)).toContain('paling ringan Rp18.500')
    await second.stop()
    rmSync(folder, { recursive: true })
  })
})
