/** @module An age in whole years, told as such or as a birth date; a year that leaves a limit open is asked to the month. */

import { toJakarta } from '../../core/jakarta.ts'
import { monthNumber, parseAgeOrBirth } from '../../understanding/answers/age.ts'
import { type AnswerKind, type Asked, NO, type Read, recordOf, wordsOf } from './answer.ts'

/** Ages at which an answer changes: 18 and, by BPJS Ketenagakerjaan, 65 (facts `usia_dewasa`, `usia_maksimal_daftar`). */
const LIMITS = [18, 65]
const OLDEST = 120

export const age: AnswerKind = {
  type: 'age',
  free: false,
  read(asked) {
    const open = recordOf(asked.partial)
    const year = typeof open?.year === 'number' ? open.year : undefined
    const told = parseAgeOrBirth(asked.said, asked.at)
    // A whole date says more than the month that was asked for.
    const month = year === undefined || told?.birth?.month !== undefined ? undefined : monthOf(asked)
    if (year !== undefined && month !== undefined) return fromBirth(asked, { year, month })
    if (!told) return NO
    if (told.birth) return fromBirth(asked, told.birth)
    if (told.age === undefined || told.age > OLDEST) return NO
    return { is: 'value', value: told.age }
  },
  speak: (value, { world, lang }) =>
    typeof value === 'number' ? world.texts.format('engine.years_old', lang, { age: value }) : wordsOf(value),
}

function fromBirth(asked: Asked, birth: { year: number; month?: number; day?: number }): Read {
  const today = toJakarta(asked.at)
  const years = today.year - birth.year
  if (years < 0 || years > OLDEST) return NO
  if (birth.month === undefined) {
    // Before the birthday of this year the person is a year younger: only a limit in between makes it matter.
    if (!LIMITS.includes(years)) return { is: 'value', value: years }
    const back = { text: 'engine.which_month', args: { year: String(birth.year) }, choices: [] }
    return { is: 'ask_back', back: { ...back, partial: { year: birth.year } } }
  }
  const past = birth.month < today.month || (birth.month === today.month && (birth.day ?? 1) <= today.day)
  return { is: 'value', value: past ? years : years - 1 }
}

/** The month in an answer to "which month": its name or its number. */
function monthOf({ said }: Asked): number | undefined {
  const words = said.normal.split(/[^a-z0-9]+/)
  for (const word of words) {
    const named = monthNumber(word)
    if (named !== undefined) return named
  }
  const number = Number(words.find((word) => /^\d{1,2}$/.test(word)))
  return number >= 1 && number <= 12 ? number : undefined
}
