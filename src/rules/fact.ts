/** @module A fact: a value from outside with its dates, source and how sure it is. Pure; says nothing to anyone. */

import { z } from 'zod'
import { FACT_STATES } from '../core/lists.ts'

/** How a value is meant and shown; `hours_of_week` holds lines like "mon-fri 08:00-16:00", `dates` ISO days. */
export const FACT_UNITS = [
  'rupiah',
  'percent',
  'days',
  'working_days',
  'hours',
  'months',
  'years',
  'count',
  'phone',
  'url',
  'date',
  'text',
  'address',
  'hours_of_week',
  'dates',
] as const
export type FactUnit = (typeof FACT_UNITS)[number]

export type FactValue = string | number | boolean | string[]

const DAY = /^\d{4}-\d{2}-\d{2}$/
const RANGE = /^\d+–\d+$/
export const HOURS_LINE =
  /^(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))? (\d{2}):(\d{2})-(\d{2}):(\d{2})$/

const day = z.string().refine(isDay, 'is no day of the form 2026-11-22')

/**
 * One fact; in `rules/facts.json` its id is the key of the record. A `missing` record has no value yet.
 * @example {"id":"iuran_minimum","value":16800,"unit":"rupiah","source":{"title":"BPJS"},"checked_on":"2026-11-22","status":"press_only"}
 */
export const factSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_]*$/, 'is no snake_case id'),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).default(''),
    /** The English of a value that is words; figures, names and numbers need none. */
    value_en: z.string().optional(),
    unit: z.enum(FACT_UNITS),
    valid_from: day.optional(),
    valid_to: day.optional(),
    source: z.strictObject({
      title: z.string().min(1),
      url: z.url({ protocol: /^https?$/ }).optional(),
      date: z
        .string()
        .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'is no date')
        .optional(),
    }),
    checked_on: day,
    status: z.enum(FACT_STATES),
    note: z.string().optional(),
    /** Who alone can supply it, where its owner is known. */
    giver: z.string().optional(),
    /** The longest text this fact may ever become: what the flow check measures while the value is missing. */
    longest: z.string().optional(),
  })
  .refine(
    (fact) => fact.status === 'missing' || fits(fact.value, fact.unit),
    'has a value that does not fit its unit',
  )
  .refine((fact) => fact.status !== 'missing' || fact.value === '', 'is missing and yet has a value')
  .refine(
    (fact) => !fact.valid_from || !fact.valid_to || fact.valid_from <= fact.valid_to,
    'ends before it begins',
  )

export type Fact = z.infer<typeof factSchema>

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function fits(value: FactValue, unit: FactUnit): boolean {
  switch (unit) {
    case 'rupiah':
      return Number.isSafeInteger(value) && Number(value) >= 0
    case 'percent':
      return typeof value === 'number' && value >= 0
    case 'days':
    case 'working_days':
    case 'hours':
    case 'months':
    case 'years':
    case 'count':
      return typeof value === 'string' ? RANGE.test(value) : Number.isSafeInteger(value)
    case 'phone':
      return typeof value === 'string' && /^[+\d][\d -]*$/.test(value)
    case 'url':
      return typeof value === 'string' && /^(https?:\/\/)?[a-z0-9.-]+\.[a-z]{2,}(\/\S*)?$/.test(value)
    case 'date':
      return typeof value === 'string' && isDay(value)
    case 'address':
      return typeof value === 'string' && value !== ''
    case 'text':
      return typeof value === 'boolean' || (typeof value === 'string' && value !== '')
    case 'hours_of_week':
      return Array.isArray(value) && value.length > 0 && value.every((line) => HOURS_LINE.test(line))
    case 'dates':
      return Array.isArray(value) && value.every(isDay)
    default:
      return unit satisfies never
  }
}
