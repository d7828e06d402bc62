/** @module What leaves the console: the printed report, files of residents, exports without formulas. */

import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { XSS } from '../support/xss.ts'
import { filed, pathOf, peopleOf } from './cases-world.ts'

let world: ConsoleWorld
const { someone, ani } = peopleOf(() => world)

beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(() => world.stop())

describe('what leaves the console', () => {
  it('prints the first-stage report with what the chat told, and writes down who printed it', async () => {
    const number = await filed(world, someone())
    const answer = await ani().request(pathOf(number, '/formulir.pdf'))
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const pdf = new Uint8Array(await answer.arrayBuffer())
    const { text } = await extractText(await getDocumentProxy(pdf), { mergePages: true })
    expect(text).toContain('Budi Contoh')
    expect(text).toContain('Motor tergelincir di tikungan.')
    expect(world.audited.at(-1)).toMatchObject({ action: 'cases.print', subject: number })
    expect((await world.as('auditor').request(pathOf(number, '/formulir.pdf'))).status).toBe(403)
  })

  const HOSTILE = ['=1+1', '+62', '-2', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '＝1+1', '  =1+1', ' @x']

  it('exports the filtered list as CSV in which no cell is a formula, with filter and count in the audit log', async () => {
    for (const story of HOSTILE)
      await filed(world, someone(), { kind: 'complaint', fields: { about: 'chat', story } })
    const answer = await world
      .as('supervisor')
      .request('/console/laporan/unduh?bentuk=csv&jenis=complaint&status=received')
    const csv = await answer.text()
    expect(answer.headers.get('content-disposition')).toContain('laporan-2026-11-25.csv')
    const cells = csv
      .slice(1)
      .trimEnd()
      .split('\r\n')
      .flatMap((row) => row.split(';'))
      .map((cell) => cell.replace(/^"|"$/g, ''))
    expect(cells.filter((cell) => /^[\s\0]*[=+\-@＝]/.test(cell))).toEqual([])
    expect(cells.filter((cell) => cell.includes('1+1')).length).toBeGreaterThanOrEqual(3)
    const n = csv.trimEnd().split('\r\n').length - 1
    expect(world.audited.at(-1)).toMatchObject({
      action: 'cases.export',
      reason: `csv ${n} jenis=complaint&status=received`,
    })
  })

  it('exports whatever a resident can write as text cells: each is there whole, and none is calculated', async () => {
    const own = await consoleWorld()
    for (const [n, story] of XSS.entries())
      await own.service.office.apply(
        { chatId: `chat-${n}`, channel: 'web' },
        `berkas-${n}`,
        {
          ...{ type: 'file_case', kind: 'complaint', fields: { about: 'chat', story, phone: story } },
          ...{ summary: [], language: 'id', urgent: false },
        },
        own.now(),
      )
    const answer = await own.as('supervisor').request('/console/laporan/unduh?bentuk=csv&jenis=complaint')
    const rows: string[][] = parse(await answer.text(), { delimiter: ';', bom: true })
    const cells = rows.flat()
    expect(rows).toHaveLength(XSS.length + 1)
    const calculated = cells.filter((cell) => /^[\s\p{C}\p{Z}]*[=+\-@|%＝＋－＠]/u.test(cell))
    expect(calculated).toEqual([])
    const known = new Set(cells.map((cell) => cell.replace(/^'/, '')))
    expect(XSS.filter((text) => !known.has(text) && !known.has(text.slice(1)))).toEqual([])
    const xlsx = await own.as('supervisor').request('/console/laporan/unduh?bentuk=xlsx&jenis=complaint')
    const { sheets } = await readXlsx(new Uint8Array(await xlsx.arrayBuffer()))
    const kept = (sheets[0]?.rows ?? []).flat()
    expect(kept.filter((cell) => typeof cell !== 'string' && cell !== null)).toEqual([])
    expect(kept.filter((cell) => /^[=+\-@|%]/.test(String(cell)))).toEqual([])
    await own.stop()
  })

  it('exports the same as XLSX with text cells alone', async () => {
    const answer = await world
      .as('supervisor')
      .request('/console/laporan/unduh?bentuk=xlsx&jenis=complaint&status=received')
    const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()))
    const rows = book.sheets[0]?.rows ?? []
    expect(rows[0]?.[0]).toBe('Nomor')
    expect(rows.length).toBeGreaterThan(HOSTILE.length)
    const cells = rows.flat().filter((cell) => cell !== null && cell !== undefined && cell !== '')
    expect(cells.every((cell) => typeof cell === 'string')).toBe(true)
    expect(cells.filter((cell) => /^[\s\0]*[=+\-@＝]/.test(String(cell)))).toEqual([])
  })

  it('gives an agent and an auditor no export', async () => {
    for (const role of ['agent', 'auditor'] as const)
      expect((await world.as(role).request('/console/laporan/unduh')).status).toBe(403)
  })

  it('opens a photo for the case of its own chat alone, and writes it down', async () => {
    const resident = someone()
    const number = await filed(world, resident)
    const other = await filed(world, someone())
    const chatId = await world.writes(resident, 'halo')
    const kept = await world.service.web.media.keep(chatId, PIXEL)
    await world.writes(resident, { type: 'image', media: kept })
    const name = encodeURIComponent(kept.ref.replace('media:', ''))
    expect(await ani().text(pathOf(number))).toContain(`/berkas/${name}`)
    const answer = await ani().request(pathOf(number, `/berkas/${name}`))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(world.audited.at(-1)).toMatchObject({ action: 'cases.view_file', subject: number })
    expect((await ani().request(pathOf(other, `/berkas/${name}`))).status).toBe(404)
    expect((await ani().request(pathOf(number, '/berkas/..%2F..%2Fkeys'))).status).toBe(404)
  })
})

// A red pixel.
const PIXEL = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
    'base64',
  ),
)
