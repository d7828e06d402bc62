/** @module The pages of imported lists, as supervisors go through them; what others may not; what lists may hold against us. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HEAD, list, nikOf, personLine } from '../office/roster/world.ts'
import { type ConsoleWorld, consoleWorld, type Desk } from '../support/console-world.ts'
import { XSS } from '../support/xss.ts'

let world: ConsoleWorld
beforeEach(async () => {
  world = await consoleWorld()
})
afterEach(() => world.stop())

/** Posts a file as a form does; resolves to the path of its report. */
async function upload(
  desk: Desk,
  content: string | Uint8Array<ArrayBuffer>,
  to = 'people',
  name = 'daftar.csv',
) {
  const body = new FormData()
  body.append('berkas', new File([content], name))
  const answer = await desk.request(`/console/peserta/unggah/${to}`, { method: 'POST', body })
  expect(answer.status).toBe(303)
  return answer.headers.get('location') ?? ''
}

describe('a supervisor', () => {
  it('checks a file, sees what is wrong row by row, takes it and takes it back', async () => {
    const desk = world.as('supervisor')
    const head = `${HEAD};Desil`
    const broken = personLine(3).replace(nikOf(3), '9,97E+15')
    const report = await upload(desk, [head, personLine(1), personLine(2), broken].join('\n'))
    const page = await desk.text(report)
    expect(page).toContain('Menunggu keputusan')
    expect(page).toContain('NIK rusak oleh Excel')
    expect(page).toContain('Ubah kolom menjadi teks')
    expect(page).toContain('9,••E+15')
    expect(page).toContain('Kolom desil ada di berkas ini dan tidak dibaca')
    for (const secret of [nikOf(1), 'Warga Contoh', 'Jl. Contoh']) expect(page).not.toContain(secret)
    expect(await desk.text('/console/peserta')).toContain('Belum ada daftar yang berlaku')

    const taken = await desk.post(`${report}/pakai`)
    expect(taken.headers.get('location')).toBe(`${report}?kabar=pakai`)
    expect(await desk.text(`${report}?kabar=pakai`)).toContain('Daftar ini sekarang berlaku')
    const current = await desk.text('/console/peserta')
    expect(current).toContain('Daftar yang berlaku: 2')
    expect(current).toContain('Kecamatan Bekasi Timur')
    await desk.post(`${report}/urungkan`)
    expect(await desk.text('/console/peserta')).toContain('Belum ada daftar yang berlaku')
    expect(await desk.text('/console/peserta')).toContain('Diurungkan')
    const actions = world.deeds().map(({ action }) => action)
    expect(actions).toEqual(['roster.upload', 'roster.apply', 'roster.undo'])
  })

  it('finds one person by a number, masked, and opens it with a reason; both are written down without the number', async () => {
    const desk = world.as('supervisor')
    await desk.post(`${await upload(desk, list(5))}/pakai`)
    const found = await (
      await desk.post('/console/peserta/cari', { nomor: nikOf(2), alasan: 'counter' })
    ).text()
    expect(found).toContain('9975••••••••0003')
    expect(found).not.toContain('Warga Contoh')
    expect(found).not.toContain(nikOf(2))
    const ref = /name="ref" value="([^"]+)"/.exec(found)?.[1] ?? ''
    expect((await desk.post('/console/peserta/buka', { ref })).status).toBe(400)
    const opened = await desk.post('/console/peserta/buka', { ref, alasan: 'case', kasus: 'SG-1234' })
    const record = await opened.text()
    for (const value of [nikOf(2), 'Warga Contoh 2', '+6281210000002', '007']) expect(record).toContain(value)
    expect(opened.headers.get('cache-control')).toBe('no-store')
    expect(world.audited.slice(-2)).toMatchObject([
      { action: 'roster.look_up', reason: 'counter' },
      { action: 'roster.reveal', reason: 'case SG-1234', subject: ref, fields: ['all'] },
    ])
    expect(JSON.stringify(world.audited)).not.toContain(nikOf(2))
    const none = await (await desk.post('/console/peserta/cari', { nomor: nikOf(99), alasan: 'case' })).text()
    expect(none).toContain('Tidak ada di daftar yang berlaku')
  })

  it('is told in words when a file cannot be read', async () => {
    const desk = world.as('supervisor')
    const to = await upload(desk, '')
    expect(await desk.text(to)).toContain('Tidak ada berkas, atau berkasnya kosong')
    const picture = await upload(desk, Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))
    expect(await desk.text(picture)).toContain('Ini bukan CSV atau XLSX')
    const lacking = await upload(desk, 'Nama;Alamat\nAni;Jl. Satu')
    expect(await desk.text(lacking)).toContain('Kolom yang harus ada: nik')
    const noForm = await desk.request('/console/peserta/unggah/people', { method: 'POST', body: 'x' })
    expect(noForm.headers.get('location')).toBe('/console/peserta?galat=no_file')
  })

  it('keeps offices and hospitals as drafts that residents are not told of', async () => {
    const desk = world.as('supervisor')
    const file =
      'Nama;Alamat;Kecamatan;Jam;Sumber\nKantor Contoh;Jl. Satu;Bekasi Timur;Senin-Jumat 08.00-16.00;contoh'
    await desk.post(`${await upload(desk, file, 'offices')}/pakai`)
    const page = await desk.text('/console/peserta/daftar/kantor')
    for (const text of ['Kantor Contoh', 'Senin 08:00-16:00', 'masih draf']) expect(page).toContain(text)
  })

  it('sees what a list holds as text, whatever it is', async () => {
    const desk = world.as('supervisor')
    const cell = (text: string) => `"${text.replace(/"/g, '""')}"`
    const rows = XSS.map((text, n) =>
      [cell(text), cell(`Jl. ${n} ${text}`), cell(text), cell(text)].join(';'),
    )
    const report = await upload(
      desk,
      [`Nama;Alamat;Kecamatan;Sumber;${cell(XSS[0] ?? '')}`, ...rows].join('\n'),
      'offices',
      `<img src=x onerror=alert(1)>.csv`,
    )
    await desk.post(`${report}/pakai`)
    for (const path of [report, '/console/peserta/daftar/kantor']) {
      const page = await desk.text(path)
      expect(page).not.toMatch(/<img src=x|<script>|onerror=alert\(1\)>/i)
    }
  })
})

describe('others', () => {
  it('neither see the list nor reach its forms', async () => {
    for (const role of ['agent', 'auditor'] as const) {
      const desk = world.as(role)
      expect((await desk.request('/console/peserta')).status).toBe(403)
      expect((await desk.post('/console/peserta/cari', { nomor: nikOf(1), alasan: 'case' })).status).toBe(403)
    }
    expect(
      (await world.as('admin').post('/console/peserta/cari', { nomor: '1', alasan: 'case' })).status,
    ).toBe(403)
    expect((await world.as('admin').text('/console/peserta')).includes('Cari satu orang')).toBe(false)
  })

  it('cannot post a file from another site', async () => {
    const body = new FormData()
    body.append('berkas', new File([list(1)], 'a.csv'))
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'http://contoh.example' }
    const answer = await world
      .as('supervisor')
      .request('/console/peserta/unggah/people', { method: 'POST', body, headers })
    expect(answer.status).toBe(403)
  })

  it('get nothing for an import that is not there', async () => {
    const desk = world.as('supervisor')
    expect((await desk.request('/console/peserta/impor/tidak-ada')).status).toBe(404)
    expect((await desk.post('/console/peserta/impor/tidak-ada/pakai')).status).toBe(404)
  })
})
