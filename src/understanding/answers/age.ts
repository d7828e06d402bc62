/** @module Reads an age or a birth date. */

import { toJakarta } from '../../core/jakarta.ts'
import type { Utterance } from '../utterance.ts'
import { readNumberWords } from './number-words.ts'
import { plainWords, wordsOf } from './words.ts'

export type Birth = { year: number; month?: number; day?: number }

const OLDEST = 120
export const MONTH_NAMES =
  'januari februari maret april mei juni juli agustus september oktober november desember'.split(' ')
const MONTHS_EN =
  'january february march april may june july august september october november december'.split(' ')

/** 1 to 12 for a month's name, Indonesian or English, or its first three letters. */
export function monthNumber(word: string): number | undefined {
  for (const names of [MONTH_NAMES, MONTHS_EN]) {
    const index = names.findIndex((name) => name === word || (word.length === 3 && name.startsWith(word)))
    if (index >= 0) return index + 1
  }
  return undefined
}

const CUED =
  /\b(?:umur|usia|berumur|berusia|aged?)(?: (?!tahun|lahir)[a-z]+){0,3} (\d{1,3})(?![\d./-])|(?<!\b(?:kerja|bekerja|mengemudi|dagang|jualan|tinggal|selama|menikah|jadi|baru|sejak|beberapa|pengalaman) (?:sudah )?)(?<![\d./-])(?<!\d)(\d{1,3}) ?(?:tahun|thn|th|taon|years?)\b(?! (?:lalu|yang|kemarin|kerja|bekerja|narik|mengemudi|jadi|jualan|dagang|tinggal|di))/
const LEAD = new Set(
  'umur usia saya kurang lebih sekitar hampir kira-kira baru sudah tahun thn th an jalan pas masih mau lagi sekarang'.split(
    ' ',
  ),
)

/** Whole years, 0 to 120: a number alone, or one that "umur" or "tahun" stands by. */
export function parseAge(utterance: Utterance): number | undefined {
  const { normal } = utterance
  const cued = CUED.exec(normal)
  const digits = cued?.[1] ?? cued?.[2]
  if (digits) return inRange(Number(digits))
  const joined = /(?<!\d)(\d{1,3})(?:thn|th|tahun|taun|taon|an|yo)\b/.exec(normal)?.[1]
  if (joined && wordsOf(normal).length <= 6) return inRange(Number(joined))
  const words = plainWords(utterance).filter((word) => !LEAD.has(word))
  if (words.length === 1 && /^\d{1,3}$/.test(words[0] ?? '')) return inRange(Number(words[0]))
  const [one, two, ...rest] = words.map(Number)
  if (one !== undefined && two === one + 1 && rest.length === 0) return inRange(one)
  return saidAge(normal, words)
}

function saidAge(normal: string, words: readonly string[]): number | undefined {
  const whole = readNumberWords(words)
  if (whole && whole.used === words.length) return inRange(whole.value)
  const all = wordsOf(normal)
  const cue = all.findIndex((word) => word === 'umur' || word === 'usia' || word === 'berumur')
  if (cue < 0) return undefined
  for (let at = cue + 1; at < Math.min(all.length, cue + 4); at++) {
    const read = readNumberWords(all, at)
    if (read) return inRange(read.value)
  }
  return undefined
}

function inRange(age: number): number | undefined {
  return Number.isInteger(age) && age >= 0 && age <= OLDEST ? age : undefined
}

/** A year of two digits is the latest one that has been: "85" is 1985, "10" is 2010. */
function fullYear(text: string, thisYear: number): number {
  if (text.length === 4) return Number(text)
  const year = 2000 + Number(text)
  return year > thisYear ? year - 100 : year
}

/** A date of birth with what was told of it; never in the future, never more than 120 years ago. */
export function parseBirth(utterance: Utterance, at: Date): Birth | undefined {
  const { normal } = utterance
  const now = toJakarta(at)
  const iso = /(?<!\d)(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?!\d)/.exec(utterance.raw)
  if (iso) return check({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }, at)
  const date = /(?<!\d)(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4}|\d{2})(?!\d)/.exec(utterance.raw)
  if (date) {
    const year = fullYear(date[3] ?? '', now.year)
    return check({ year, month: Number(date[2]), day: Number(date[1]) }, at)
  }
  const named = /(?:(?<!\d)(\d{1,2}) )?(?:bulan )?([a-z]{3,}) (?:tahun )?(\d{4}|\d{2})(?!\d)/g
  for (const match of normal.matchAll(named)) {
    const month = monthNumber(match[2] ?? '')
    if (!month) continue
    const birth = { year: fullYear(match[3] ?? '', now.year), month }
    return check(match[1] ? { ...birth, day: Number(match[1]) } : birth, at)
  }
  const year = /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(normal)?.[1]
  if (year) return check({ year: Number(year) }, at)
  const short =
    /\b(?:lahir(?:an)?|kelahiran|born|tahun)(?: (?:tahun|di|pada|saya|in)){0,3} '?(\d{2})(?:an)?(?!\d)/.exec(
      normal,
    )
  return short ? check({ year: fullYear(short[1] ?? '', now.year) }, at) : undefined
}

function check(birth: Birth, at: Date): Birth | undefined {
  const now = toJakarta(at)
  const { year, month, day } = birth
  if (year > now.year || year < now.year - OLDEST) return undefined
  if (month !== undefined && (month < 1 || month > 12)) return undefined
  if (
    day !== undefined &&
    month !== undefined &&
    (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
  )
    return undefined
  if (month !== undefined && Date.UTC(year, month - 1, day ?? 1) > at.getTime()) return undefined
  return birth
}

/** The birth date where one was told, else the age; undefined when neither. */
export function parseAgeOrBirth(utterance: Utterance, at: Date): { age?: number; birth?: Birth } | undefined {
  const birth = parseBirth(utterance, at)
  if (birth) return { birth }
  const age = parseAge(utterance)
  return age === undefined ? undefined : { age }
}
