/** @module Tells a fact in words, with its source, or says why it cannot be told as true now. Pure. */

import { DAY_MS, formatDate, startOfDay, WEEKDAYS } from '../core/jakarta.ts'
import type { Language } from '../core/lists.ts'
import type { Edition } from './edition.ts'
import { type Fact, HOURS_LINE } from './fact.ts'

export type Told =
  | { ok: true; fact: Fact; text: string; source: string; demo: boolean }
  | { ok: false; why: 'unknown' | 'missing' | 'expired' | 'not_yet' | 'unsure'; fact?: Fact }

/** A fact as it may be said now: "Rp16.800" with "PP 50/2025, dicek 22 November 2026". Never throws. */
export function tell(edition: Edition, id: string, now: Date, language: Language): Told {
  const fact = edition.facts.get(id)
  if (!fact) return { ok: false, why: 'unknown' }
  if (fact.status === 'missing') return { ok: false, why: 'missing', fact }
  if (fact.status === 'unsure') return { ok: false, why: 'unsure', fact }
  if (fact.valid_from && now < startOfDay(fact.valid_from)) return { ok: false, why: 'not_yet', fact }
  // The last day counts to its end in Jakarta.
  if (fact.valid_to && now.getTime() >= startOfDay(fact.valid_to).getTime() + DAY_MS)
    return { ok: false, why: 'expired', fact }
  const checked = formatDate(startOfDay(fact.checked_on), language)
  return {
    ok: true,
    fact,
    text: factText(fact, language),
    source: `${fact.source.title}, ${language === 'id' ? 'dicek' : 'checked'} ${checked}`,
    demo: fact.status === 'demo',
  }
}

/** The value in words by its unit, whatever its dates and status; '' for a missing one. */
export function factText(fact: Fact, language: Language): string {
  const { value, unit } = fact
  if (language === 'en' && fact.value_en !== undefined) return fact.value_en
  if (fact.status === 'missing') return ''
  if (typeof value === 'boolean') return YES_NO[language][value ? 'yes' : 'no']
  if (Array.isArray(value)) {
    if (unit === 'dates') return value.map((day) => formatDate(startOfDay(day), language)).join(', ')
    if (unit === 'hours_of_week') return `${value.map((line) => hoursText(line, language)).join('; ')} WIB`
    return value.join(', ')
  }
  if (unit === 'rupiah') return formatRupiah(Number(value), language)
  if (unit === 'percent') return `${group(Number(value), language)}%`
  if (unit === 'count') return group(value, language)
  if (unit === 'date') return formatDate(startOfDay(String(value)), language)
  if (unit === 'hours' && typeof value === 'number' && value > 24 && value % 24 === 0)
    return `${value / 24} × 24 ${language === 'id' ? 'jam' : 'hours'}`
  const word = NOUNS[language][unit]
  return word ? `${group(value, language)} ${value === 1 ? word[0] : word[1]}` : String(value)
}

/** The longest words this fact may become in a language, for checks of length: its own, its demo's or what `longest` allows for. */
export function longestText(fact: Fact, language: Language): string {
  const text = factText(fact, language)
  return fact.longest !== undefined && fact.longest.length > text.length ? fact.longest : text
}

/** "Rp16.800"; whole hundred thousands from a million on are said in millions: "Rp70 juta", "Rp1,5 juta". */
export function formatRupiah(rupiah: number, language: Language): string {
  if (rupiah < 1_000_000 || rupiah % 100_000 !== 0) return `Rp${group(rupiah, language)}`
  const [millions, word] = language === 'id' ? (['juta', 'id'] as const) : (['million', 'en'] as const)
  return `Rp${group(rupiah / 1_000_000, word)} ${millions}`
}

const YES_NO = { id: { yes: 'ya', no: 'tidak' }, en: { yes: 'yes', no: 'no' } } as const

/** One and many. */
const NOUNS: Record<Language, Partial<Record<Fact['unit'], readonly [string, string]>>> = {
  id: {
    days: ['hari', 'hari'],
    working_days: ['hari kerja', 'hari kerja'],
    hours: ['jam', 'jam'],
    months: ['bulan', 'bulan'],
    years: ['tahun', 'tahun'],
  },
  en: {
    days: ['day', 'days'],
    working_days: ['working day', 'working days'],
    hours: ['hour', 'hours'],
    months: ['month', 'months'],
    years: ['year', 'years'],
  },
}

function group(value: number | string, language: Language): string {
  if (typeof value === 'string') return value
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'id' ? '.' : ',')
  return fraction === undefined ? grouped : `${grouped}${language === 'id' ? ',' : '.'}${fraction}`
}

const SHORT_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

function hoursText(line: string, language: Language): string {
  const [, from = '', to, h1, m1, h2, m2] = HOURS_LINE.exec(line) ?? []
  const day = (short: string) => WEEKDAYS[language][SHORT_DAYS.indexOf(short)] ?? short
  return `${to ? `${day(from)}–${day(to)}` : day(from)} ${h1}.${m1}–${h2}.${m2}`
}
