/** @module How facts and days are called on the pages about facts. Pure. */

import type { Instant } from '../../core/chat.ts'
import { formatDate, formatHour, startOfDay } from '../../core/jakarta.ts'
import type { Language } from '../../core/lists.ts'

/** Written in capitals wherever they stand. */
const SHORT = ['bpjs', 'jkk', 'jkm', 'jht', 'ktp', 'dtsen', 'wa', 'sms', 'pp', 'plkk', 'id', 'sigap', 'rs']

/** "iuran_jkk_minimum" is "Iuran JKK minimum": the ids are Indonesian words. */
export function factName(id: string): string {
  const words = id.split('_').map((word) => (SHORT.includes(word) ? word.toUpperCase() : word))
  const [first = '', ...rest] = words
  return [`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...rest].join(' ')
}

/** "25 November 2026 pukul 09.30 WIB". */
export function moment(at: Instant, language: Language): string {
  const date = new Date(at)
  const on = language === 'id' ? 'pukul' : 'at'
  return `${formatDate(date, language)} ${on} ${formatHour(date)} WIB`
}

export function dayOf(iso: string, language: Language): string {
  return iso === '' ? '' : formatDate(startOfDay(iso), language)
}
