/** @module The figures: what residents and staff did is counted once, and shows nobody. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { monthOf, periodOf } from '../../src/console/figures/period.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let world: ConsoleWorld

beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(() => world.stop())

const take = async (chatId: string, staffId: string) => {
  await world.service.chats.act(chatId, `take-${chatId}-${staffId}`, { act: 'take', staffId })
  await world.service.quiet()
}
const reply = async (chatId: string, staffId: string, text: string) => {
  await world.service.chats.act(chatId, `${chatId}-${text}`, { act: 'reply', staffId, text })
  await world.service.quiet()
}
const figures = (period: { from: string; to: string }) => {
  const deps = world.service.web.console
  if (deps === undefined) throw new Error('no console')
  return deps.figures.read(period)
}
/** The number shown under this heading. */
const head = (html: string, title: string) =>
  new RegExp(`<dt>${title}</dt><dd><strong>([^<]*)`).exec(html)?.[1]

describe('the figures', () => {
  it('count a chat once a day, who answered, and how long people waited', async () => {
    await world.writes('ani', 'halo', 'apa itu sigap')
    const waiting = await world.writes('budi', 'halo', 'petugas', 'lewati')
    await world.writes('budi', 'halo?')
    await world.pass(10 * MINUTE)
    await take(waiting, 'sari')
    await world.pass(2 * MINUTE)
    await reply(waiting, 'sari', 'Selamat pagi')
    await reply(waiting, 'sari', 'Ada yang bisa dibantu?')
    const view = await figures({ from: '2026-11-25', to: '2026-11-25' })
    expect(view.visits).toEqual({ n: 2, byStaff: 1, misunderstood: 0 })
    expect(view.days).toEqual([{ day: '2026-11-25', channels: { web: 2 }, byStaff: 1 }])
    expect(view.handOvers).toEqual([{ reason: 'asked', n: 1 }])
    expect(view.waits).toEqual({ n: 1, medianMs: 10 * MINUTE, p90Ms: 10 * MINUTE, waiting: 0, gone: 0 })
    expect(view.answers).toEqual({ n: 1, medianMs: 2 * MINUTE, p90Ms: 2 * MINUTE })
  })

  it('a chat that changes hands among staff is no answer to its resident', async () => {
    const chatId = await world.writes('citra', 'petugas', 'lewati')
    await take(chatId, 'sari')
    await world.service.chats.act(chatId, 'back', { act: 'return_to_queue', staffId: 'sari', by: 'staff' })
    await world.service.quiet()
    await take(chatId, 'joko')
    const { answers, waits } = await figures({ from: '2026-11-25', to: '2026-11-25' })
    expect([answers.n, waits.n]).toEqual([1, 2])
  })

  it('tell who still waits from who left without a person', async () => {
    await world.writes('dewi', 'petugas', 'lewati')
    await world.writes('edi', 'petugas', 'lewati', 'batal')
    const { waits } = await figures({ from: '2026-11-25', to: '2026-11-25' })
    expect([waits.waiting, waits.gone]).toEqual([1, 1])
  })

  it('stand on a page for those who may see them, with the days as a picture and as a table', async () => {
    await world.pass(DAY)
    await world.writes('ani', 'halo')
    const html = await world.as('supervisor').text('/console/angka?dari=2026-11-25&sampai=2026-11-26')
    expect(head(html, 'Percakapan')).toBe('6')
    expect(head(html, 'Selesai oleh bot')).toBe('83 %')
    expect(head(html, 'Jawaban pertama petugas')).toBe('2 menit')
    expect(html).toContain('<svg class="chart"')
    expect(html).toContain('minta petugas')
    expect((await world.as('agent').request('/console/angka')).status).toBe(403)
  })

  it('a period that is none is answered with the last thirty days, and says so', async () => {
    for (const query of [
      '?dari=2026-02-30',
      '?dari=2026-11-25&sampai=2026-11-01',
      '?dari=2020-01-01',
      '?dari=%27',
    ])
      expect(await world.as('auditor').text(`/console/angka${query}`), query).toContain(
        'Rentang itu tidak bisa dipakai',
      )
  })

  it('of a month stand on one sheet, and of what is no month on none', async () => {
    const html = await world.as('auditor').text('/console/angka/bulan/2026-11')
    expect(html).toContain('Ringkasan November 2026')
    expect(html).toContain('1 November 2026 sampai 30 November 2026')
    expect((await world.as('auditor').request('/console/angka/bulan/2026-13')).status).toBe(404)
  })
})

describe('what went well', () => {
  let own: ConsoleWorld
  beforeAll(async () => {
    own = await consoleWorld()
  })
  afterAll(() => own.stop())
  const page = () => own.as('supervisor').text('/console/angka?dari=2026-11-25&sampai=2026-11-25')

  it('is every message that was understood: those that were not are counted one by one, handed over or not', async () => {
    expect(await page()).toContain('semua pesan dipahami')
    for (const name of ['ani', 'budi', 'citra']) await own.writes(name, 'halo')
    await own.writes('dewi', 'halo', 'kapan bapak pulang dari sawah')
    await own.writes('dewi', 'merpati hinggap sebentar lalu pergi')
    const html = await page()
    expect(head(html, 'Bot tidak paham')).toBe('25 %')
    expect(html).toContain('2 pesan di 1 percakapan')
    // Somebody who simply asks for a person was understood well.
    await own.writes('edi', 'petugas', 'lewati')
    expect(head(await page(), 'Bot tidak paham')).toBe('20 %')
  })

  it('is what residents say when asked whether staff have helped', async () => {
    expect(await page()).toContain('belum ada yang menjawab')
    const ani = own.as('agent', 'ani')
    for (const [name, answer] of [
      ['fani', 'Ya, terbantu'],
      ['gani', 'Ya, terbantu'],
      ['hani', 'Belum'],
    ] as const) {
      const chatId = await own.writes(name, 'mau bicara petugas', 'lewati')
      await ani.post(`/console/chat/${chatId}/ambil`)
      await ani.post(`/console/chat/${chatId}/kembalikan`, { ke: 'close', tanya: '1', key: name })
      await own.writes(name, answer)
    }
    const html = await page()
    expect(head(html, 'Terbantu oleh petugas')).toBe('67 %')
    expect(html).toContain('dari 3 jawaban warga; 1 merasa belum terbantu')
    expect(await own.as('auditor').text('/console/angka/bulan/2026-11')).toContain('dari 3 jawaban warga')
    const other = await own.as('auditor').text('/console/angka?dari=2026-11-20&sampai=2026-11-24')
    expect(other).toContain('belum ada yang menjawab')
  })
})

describe('a period', () => {
  const now = new Date(Date.UTC(2026, 10, 25, 18))
  it('ends today as Jakarta has it', () => {
    expect(periodOf({ masa: 'pekan' }, now).period).toEqual({ from: '2026-11-20', to: '2026-11-26' })
  })
  it('of a month has all its days', () => {
    expect(monthOf('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(monthOf('2026-12')).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  })
})
