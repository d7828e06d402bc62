/** @module What people type as the value of a fact, read by its unit, and a value as it is typed. Pure; never throws. */

import { isoDay, startOfDay, WEEKDAYS } from '../core/jakarta.ts'
import type { FactUnit, FactValue } from './fact.ts'

/** Longer than any fact a bubble could hold. */
export const MAX_VALUE_CHARS = 600
const MAX_LINES = 60

const RANGE = /^(\d{1,9})\s*[-–]\s*(\d{1,9})$/
const ANY_TAG = /<\s*[a-z!/?]|&#?\w{2,8};/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: those that no text may hold are what is looked for
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/

export type Entered = { ok: true; value: FactValue } | { ok: false; why: EnterFault }
/** Each has a sentence that says how it is typed. */
export type EnterFault = 'empty' | 'long' | 'markup' | 'shape'

/** "Rp16.800", "5–7", "Senin–Jumat 08.00–16.00": as Indonesian staff write it. */
export function enter(unit: FactUnit, typed: string, isYesNo = false): Entered {
  const text = typed.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (text === '') return { ok: false, why: 'empty' }
  if (text.length > MAX_VALUE_CHARS) return { ok: false, why: 'long' }
  if (isMarkup(text)) return { ok: false, why: 'markup' }
  const value = isYesNo ? yesNo(text) : read(unit, text)
  return value === undefined ? { ok: false, why: 'shape' } : { ok: true, value }
}

/** Tags, entities and signs that are not seen: no fact has them, and no channel shows them. */
export function isMarkup(text: string): boolean {
  return ANY_TAG.test(text) || CONTROL.test(text)
}

function yesNo(text: string): boolean | undefined {
  return text === 'ya' ? true : text === 'tidak' ? false : undefined
}

function read(unit: FactUnit, text: string): FactValue | undefined {
  switch (unit) {
    case 'rupiah':
      return whole(text.replace(/^Rp\.?\s*/i, ''))
    case 'percent':
      return decimal(text.replace(/\s*%$/, ''))
    case 'days':
    case 'working_days':
    case 'hours':
    case 'months':
    case 'years':
    case 'count':
      return range(text) ?? whole(text)
    case 'phone':
      return /^[+\d][\d -]{2,24}$/.test(text) ? text : undefined
    case 'url':
      return /^(https?:\/\/)?[a-z0-9.-]+\.[a-z]{2,}(\/[^\s<>"']*)?$/.test(text) ? text : undefined
    case 'date':
      return day(text)
    case 'dates':
      return lines(text, day)
    case 'hours_of_week':
      return lines(text, hours)
    case 'text':
    case 'address':
      return text.replace(/\s*\n\s*/g, ' ')
    default:
      return unit satisfies never
  }
}

/** Points and blanks part thousands. */
function whole(text: string): number | undefined {
  return /^\d{1,3}(?:[. ]\d{3})+$|^\d{1,15}$/.test(text) ? Number(text.replace(/[. ]/g, '')) : undefined
}

function decimal(text: string): number | undefined {
  return /^\d{1,4}(?:[.,]\d{1,4})?$/.test(text) ? Number(text.replace(',', '.')) : undefined
}

function range(text: string): string | undefined {
  const [, from = '', to = ''] = RANGE.exec(text) ?? []
  return from !== '' && Number(from) < Number(to) ? `${from}–${to}` : undefined
}

/** "2026-12-25", "25-12-2026" or "25/12/2026". */
function day(text: string): string | undefined {
  const [, d = '', m = '', y = ''] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? []
  const iso = y === '' ? text : `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(iso) ? iso : undefined
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = startOfDay(text)
  return !Number.isNaN(at.getTime()) && isoDay(at) === text
}

function lines(text: string, one: (line: string) => string | undefined): string[] | undefined {
  const found = text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const read = found.slice(0, MAX_LINES).flatMap((line) => one(line) ?? [])
  return read.length === found.length && read.length > 0 ? read : undefined
}

const SHORT = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const HOURS =
  /^([a-z’']+)(?:\s*[-–]\s*([a-z’']+))?\s+(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})(?:\s*wib)?$/

function hours(line: string): string | undefined {
  const [, from = '', to, h1 = '', m1 = '', h2 = '', m2 = ''] = HOURS.exec(line.toLowerCase()) ?? []
  const [first, last] = [shortDay(from), to === undefined ? undefined : shortDay(to)]
  const [opens, closes] = [clock(h1, m1), clock(h2, m2)]
  if (first === undefined || (to !== undefined && last === undefined)) return undefined
  if (opens === undefined || closes === undefined || opens >= closes) return undefined
  return `${last === undefined ? first : `${first}-${last}`} ${opens}-${closes}`
}

function clock(hour: string, minute: string): string | undefined {
  return Number(hour) < 24 && Number(minute) < 60 && minute !== ''
    ? `${hour.padStart(2, '0')}:${minute}`
    : undefined
}

function shortDay(word: string): string | undefined {
  const plain = word.replace(/[’']/g, '')
  const index = [WEEKDAYS.id, WEEKDAYS.en, SHORT]
    .map((days) => days.findIndex((one) => one.toLowerCase() === plain))
    .find((at) => at >= 0)
  return index === undefined ? undefined : SHORT[index]
}

/** The value as `enter` takes it back, for a form that changes it. */
export function typedOf(unit: FactUnit, value: FactValue): string {
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  if (unit === 'hours_of_week' && Array.isArray(value)) return value.map(typedHours).join('\n')
  if (Array.isArray(value)) return value.join('\n')
  if (typeof value === 'string') return value
  return unit === 'percent' ? String(value).replace('.', ',') : grouped(value)
}

function typedHours(line: string): string {
  const [days = '', times = ''] = line.split(' ')
  const named = days.split('-').map((short) => WEEKDAYS.id[SHORT.indexOf(short)] ?? short)
  return `${named.join('–')} ${times.replaceAll(':', '.').replace('-', '–')}`
}

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, '.')
