/** @module The printed first-stage report: what the chat collected stands on it once, the rest is left to fill by hand. */

import { extractText, getDocumentProxy } from 'unpdf'
import { expect, it } from 'vitest'
import type { Value } from '../../src/core/chat.ts'
import { readEdition } from '../../src/wiring/data.ts'
import { XSS } from '../support/xss.ts'
import { accident, HOUR, MONDAY_9, officeWorld } from './world.ts'

const edition = readEdition(true)

const TOLD: Record<string, Value> = {
  who: 'spouse',
  name: 'Budi Contoh',
  where: 'traffic',
  when: { day: '2026-11-02', earliest: MONDAY_9 - HOUR, latest: MONDAY_9 - HOUR, vague: true, time: '08:00' },
  activity: 'to_work',
  place: { words: 'depan pasar contoh', code: '3275011002' },
  story: 'Motor tergelincir di tikungan basah.',
  police: 'not_yet',
  injury: 'Lecet di lutut kanan',
  treated: 'partner',
  hospital: 'Klinik Contoh',
  employer: 'own',
  witness: 'Pak Contoh, 0800-000-0002',
  contact: 'Siti Contoh',
  phone: '+628000000001',
  member: '99000000001',
  consent: true,
}

async function printed(fields: Record<string, Value>) {
  const world = officeWorld({ rules: () => edition })
  const [filed] = await world.ask('c1', accident({ fields }))
  if (filed?.type !== 'case_filed') throw new Error('not filed')
  const pdf = await world.office.caseDesk.form(filed.number)
  if (!pdf) throw new Error('not printed')
  const { text, totalPages } = await extractText(await getDocumentProxy(pdf.slice()), { mergePages: true })
  return { pdf, text: text.replace(/\s+/g, ' '), pages: totalPages, number: filed.number, world }
}

const times = (text: string, part: string) => text.split(part).length - 1

it('shows each answer once', async () => {
  const { text } = await printed(TOLD)
  const words = [
    'Budi Contoh',
    '2 November 2026 Jam',
    'sekitar pukul 08.00',
    'depan pasar contoh',
    'Kelurahan Margahayu, Kecamatan Bekasi Timur',
    'Berangkat kerja',
    'Motor tergelincir di tikungan basah.',
    'Belum lapor',
    'Lecet di lutut kanan',
    'Ya, di mitra BPJS',
    'Klinik Contoh',
    'Usaha sendiri',
    'Pak Contoh, 0800-000-0002',
    'Siti Contoh',
    '08000000001',
    '99000000001',
    'Suami atau istri',
  ]
  expect(words.map((word) => [word, times(text, word)])).toEqual(words.map((word) => [word, 1]))
})

it('says what it is not, and asks for a signature', async () => {
  const { text, number, pages } = await printed(TOLD)
  expect(text).toContain('BUKAN formulir resmi BPJS Ketenagakerjaan')
  expect(text).toContain('disiapkan dari percakapan')
  expect(text).toContain('Nama jelas dan tanda tangan pelapor')
  expect(text).toContain(number)
  expect(pages).toBeLessThanOrEqual(2)
})

it('is the same to the byte for the same case', async () => {
  const [one, two] = [await printed(TOLD), await printed(TOLD)]
  expect(Buffer.from(one.pdf).equals(Buffer.from(two.pdf))).toBe(true)
  expect(one.pdf.length).toBeLessThan(150_000)
})

it('is A4', async () => {
  const { pdf } = await printed(TOLD)
  const page = await (await getDocumentProxy(pdf.slice())).getPage(1)
  const { width, height } = page.getViewport({ scale: 1 })
  expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
})

it('leaves all places empty for a report that told nothing, and breaks on no sign a resident can write', async () => {
  const bare = await printed({})
  for (const label of ['Nama lengkap', 'NIK (tulis tangan)', 'Corak kecelakaan', 'Saksi (nama dan nomor HP)'])
    expect(times(bare.text, label)).toBe(1)
  const odd = '😀🏽 Ñandú ő ﷽ 漢字 \u202Eterbalik\u0000 '.repeat(80)
  const { text } = await printed({ ...TOLD, story: odd, name: odd.slice(0, 40) })
  expect(text).toContain('Ñandú ő')
  expect(text).toContain('terbalik')
})

it('prints whatever a resident can write as letters: nothing on the paper can be pressed, run or opened', async () => {
  const texts = Object.keys(TOLD).filter(
    (id) => typeof TOLD[id] === 'string' && id !== 'where' && id !== 'phone',
  )
  const squeezed = (text: string) => text.replace(/[\s\u00AD]+/g, '')
  for (let from = 0; from < XSS.length; from += texts.length) {
    const own = XSS.slice(from, from + texts.length)
    const told = Object.fromEntries(own.map((text, n) => [texts[n] ?? '', text]))
    const { pdf, text } = await printed({ ...TOLD, ...told })
    // Names of objects stand in clear, whatever is packed.
    expect(Buffer.from(pdf).toString('latin1')).not.toMatch(
      /\/(?:JavaScript|JS|URI|Launch|OpenAction|AA|EmbeddedFile|SubmitForm|GoToR|Annots)\b/,
    )
    const plain = own.filter(
      (one, n) => /^[\x21-\x7E ]{4,60}$/.test(one) && ['story', 'name', 'injury'].includes(texts[n] ?? ''),
    )
    const paper = squeezed(text)
    expect(plain.filter((one) => !paper.includes(squeezed(one)))).toEqual([])
  }
})

it('is printed for no other kind of case', async () => {
  const world = officeWorld()
  const [filed] = await world.ask('c1', accident({ kind: 'complaint', fields: {} }))
  if (filed?.type !== 'case_filed') throw new Error('not filed')
  expect(await world.office.caseDesk.form(filed.number)).toBeUndefined()
  expect(await world.office.caseDesk.form('SGP-0000-0000')).toBeUndefined()
})
