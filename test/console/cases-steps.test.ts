/** @module A case that is opened, and its steps: shown before they are told, taken back within a minute, taken once. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { filed, handOn, newsIn, pathOf, peopleOf, step, where } from './cases-world.ts'

let world: ConsoleWorld
const { someone, ani, budi } = peopleOf(() => world)

beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(() => world.stop())

describe('a case that is opened', () => {
  it('shows all that was told with its label, and stands in the audit log', async () => {
    const number = await filed(world, someone())
    const html = await ani().text(pathOf(number))
    for (const words of [
      'Yang mengalami',
      'Suami atau istri',
      'Budi Contoh',
      'depan pasar contoh',
      '08000000001',
    ])
      expect(html).toContain(words)
    expect(html).toContain('Kelurahan Margahayu, Kecamatan Bekasi Timur')
    expect(world.audited.at(-1)).toMatchObject({ by: 'ani', action: 'cases.open', subject: number })
    expect(html).not.toMatch(/console\.cases\.|slot\.|case\.field/)
  })

  it('names what the resident sent after it was filed, and when that came', async () => {
    const address = someone()
    const number = await filed(world, address)
    await world.writes(address, { type: 'image', media: { ref: 'media:foto' } })
    const html = await ani().text(pathOf(number))
    expect(html).toMatch(/<dt>Lampiran<\/dt>\s*<dd>1 kiriman<\/dd>/)
    expect(html).toContain('Warga mengirim lampiran')
    expect(html).toContain(`href="${pathOf(number, '/berkas/foto')}"`)
    const chatId = await world.service.chats.find({ channel: 'web', account: 'web', address })
    const chat = await world.service.chats.read(chatId ?? '')
    expect(chat?.lines.map(({ text }) => text)).toContain(
      `Fotonya saya lampirkan ke laporan ${number}, supaya dilihat petugas.`,
    )
  })

  it('says which places of the first-stage report are empty', async () => {
    const html = await ani().text(pathOf(await filed(world, someone())))
    expect(html).toMatch(/isian Tahap I/)
    expect(html).toContain('name="isian" value="sex"')
    expect(html).not.toContain('name="isian" value="name"')
  })

  it.each([
    [
      'complaint',
      { about: 'hospital', now: true, story: 'Ditolak' },
      'Sedang terjadi',
      'Diteruskan ke instansi terkait',
    ],
    [
      'death',
      { heir: 'spouse', name: 'Contoh', cause: 'work' },
      'Saat bekerja',
      'Diteruskan ke BPJS Ketenagakerjaan',
    ],
    ['correction', { story: 'Nama salah' }, 'Yang diperbaiki', 'Perlu jawaban warga'],
  ] as const)('has the fields and steps of its kind: %s', async (kind, fields, label, stepName) => {
    const html = await ani().text(pathOf(await filed(world, someone(), { kind, fields })))
    expect(html).toContain(label)
    expect(html).toContain(stepName)
  })

  it('says what erasing would take, and does not say that it is done', async () => {
    const resident = someone()
    const accident = await filed(world, resident)
    const html = await ani().text(
      pathOf(await filed(world, resident, { kind: 'erasure', fields: { scope: 'everything' } })),
    )
    expect(html).toContain('Isi percakapan: masih diurus')
    expect(html).not.toContain('Usulkan penghapusan')
    expect(html).toContain(accident)
    expect(html).not.toContain('status?ke=done')
  })

  it.each(['SGP-0000-0000', 'x', '..%2f..', '%00'])('is not there for %s', async (number) => {
    expect((await ani().request(`/console/laporan/${number}`)).status).toBe(404)
  })
})

describe('a step', () => {
  it('shows what the resident will read, and is told after a minute', async () => {
    const resident = someone()
    const number = await filed(world, resident)
    const before = (await newsIn(world, resident)).length
    expect(await ani().text(pathOf(number, '/status?ke=checked'))).toContain(
      `nomor ${number}: sekarang sudah diperiksa petugas`,
    )
    const answer = await step(ani(), number, 'checked', 'Kami telepon besok.')
    expect(where(answer)).toBe(`${pathOf(number)}?kabar=dicatat`)
    expect(world.audited.at(-1)).toMatchObject({ action: 'cases.move', subject: number, reason: 'checked' })
    await world.pass(59_000)
    expect(await newsIn(world, resident)).toHaveLength(before)
    expect(await ani().text(pathOf(number))).toContain('kecuali dibatalkan')
    await world.pass(1_000)
    const news = (await newsIn(world, resident)).slice(before)
    expect(news).toHaveLength(1)
    expect(news[0]).toContain('Catatan petugas: Kami telepon besok.')
    expect(await ani().text(pathOf(number))).toMatch(/Kabar ke warga: (terkirim|sampai|belum terkirim)/)
  })

  it('can be taken back within the minute, and then nobody is told', async () => {
    const resident = someone()
    const number = await filed(world, resident)
    const before = await newsIn(world, resident)
    await step(ani(), number, 'done')
    const undo = pathOf(number, '/batal')
    const answer = await ani().post(undo, await handOn(ani(), pathOf(number), undo))
    expect(where(answer)).toContain('kabar=dibatalkan')
    await world.pass(120_000)
    expect(await newsIn(world, resident)).toEqual(before)
    expect((await world.service.office.case(number))?.state).toBe('received')
    expect(await ani().text(pathOf(number))).toContain('Perubahan dibatalkan, kembali ke: Diterima')
  })

  it('cannot be taken back once it was told, and says what to do', async () => {
    const number = await filed(world, someone())
    await step(ani(), number, 'checked')
    const undo = pathOf(number, '/batal')
    const hand = await handOn(ani(), pathOf(number), undo)
    await world.pass(61_000)
    const answer = await ani().post(undo, hand)
    expect(where(answer)).toContain('kabar=too_late')
    expect(await ani().text(where(answer))).toContain('Ubah statusnya lagi')
    expect((await world.service.office.case(number))?.state).toBe('checked')
  })

  it('is refused to whoever comes second, who keeps what was typed', async () => {
    const number = await filed(world, someone())
    const action = pathOf(number, '/status')
    const [mine, theirs] = [
      await handOn(ani(), `${action}?ke=checked`, action),
      await handOn(budi(), `${action}?ke=closed`, action),
    ]
    await ani().post(action, { ...mine, catatan: '' })
    const answer = await budi().post(action, { ...theirs, catatan: 'alasan yang panjang' })
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toContain('baru saja diubah petugas lain')
    expect(html).toContain('alasan yang panjang')
    expect((await world.service.office.case(number))?.state).toBe('checked')
  })

  it('pressed twice is taken once', async () => {
    const resident = someone()
    const number = await filed(world, resident)
    const before = (await newsIn(world, resident)).length
    const action = pathOf(number, '/status')
    const hand = await handOn(ani(), `${action}?ke=checked`, action)
    const answers = [await ani().post(action, hand), await ani().post(action, hand)]
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    await world.pass(61_000)
    expect((await newsIn(world, resident)).length - before).toBe(1)
  })

  it('that this kind does not have is not taken', async () => {
    const number = await filed(world, someone(), { kind: 'erasure', fields: { scope: 'chat' } })
    const action = pathOf(number, '/status')
    const hand = await handOn(ani(), `${action}?ke=checked`, action)
    expect(where(await ani().post(action, { ...hand, ke: 'done' }))).toContain('kabar=not_a_step')
    expect((await world.service.office.case(number))?.state).toBe('received')
  })

  it('sets the next deadline by the calendar: seven working days after forwarding', async () => {
    const number = await filed(world, someone())
    await step(ani(), number, 'forwarded')
    const html = await ani().text(pathOf(number))
    // Wednesday 25 November; Friday 4 December is the seventh, counted to its end.
    expect(html).toContain('Jumat 4 Desember pukul 23.59 WIB')
    expect(html).toContain('BPJS membayar setelah berkas lengkap (7 hari kerja)')
  })
})
