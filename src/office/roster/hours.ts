/** @module Opening hours as people write them: "Senin-Jumat 08.00-16.00, Sabtu 08.00-12.00", or a column a day. Pure; never throws. */

import { DAYS, type Day } from '../../core/roster.ts'

export type Week = Partial<Record<Day, string>>

const NAMES: Record<string, Day> = {
  ahad: 'minggu',
  mon: 'senin',
  tue: 'selasa',
  wed: 'rabu',
  thu: 'kamis',
  fri: 'jumat',
  sat: 'sabtu',
  sun: 'minggu',
}
const CLOSED = /^(tutup|libur|closed|-)?$/
const ALWAYS = /^(24 jam|24 ?\/ ?7|buka 24 jam|00[.:]00 ?- ?24[.:]00)$/
const SPAN =
  /^(?:pukul |jam |pkl\.? )?(\d{1,2})(?:[.:](\d{2}))? ?(?:wib)? ?(?:-|–|s\/d|sd|sampai) ?(\d{1,2})(?:[.:](\d{2}))? ?(?:wib)?$/
const DAY = "[a-z]+'?[a-z]*"
const PART = new RegExp(`^(?:(${DAY}) ?(?:-|–|s/d|sd|sampai) ?)?(${DAY}):? (.+)$`)

/** "08:00-16:00"; '' for closed; undefined when it says neither. */
export function readSpan(text: string): string | undefined {
  const said = text.trim().toLowerCase()
  if (CLOSED.test(said)) return ''
  if (ALWAYS.test(said)) return '00:00-24:00'
  const [, fromHour = '', fromMinute = '00', toHour = '', toMinute = '00'] = SPAN.exec(said) ?? []
  const [from, to] = [Number(fromHour) * 60 + Number(fromMinute), Number(toHour) * 60 + Number(toMinute)]
  if (fromHour === '' || from >= to || to > 24 * 60 || Number(fromMinute) > 59 || Number(toMinute) > 59)
    return undefined
  return `${fromHour.padStart(2, '0')}:${fromMinute}-${toHour.padStart(2, '0')}:${toMinute}`
}

/** The week of one text; undefined when a part of it cannot be read. */
export function readWeek(text: string): Week | undefined {
  const said = text.trim().toLowerCase()
  const daily = readSpan(said.replace(/^setiap hari:? /, ''))
  if (daily !== undefined) return daily === '' ? {} : weekOf([...DAYS], daily)
  const week: Week = {}
  for (const part of said.split(/[,;\n]+/).map((one) => one.trim())) {
    if (part === '') continue
    const [, first, last = '', hours = ''] = PART.exec(part) ?? []
    const [from, to] = [dayOf(first ?? last), dayOf(last)]
    const span = readSpan(hours)
    if (from < 0 || to < from || span === undefined) return undefined
    if (span !== '') Object.assign(week, weekOf(DAYS.slice(from, to + 1), span))
  }
  return week
}

function weekOf(days: readonly Day[], span: string): Week {
  return Object.fromEntries(days.map((day) => [day, span]))
}

/** 0 for senin; -1 for no day. */
function dayOf(name: string): number {
  const plain = name.replace("'", '')
  const day = NAMES[plain] ?? DAYS.find((one) => one === plain || one.slice(0, 3) === plain)
  return day === undefined ? -1 : DAYS.indexOf(day)
}
