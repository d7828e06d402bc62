/** @module What staff type as the value of a fact: read as they mean it, refused in a word, and given back as typed. */

import { describe, expect, it } from 'vitest'
import { enter, typedOf } from '../../src/rules/enter.ts'
import type { FactUnit } from '../../src/rules/fact.ts'
import { standingOf, wantedFacts } from '../../src/rules/standing.ts'
import { editionOf, realEdition } from './edition.ts'

describe('a typed value', () => {
  it.each<[FactUnit, string, unknown]>([
    ['rupiah', '16.800', 16_800],
    ['rupiah', 'Rp16.800', 16_800],
    ['rupiah', 'Rp 1 500 000', 1_500_000],
    ['rupiah', '0', 0],
    ['percent', '5,4', 5.4],
    ['percent', '50%', 50],
    ['working_days', '5-7', '5–7'],
    ['days', '14', 14],
    ['count', '1.000', 1_000],
    ['phone', '+62 21-8896-1234', '+62 21-8896-1234'],
    ['url', 'https://www.bekasikota.go.id/sigap', 'https://www.bekasikota.go.id/sigap'],
    ['url', 'sigap.example', 'sigap.example'],
    ['date', '2026-12-25', '2026-12-25'],
    ['date', '5/1/2027', '2027-01-05'],
    ['dates', '25-12-2026\n\n2027-01-01', ['2026-12-25', '2027-01-01']],
    [
      'hours_of_week',
      'Senin–Kamis 08.00–16.00\nJumat 8:00 - 16.30 WIB',
      ['mon-thu 08:00-16:00', 'fri 08:00-16:30'],
    ],
    ['hours_of_week', 'mon-fri 08:00-16:00', ['mon-fri 08:00-16:00']],
    ['hours_of_week', 'Jum’at 08.00–11.00', ['fri 08:00-11:00']],
    ['text', 'RS Contoh\n  dan Klinik', 'RS Contoh dan Klinik'],
    ['text', '5 < 6 & 7 > 2', '5 < 6 & 7 > 2'],
  ])('%s %j is %j', (unit, typed, value) => {
    expect(enter(unit, typed)).toEqual({ ok: true, value })
  })

  it.each<[FactUnit, string, string]>([
    ['rupiah', '', 'empty'],
    ['rupiah', '16,800', 'shape'],
    ['rupiah', '16.80', 'shape'],
    ['rupiah', '-5', 'shape'],
    ['rupiah', '1e9', 'shape'],
    ['percent', '5,', 'shape'],
    ['days', '7-5', 'shape'],
    ['phone', 'hubungi kami', 'shape'],
    ['url', 'javascript:alert(1)', 'shape'],
    ['url', 'https://x.example/"onclick="', 'shape'],
    ['date', '2026-02-30', 'shape'],
    ['dates', '25-12-2026\nbesok', 'shape'],
    ['hours_of_week', 'Senin 16.00–08.00', 'shape'],
    ['hours_of_week', 'Senin 08.00–25.00', 'shape'],
    ['hours_of_week', 'setiap hari', 'shape'],
    ['text', '<b>tebal</b>', 'markup'],
    ['text', 'a &#60;b', 'markup'],
    ['text', 'kanan\u202Ekiri', 'markup'],
    ['text', 'a'.repeat(601), 'long'],
  ])('%s %j is refused: %s', (unit, typed, why) => {
    expect(enter(unit, typed)).toEqual({ ok: false, why })
  })

  it('comes back from the form as it stands, for every fact there is', () => {
    const facts = [...realEdition.facts.values()].filter(({ status }) => status !== 'missing')
    expect(facts.length).toBeGreaterThan(100)
    for (const { id, unit, value } of facts)
      expect(enter(unit, typedOf(unit, value), typeof value === 'boolean'), id).toEqual({ ok: true, value })
  })
})

describe('how a fact stands', () => {
  const day = (iso: string) => new Date(`${iso}T10:00:00+07:00`)
  const stand = (more: object, now: string) =>
    standingOf(
      editionOf({ id: 'x', value: 'a', unit: 'text', checked_on: '2026-01-01', ...more }),
      'x',
      day(now),
    )

  it.each<[object, string, string]>([
    [{ status: 'verified' }, '2026-06-01', 'true'],
    [{ status: 'verified' }, '2027-01-01', 'due'],
    [{ status: 'press_only' }, '2026-06-29', 'true'],
    [{ status: 'press_only' }, '2026-06-30', 'due'],
    [{ valid_to: '2026-05-31' }, '2026-05-31', 'true'],
    [{ valid_to: '2026-05-31' }, '2026-06-01', 'expired'],
    [{ valid_from: '2026-07-01' }, '2026-06-01', 'not_yet'],
    [{ status: 'unsure' }, '2026-06-01', 'unsure'],
    [{ status: 'missing', value: '' }, '2026-06-01', 'missing'],
  ])('%j on %s: %s', (more, now, standing) => {
    expect(stand(more, now)).toBe(standing)
  })

  it('asks the city for what has no value first, and for nothing that is true', () => {
    const wanted = wantedFacts(realEdition, day('2026-11-25'))
    expect(wanted[0]?.why).toBe('missing')
    expect(wanted.map(({ fact }) => fact.id)).toContain('jam_layanan')
    expect(wanted.map(({ fact }) => fact.id)).not.toContain('iuran_minimum')
    for (const { fact, why } of wanted) if (why === 'missing') expect(fact.giver, fact.id).toBeDefined()
  })
})
