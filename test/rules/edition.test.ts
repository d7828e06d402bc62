/** @module Editions: what loads, what is refused, what the repository's own holds. */

import { describe, expect, it } from 'vitest'
import demo from '../../rules/demo.json' with { type: 'json' }
import { makeEdition } from '../../src/rules/edition.ts'
import { papersFor } from '../../src/rules/papers.ts'
import { factText } from '../../src/rules/tell.ts'
import { demoEdition, editionOf, realEdition } from './edition.ts'

const nowhere = { districts: [], landmarks: [], others: [] }
const record = {
  id: 'a',
  value: 1,
  unit: 'count',
  source: { title: 't' },
  checked_on: '2026-11-22',
  status: 'verified',
}

function faultsOf(facts: unknown[], demoFacts?: unknown[]): string {
  try {
    makeEdition({
      id: 'x',
      facts,
      tables: [],
      places: nowhere,
      ...(demoFacts && { demo: demoFacts }),
    })
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return ''
}

describe('an edition', () => {
  it('tells all faults at once, each with the record it is in', () => {
    const message = faultsOf([
      { ...record, id: 'iuran', unit: 'rupiah', value: 16800.5 },
      { ...record, id: 'Bad Id' },
      { ...record, id: 'hari', checked_on: '2026-02-30' },
    ])
    expect(message).toContain('(iuran)')
    expect(message).toContain('(Bad Id)')
    expect(message).toContain('(hari)')
  })

  it.each([
    ['a value that does not fit its unit', { unit: 'date', value: '5 November' }],
    ['opening hours nobody can read', { unit: 'hours_of_week', value: ['Senin 8-16'] }],
    ['an end before the beginning', { valid_from: '2026-12-01', valid_to: '2026-01-01' }],
    ['a missing record with a value', { status: 'missing' }],
    ['a verified record without a value', { value: undefined }],
    ['a field it does not know', { valid_til: '2026-01-01' }],
    ['a source without a title', { source: { url: 'https://example.org' } }],
    ['a phone number with letters', { unit: 'phone', value: '0813-CALL' }],
  ])('refuses %s', (_, change) => {
    expect(faultsOf([{ ...record, ...change }])).toContain('(a)')
  })

  it('refuses two records of one name', () => {
    expect(faultsOf([record, record])).toContain('fact a stands twice')
  })

  it('lets a demo fill only what is missing', () => {
    expect(faultsOf([record], [{ id: 'a', value: 2 }])).toContain('demo a: fills no missing record')
    expect(faultsOf([record], [{ id: 'b', value: 2 }])).toContain('demo b: fills no missing record')
    const gap = { ...record, value: undefined, status: 'missing' }
    expect(faultsOf([gap], [{ id: 'a', value: 'dua' }])).toContain('does not fit')
  })
})

describe("the repository's own edition", () => {
  it('lists what the city must supply, with and without the values of the demo', () => {
    const ids = realEdition.missing().map(({ id }) => id)
    expect(ids).toEqual(
      expect.arrayContaining([
        'jam_layanan',
        'hari_libur',
        'kuota_2026',
        'kantor_kelurahan',
        'rumah_sakit_mitra',
      ]),
    )
    expect(demoEdition.missing().map(({ id }) => id)).toEqual(ids)
  })

  it('has a demo value for everything missing, and a longest text for the flow check', () => {
    const filled = new Set(Object.keys(demo))
    for (const fact of realEdition.missing()) {
      expect(filled, fact.id).toContain(fact.id)
      expect(fact.longest, fact.id).toBeTruthy()
      const shown = demoEdition.facts.get(fact.id)
      if (fact.id !== 'hari_libur' && shown)
        expect(factText(shown, 'id').length, fact.id).toBeLessThanOrEqual(fact.longest?.length ?? 0)
    }
  })

  it('names a source for every fact, and its own policy alone has no date or address', () => {
    const bare = [...realEdition.facts.values()].filter(
      ({ source, status }) => !source.url && !source.date && status !== 'missing',
    )
    expect(new Set(bare.map(({ source }) => source.title))).toEqual(
      new Set(['kebijakan layanan ini', 'Satu Juang']),
    )
  })

  it('gives English words to every fact in words that is no name', () => {
    const names = /^(dasar_|nama_|aplikasi_|kantor_bpjs|email_|jam_telepon_bpjs|diskon_dasar)/
    const missing = [...realEdition.facts.values()].filter(
      (fact) =>
        fact.unit === 'text' && fact.value !== '' && fact.value_en === undefined && !names.test(fact.id),
    )
    expect(missing.map(({ id }) => id)).toEqual([])
  })

  it('keeps sums equal to their parts', () => {
    const value = (id: string) => Number(realEdition.facts.get(id)?.value)
    expect(value('iuran_minimum')).toBe(value('iuran_jkk_minimum') + value('iuran_jkm'))
    expect(value('iuran_dengan_jht')).toBe(value('iuran_minimum') + value('iuran_jht'))
    expect(value('iuran_diskon')).toBe((value('iuran_minimum') * value('diskon_persen')) / 100)
    expect(value('iuran_setahun')).toBe(12 * value('iuran_minimum'))
    expect(value('jkk_meninggal_total')).toBe(
      value('jkk_meninggal_santunan') + value('jkk_berkala') + value('jkk_pemakaman'),
    )
    expect(value('jkk_meninggal_santunan')).toBe(48 * value('upah_dasar_terendah'))
    expect(value('jkk_cacat_total')).toBe((70 * 80 * value('upah_dasar_terendah')) / 100)
    expect(value('jkm_total')).toBe(value('jkm_santunan') + value('jkm_berkala') + value('jkm_pemakaman'))
    expect(value('beasiswa_total')).toBe(value('beasiswa_anak') * value('beasiswa_per_anak'))
    expect(value('beasiswa_per_anak')).toBe(
      8 * value('beasiswa_sd') +
        3 * value('beasiswa_smp') +
        3 * value('beasiswa_sma') +
        5 * value('beasiswa_kuliah'),
    )
    expect(value('stmb_lanjut')).toBe((value('stmb_awal') * value('stmb_lanjut_persen')) / 100)
  })
})

describe('a checklist of papers', () => {
  const ids = (checklist: string, given: Record<string, unknown>) =>
    papersFor(realEdition, checklist, given).map(({ id }) => id)

  it('asks for the police report only after a traffic accident', () => {
    expect(ids('accident', { where: 'traffic', treated: 'partner' })).toContain('police_report')
    expect(ids('accident', { where: 'work_place', treated: 'partner' })).not.toContain('police_report')
  })

  it('asks for receipts when another hospital treated, or nobody knows which', () => {
    expect(ids('accident', { where: 'work_place', treated: 'partner' })).not.toContain('treatment_receipts')
    expect(ids('accident', { where: 'work_place', treated: 'other' })).toContain('treatment_receipts')
    expect(ids('accident', { where: 'work_place' })).toContain('treatment_receipts')
  })

  it('names each paper by a text key and is empty for a list nobody wrote', () => {
    expect(papersFor(realEdition, 'dtsen', {})[0]).toEqual({
      id: 'ktp_original',
      text: 'papers.ktp_original',
      optional: false,
    })
    expect(ids('nothing', {})).toEqual([])
    expect(papersFor(editionOf(), 'accident', {})).toEqual([])
  })
})
