/** @module How a value of a case stands in a form field, and whether it is there at all. Pure. */

import type { CaseField } from './case-fields.ts'
import type { Value } from './chat.ts'
import { toJakarta } from './jakarta.ts'

export type Fields = Readonly<Record<string, Value>>

export function recordOf(value: Value | undefined): Readonly<Record<string, Value>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Value>>)
    : undefined
}

/** Neither nothing nor an empty word. */
export const isTold = (value: Value | undefined): boolean =>
  value !== undefined && value !== null && value !== ''

/** Whether this case needs the field: others of it may make it pointless. */
export function isNeeded(field: CaseField, fields: Fields): boolean {
  const { when } = field
  if (when === undefined) return true
  const other = fields[when.id]
  // Not yet told: it may still become so.
  return !isTold(other) || when.is.includes(String(other))
}

/** Places on the form that stand empty, in the form's order. */
export function missingOf(known: readonly CaseField[], fields: Fields): CaseField[] {
  const asked = known.filter(({ form }) => form === true)
  return asked.filter((field) => isNeeded(field, fields) && !isTold(fields[field.id]))
}

/** The text of an input that edits this value: a moment as "2026-11-24T17:30" in Jakarta, a choice by its id, a place by its words. */
export function editText(field: CaseField, value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  const record = recordOf(value)
  if (field.type === 'moment') return momentText(record)
  if (field.type === 'place') return String(record?.words ?? record?.label ?? '')
  if (field.type === 'yes_no') return value === true ? 'yes' : 'no'
  if (field.type === 'phone') return String(value).replace(/^\+62/, '0')
  return record === undefined ? String(value) : ''
}

/** The code of the kelurahan or kecamatan inside a place; '' when nobody knows it. */
export function placeCodeOf(value: Value | undefined): string {
  const record = recordOf(value)
  if (record === undefined) return ''
  const codes = Object.values(record).filter((part) => typeof part === 'string' && PLACE_CODE.test(part))
  return String(codes.sort((a, b) => String(b).length - String(a).length)[0] ?? '')
}

/** Six digits a kecamatan, ten a kelurahan. */
export const PLACE_CODE = /^\d{6}(\d{4})?$/

function momentText(record: Readonly<Record<string, Value>> | undefined): string {
  if (typeof record?.earliest !== 'number') return ''
  const { year, month, day, hour, minute } = toJakarta(new Date(record.earliest))
  const two = (n: number) => String(n).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}
