/** @module NIK and KK: what their digits say. Only a hint: never used to judge where somebody lives or whether they qualify. */

/** Date digits as written; the year has two digits and stays so, since the century is a guess. */
export type Digits = {
  /** Where it was first registered, as codes were then: says nothing about where the person lives now. */
  region: string
  day: number
  month: number
  year2: number
  serial: string
  /** Day digits 41 to 71: a woman's NIK. A KK never has them. */
  womanDay: boolean
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Splits 16 digits; undefined when it is not 16 digits. Judges nothing. */
export function readDigits(number: string): Digits | undefined {
  if (!/^\d{16}$/.test(number)) return undefined
  const day = Number(number.slice(6, 8))
  const womanDay = day >= 41 && day <= 71
  return {
    region: number.slice(0, 6),
    day: womanDay ? day - 40 : day,
    month: Number(number.slice(8, 10)),
    year2: Number(number.slice(10, 12)),
    serial: number.slice(12),
    womanDay,
  }
}

/** What 16 digits can be: a woman's NIK cannot be a KK, all else is ambiguous; `neither` when no date fits. */
export function kindOf(number: string): 'nik' | 'nik_or_kk' | 'neither' {
  const digits = readDigits(number)
  if (digits === undefined || !hasPlausibleDate(digits) || number.startsWith('0')) return 'neither'
  return digits.womanDay ? 'nik' : 'nik_or_kk'
}

/**
 * True when the digits can be a NIK. Unknown region codes pass: cities were split after numbers were given.
 * There is no check digit, so a plausible number may still be wrong.
 */
export function isPlausibleNik(number: string): boolean {
  return kindOf(number) !== 'neither'
}

/**
 * The year of birth a NIK hints at: the latest one that is not after `thisYear`.
 * The civil register may say otherwise: a corrected birth date leaves the NIK as it was.
 */
export function hintedBirthYear(digits: Digits, thisYear: number): number {
  const century = thisYear - (thisYear % 100)
  return century + digits.year2 > thisYear ? century - 100 + digits.year2 : century + digits.year2
}

function hasPlausibleDate(digits: Digits): boolean {
  return digits.day >= 1 && digits.day <= (DAYS_IN_MONTH[digits.month - 1] ?? 0)
}
