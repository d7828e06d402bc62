/** @module A typed version of a fact becomes a record, or the list of fields that cannot stay so; and back. Pure. */

import type { Instant } from '../../core/chat.ts'
import { DRAFT_STATUSES, type DraftFault, type FactDraft } from '../../core/editions.ts'
import { DAY_MS, fromJakarta, isoDay } from '../../core/jakarta.ts'
import { enter, isDay, isMarkup, typedOf } from '../../rules/enter.ts'
import { type Fact, factSchema } from '../../rules/fact.ts'

const MAX = { title: 160, url: 500, reason: 500, en: 600 } as const
const MAX_AHEAD_MS = 3 * 366 * DAY_MS

export type Read =
  | { ok: true; record: Fact; effectiveAt: Instant | null }
  | { ok: false; faults: DraftFault[] }

/** @param fact the version it replaces: its unit, notes and longest words stay */
export function readDraft(fact: Fact, draft: FactDraft, now: Date): Read {
  const faults: DraftFault[] = []
  const wrong = (field: keyof FactDraft, why: string) => {
    faults.push({ field, why })
  }
  const value = enter(fact.unit, draft.value, typeof fact.value === 'boolean')
  if (!value.ok) wrong('value', value.why === 'shape' ? `shape_${shapeOf(fact)}` : value.why)
  const text = (field: keyof FactDraft, most: number, isNeeded: boolean) => {
    const typed = draft[field].normalize('NFC').trim()
    if (typed === '' && isNeeded) wrong(field, 'empty')
    else if (typed.length > most) wrong(field, 'long')
    else if (isMarkup(typed)) wrong(field, 'markup')
    return typed
  }
  const day = (field: keyof FactDraft, isNeeded = false) => {
    const typed = draft[field].trim()
    if (typed === '' ? isNeeded : !isDay(typed)) wrong(field, typed === '' ? 'empty' : 'day')
    return typed
  }
  const title = text('sourceTitle', MAX.title, true)
  const [reason, en] = [text('reason', MAX.reason, true), text('valueEn', MAX.en, false)]
  const url = text('sourceUrl', MAX.url, false)
  if (url !== '' && !isHttp(url)) wrong('sourceUrl', 'url')
  const [checked, sourceDay] = [day('checkedOn', true), day('sourceDate')]
  const [from, to] = [day('validFrom'), day('validTo')]
  if (isDay(checked) && checked > isoDay(now)) wrong('checkedOn', 'future')
  if (from !== '' && to !== '' && to < from) wrong('validTo', 'before')
  const status = DRAFT_STATUSES.find((one) => one === draft.status)
  if (status === undefined) wrong('status', 'choose')
  const effectiveAt = momentOf(draft.effective)
  if (effectiveAt === undefined) wrong('effective', 'moment')
  else if (effectiveAt !== null && effectiveAt > now.getTime() + MAX_AHEAD_MS) wrong('effective', 'far')
  if (reason !== '' && faults.length === 0 && value.ok && effectiveAt !== undefined) {
    const { valid_from: _from, valid_to: _to, value_en: _en, note: _note, ...kept } = fact
    const record = factSchema.safeParse({
      ...kept,
      value: value.value,
      ...(en === '' ? {} : { value_en: en }),
      ...(from === '' ? {} : { valid_from: from }),
      ...(to === '' ? {} : { valid_to: to }),
      source: { title, ...(url === '' ? {} : { url }), ...(sourceDay === '' ? {} : { date: sourceDay }) },
      checked_on: checked,
      status,
    })
    if (record.success) return { ok: true, record: record.data, effectiveAt }
    wrong('value', `shape_${shapeOf(fact)}`)
  }
  return { ok: false, faults }
}

const shapeOf = (fact: Fact) => (typeof fact.value === 'boolean' ? 'yes_no' : fact.unit)

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** Null for none; undefined when it is no moment. */
function momentOf(typed: string): Instant | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  const [, day = '', hour = '', minute = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text) ?? []
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59) return undefined
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return fromJakarta({ year, month, day: date, hour: Number(hour), minute: Number(minute) }).getTime()
}

/** The form of a fact as it stands: what has to be told anew (reason, day of the check) is empty. */
export function draftOf(fact: Fact): FactDraft {
  const { source, status } = fact
  const isTyped = status !== 'missing' && status !== 'demo'
  return {
    value: isTyped ? typedOf(fact.unit, fact.value) : '',
    valueEn: isTyped ? (fact.value_en ?? '') : '',
    status: DRAFT_STATUSES.find((one) => one === status) ?? '',
    sourceTitle: isTyped ? source.title : '',
    sourceUrl: isTyped ? (source.url ?? '') : '',
    // A year or a month alone stands in the first edition; the form asks for a day.
    sourceDate: isTyped && source.date !== undefined && isDay(source.date) ? source.date : '',
    checkedOn: '',
    validFrom: fact.valid_from ?? '',
    validTo: fact.valid_to ?? '',
    reason: '',
    effective: '',
  }
}
