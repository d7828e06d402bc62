/** @module What staff typed into a field of a case, as the value it becomes. Pure; masks identity numbers. */

import type { CaseField } from '../../core/case-fields.ts'
import type { Value } from '../../core/chat.ts'
import { fromJakarta, isoDay } from '../../core/jakarta.ts'
import { maskNumbers } from '../../vault/mask.ts'
import { LIMITS } from '../deps.ts'

/** `null` empties the field; undefined when it cannot be what the field holds. */
export function readField(field: CaseField, typed: string, now: number): Value | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  switch (field.type) {
    case 'choice':
      return field.options?.includes(text) === true ? text : undefined
    case 'yes_no':
      return text === 'yes' ? true : text === 'no' ? false : undefined
    case 'phone':
      return readPhone(text)
    case 'moment':
      return readMoment(text, now)
    case 'photo':
    case 'files':
    case 'consent':
      return undefined
    default: {
      // Masked before it is measured, so that no half number stays at the end.
      const words = maskNumbers(text.replace(/\r\n?/g, '\n'))
      return words.length <= (field.type === 'long' ? LIMITS.fieldChars : LIMITS.shortChars)
        ? words
        : undefined
    }
  }
}

/** Digits with the signs people put between them; a number of this country is kept as +62. */
function readPhone(text: string): string | undefined {
  if (!/^\+?[\d\s().-]+$/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  // https://www.itu.int/rec/T-REC-E.164: at most 15 digits; shorter than 8 is a short code, not somebody's number.
  if (digits.length < 8 || digits.length > 15) return undefined
  if (text.startsWith('+')) return `+${digits}`
  if (digits.startsWith('62')) return `+${digits}`
  return digits.startsWith('0') ? `+62${digits.slice(1)}` : undefined
}

/** "2026-11-24T17:30" in Jakarta; never in the future. */
function readMoment(text: string, now: number): Value | undefined {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text) ?? []
  if (year === undefined) return undefined
  const time = { year: Number(year), month: Number(month), day: Number(day) }
  const at = fromJakarta({ ...time, hour: Number(hour), minute: Number(minute) })
  const isDay = isoDay(at) === `${year}-${month}-${day}`
  if (!isDay || at.getTime() > now) return undefined
  const moment = at.getTime()
  return { day: isoDay(at), earliest: moment, latest: moment, vague: false, time: `${hour}:${minute}` }
}
