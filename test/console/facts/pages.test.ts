/** @module The pages of facts and rules: who may see and do what, what is refused in words, tables that are read and tried. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROLES } from '../../../src/core/staff.ts'
import { type ConsoleWorld, consoleWorld } from '../../support/console-world.ts'
import { XSS } from '../../support/xss.ts'
import { approves, DRAFT, proposes, wordsOf } from './desk.ts'

let world: ConsoleWorld
beforeEach(async () => {
  world = await consoleWorld()
})
afterEach(() => world.stop())
const read = async (path: string) => wordsOf(await world.as('agent', 'ani').text(path))

describe('the list', () => {
  it('is open to every role, and says how each fact stands', async () => {
    for (const role of ROLES) expect((await world.as(role).request('/console/fakta')).status).toBe(200)
    const page = await read('/console/fakta')
    expect(page).toMatch(/154 dari 154 fakta/)
    expect(page).toMatch(/Iuran minimum Rp16\.800 Benar PP 50\/2025/)
    expect(page).toMatch(/Kuota 2026 1\.000 Contoh/)
  })

  it('is searched and filtered, also to nothing', async () => {
    expect(await read('/console/fakta?cari=iuran+minimum')).toMatch(/1 dari 154 fakta/)
    expect(await read('/console/fakta?keadaan=expired')).toMatch(/Iuran diskon transportasi|1 dari 154/)
    expect(await read('/console/fakta?keadaan=missing')).toContain('Tidak ada fakta yang cocok')
    await world.pass(300 * 24 * 3_600_000)
    expect(await read('/console/fakta?keadaan=due')).toMatch(/Iuran minimum .* Perlu dicek lagi/)
  })

  it('knows no fact that is not there', async () => {
    for (const path of ['/console/fakta/tidak_ada', '/console/fakta/usulan/99', '/console/fakta/__proto__'])
      expect((await world.as('agent').request(path)).status, path).toBe(404)
  })
})

describe('a proposal', () => {
  const send = async (draft: Partial<typeof DRAFT>, fact = 'iuran_minimum') => {
    const response = await world
      .as('agent', 'ani')
      .post(`/console/fakta/${fact}/usul`, { ...DRAFT, ...draft })
    return { status: response.status, html: await response.text() }
  }

  it.each<[Partial<typeof DRAFT>, string]>([
    [{ value: 'gratis' }, 'Bentuknya belum sesuai. Rupiah bulat, misalnya 16.800.'],
    [{ value: '' }, 'Ini perlu diisi.'],
    [{ status: 'demo' }, 'Pilih salah satu.'],
    [{ sourceTitle: '' }, 'Ini perlu diisi.'],
    [{ sourceTitle: '<b>surat</b>' }, 'tanpa kode HTML'],
    [{ sourceUrl: 'javascript:alert(1)' }, 'Alamat web harus diawali https://'],
    [{ checkedOn: '2026-11-26' }, 'tidak boleh di masa depan'],
    [{ checkedOn: '2026-02-30' }, 'Tanggalnya tidak ada di kalender.'],
    [{ validFrom: '2026-12-02', validTo: '2026-12-01' }, 'Akhir masa berlaku mendahului awalnya.'],
    [{ effective: 'besok' }, 'Tulis tanggal dan jam'],
    [{ effective: '2036-01-01T08:00' }, 'Paling jauh tiga tahun'],
    [{ reason: ' ' }, 'Ini perlu diisi.'],
  ])('with %j is refused in words, and nothing typed is lost', async (draft, words) => {
    const { status, html } = await send({ reason: 'Alasan yang panjang', ...draft })
    expect(status).toBe(422)
    expect(wordsOf(html)).toContain(words)
    expect(html).toContain('aria-invalid="true"')
    if (draft.reason === undefined) expect(html).toContain('Alasan yang panjang')
    expect(await read('/console/fakta')).not.toContain('Menunggu keputusan')
  })

  it('sent twice by a finger that shook is one', async () => {
    const ani = world.as('agent', 'ani')
    const form = { ...DRAFT, key: 'sama' }
    const first = await ani.post('/console/fakta/iuran_minimum/usul', form)
    const second = await ani.post('/console/fakta/iuran_minimum/usul', form)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(await read('/console/fakta')).toContain('Menunggu keputusan (1)')
  })

  it('stands in the audit log with every decision, by name of the deed and never by value', async () => {
    const n = await proposes(world.as('agent', 'ani'), 'iuran_minimum')
    await approves(world.as('supervisor', 'budi'), n)
    expect(world.deeds()).toMatchObject([
      { action: 'facts.propose', subject: 'iuran_minimum', by: 'ani' },
      { action: 'facts.approve', subject: 'change 1', by: 'budi' },
    ])
    expect(JSON.stringify(world.audited)).not.toMatch(/17\.?500|Surat uji/)
  })

  it('shows whatever staff typed as text', async () => {
    // The others are refused before anything is kept.
    const odd = XSS.filter((one) => /^[^<&\p{C}]+$/u.test(one))
    expect(odd.length).toBeGreaterThan(5)
    for (const one of odd.slice(0, 25)) {
      const n = await proposes(world.as('agent', 'ani'), 'status_program', {
        value: one.slice(0, 100),
        sourceTitle: one.slice(0, 150),
        sourceUrl: '',
        reason: one.slice(0, 400),
      })
      const html = await world.as('supervisor', 'budi').text(`/console/fakta/usulan/${n}`)
      const tags = [...html.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag)
      expect(
        tags.filter((tag) => /\son\w+=|javascript:/i.test(tag)),
        one,
      ).toEqual([])
    }
    // And what is not even taken comes back as text.
    const { html } = await send({
      sourceTitle: '"><script>alert(1)</script>',
      value: '<img src=x onerror=alert(1)>',
    })
    expect(html).not.toMatch(/<script>|<img src=x/)
  })
})

describe('the decision table', () => {
  const TRY = '/console/fakta/aturan?tabel=sigap_eligibility'

  it('is read in words: conditions, order, result, reason, facts', async () => {
    const page = await read('/console/fakta/aturan')
    expect(page).toContain('yang pertama cocok menentukan')
    expect(page).toMatch(/3 too_old Umur 65 atau lebih tidak bisa didaftarkan karena umur/)
    expect(page).toMatch(/under_age Umur 17 atau kurang/)
    expect(page).toMatch(/Alamat KTP Kabupaten Bekasi atau daerah lain Umur 18 atau lebih atau belum tahu/)
    expect(page).toMatch(/otherwise Selain semua di atas/)
    expect(page).not.toMatch(/console\.(rules|facts)\./)
  })

  it('is tried: the rule that decided, why, on what facts, and what would change it', async () => {
    const page = await read(`${TRY}&home=city&ktp=city&age=40&work=own_account&cover=none&decile=1-3`)
    expect(page).toMatch(/Termasuk yang didahulukan\. Aturan decile_1_3 yang menentukan\./)
    expect(page).toMatch(/keluarga di desil 1–3 memang didahulukan/)
    expect(page).toMatch(/Kalau desilnya ternyata 6 ke atas: data DTSEN-nya perlu dicek dulu\./)
    expect(page).toMatch(/17 decile_1_3 menentukan/)
  })

  it.each(['age=-1', 'age=1e9', 'age=%3Cscript%3E', 'home=constructor', '__proto__=x', 'age=40&age=70'])(
    'takes %s for what it is',
    async (query) => {
      const response = await world.as('agent').request(`${TRY}&${query}`)
      expect(response.status).toBe(200)
      expect(await response.text()).not.toContain('<script>')
    },
  )

  it('tells the reason with the facts of the edition in force', async () => {
    const tried = () => read(`${TRY}&home=city&ktp=city&age=70&work=own_account&cover=none&decile=1-3`)
    expect(await tried()).toContain('sudah berumur 65 tahun')
    const n = await proposes(world.as('agent', 'ani'), 'usia_maksimal_daftar', { value: '60' })
    await approves(world.as('supervisor', 'budi'), n)
    expect(await tried()).toContain('sudah berumur 60 tahun')
  })
})

describe('what only the city can supply', () => {
  it('is listed by who can give it, with how to enter it, until it was given', async () => {
    const page = await read('/console/fakta/kota')
    expect(page).toMatch(
      /Dinas Sosial Kota Bekasi Kantor dinsos Contoh .* Cara mengisi: Alamat dalam satu baris/,
    )
    expect(page).toMatch(/BPJS Ketenagakerjaan Cabang Bekasi Kota .*Rumah sakit mitra/)
    expect(page).toMatch(/Pengaturan layanan Pernyataan bahwa ini layanan resmi kota/)
    expect(page).not.toContain('Iuran minimum')
    const n = await proposes(world.as('agent', 'ani'), 'kantor_dinsos', { value: 'Jl. Contoh 12' })
    await approves(world.as('supervisor', 'budi'), n)
    expect(await read('/console/fakta/kota')).not.toContain('Kantor dinsos')
  })

  it('names what has become unsure or old since', async () => {
    const wanted = await read('/console/fakta/kota')
    await world.pass(400 * 24 * 3_600_000)
    const later = await read('/console/fakta/kota')
    expect(wanted).not.toContain('Kuota 2026 Kedaluwarsa')
    expect(later).toContain('Kuota 2026 Kedaluwarsa')
  })
})
