/** @module Facts in words, their dates and how sure they are. */

import { describe, expect, it } from 'vitest'
import { formatRupiah, longestText, tell } from '../../src/rules/tell.ts'
import { demoEdition, editionOf, realEdition } from './edition.ts'

const now = new Date('2026-11-22T10:00:00Z')

describe('a fact told', () => {
  it('comes formatted by its unit, with its source and the day it was checked', () => {
    expect(tell(realEdition, 'iuran_diskon', now, 'id')).toMatchObject({
      ok: true,
      text: 'Rp8.400',
      source: 'PP 50/2025 menurut CNBC Indonesia, dicek 22 November 2026',
      demo: false,
    })
    expect(tell(realEdition, 'iuran_diskon', now, 'en')).toMatchObject({
      text: 'Rp8,400',
      source: 'PP 50/2025 menurut CNBC Indonesia, checked 22 November 2026',
    })
  })

  it.each([
    ['rupiah', 16800, 'Rp16.800', 'Rp16,800'],
    ['rupiah', 70_000_000, 'Rp70 juta', 'Rp70 million'],
    ['rupiah', 1_500_000, 'Rp1,5 juta', 'Rp1.5 million'],
    ['rupiah', 1_250_500, 'Rp1.250.500', 'Rp1,250,500'],
    ['rupiah', 1_174_000_000, 'Rp1.174 juta', 'Rp1,174 million'],
    ['percent', 50, '50%', '50%'],
    ['percent', 0.5, '0,5%', '0.5%'],
    ['days', 180, '180 hari', '180 days'],
    ['working_days', 7, '7 hari kerja', '7 working days'],
    ['hours', 48, '2 × 24 jam', '2 × 24 hours'],
    ['hours', 24, '24 jam', '24 hours'],
    ['hours', 36, '36 jam', '36 hours'],
    ['months', '1–6', '1–6 bulan', '1–6 months'],
    ['years', 1, '1 tahun', '1 year'],
    ['count', 11666, '11.666', '11,666'],
    ['count', '1–3', '1–3', '1–3'],
    ['phone', '112', '112', '112'],
    ['date', '2025-11-05', '5 November 2025', '5 November 2025'],
    [
      'dates',
      ['2026-12-25', '2027-01-01'],
      '25 Desember 2026, 1 Januari 2027',
      '25 December 2026, 1 January 2027',
    ],
    [
      'hours_of_week',
      ['mon-thu 08:00-16:00', 'sat 08:00-12:00'],
      'Senin–Kamis 08.00–16.00; Sabtu 08.00–12.00 WIB',
      'Monday–Thursday 08.00–16.00; Saturday 08.00–12.00 WIB',
    ],
    ['text', 'tidak dibuka', 'tidak dibuka', 'tidak dibuka'],
    ['text', true, 'ya', 'yes'],
  ])('says %s %j as "%s" and "%s"', (unit, value, indonesian, english) => {
    const edition = editionOf({ id: 'sample', unit, value })
    expect(tell(edition, 'sample', now, 'id')).toMatchObject({ text: indonesian })
    expect(tell(edition, 'sample', now, 'en')).toMatchObject({ text: english })
  })

  it('says amounts under a million to the last rupiah', () => {
    expect(formatRupiah(999_999, 'id')).toBe('Rp999.999')
    expect(formatRupiah(0, 'id')).toBe('Rp0')
  })

  it.each([
    ['2026-03-31T16:59:59Z', 'not_yet'],
    ['2026-03-31T17:00:00Z', undefined],
    ['2026-12-31T16:59:59Z', undefined],
    ['2026-12-31T17:00:00Z', 'expired'],
  ])('holds from 00.00 of its first to the end of its last day in Jakarta: %s', (at, why) => {
    const told = tell(realEdition, 'iuran_diskon_lainnya', new Date(at), 'id')
    expect(told.ok ? undefined : told.why).toBe(why)
  })

  it.each([
    ['nothing_like_it', 'unknown'],
    ['kuota_2026', 'missing'],
    ['wa_bpjs', 'unsure'],
    ['kuota', 'expired'],
  ])('does not tell %s as true: %s', (id, why) => {
    expect(tell(realEdition, id, now, 'id')).toMatchObject({ ok: false, why })
  })

  it('is measured by the longest text it may become while it is missing', () => {
    const hours = realEdition.facts.get('jam_layanan')
    const amount = realEdition.facts.get('iuran_minimum')
    expect(hours && longestText(hours, 'id')).toBe(hours?.longest)
    expect(amount && longestText(amount, 'en')).toBe('Rp16,800')
  })

  it('is marked as made up when only the demo knows it', () => {
    expect(tell(demoEdition, 'jam_layanan', now, 'id')).toMatchObject({
      ok: true,
      demo: true,
      text: 'Senin–Jumat 08.00–16.00 WIB',
      source: 'data contoh (demo), dicek 22 November 2026',
    })
  })
})
