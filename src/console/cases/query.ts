/** @module The filter of the list as it stands in an address. What it does not know it leaves out; it never throws. */

import { CASE_DUES, CASE_ORDERS, type CaseFilter } from '../../core/case-desk.ts'
import { PLACE_CODE } from '../../core/case-values.ts'
import { CASE_KINDS, CASE_STATES } from '../../core/lists.ts'

export const STATE_FILTERS = ['open', ...CASE_STATES, 'all'] as const

export type CaseQuery = {
  filter: CaseFilter
  order: (typeof CASE_ORDERS)[number]
  page: number
}

const MOST_DIGITS = 8
const oneOf = <T extends string>(list: readonly T[], value: string | undefined): T | undefined =>
  list.find((one) => one === value)

/** @param get the value of a query key */
export function readQuery(get: (key: string) => string | undefined): CaseQuery {
  const kind = oneOf(CASE_KINDS, get('jenis'))
  const state = oneOf(STATE_FILTERS, get('status'))
  const due = oneOf(CASE_DUES, get('tenggat'))
  const place = get('tempat')
  const number = get('nomor')?.replace(/\D/g, '').slice(0, MOST_DIGITS)
  const page = Number(get('hal') ?? 1)
  return {
    filter: {
      ...(kind === undefined ? {} : { kind }),
      ...(state === undefined ? {} : { state }),
      ...(due === undefined ? {} : { due }),
      ...(place !== undefined && PLACE_CODE.test(place) ? { place } : {}),
      ...(get('mendesak') === '1' ? { urgent: true } : {}),
      ...(get('terlambat') === '1' ? { late: true } : {}),
      ...(number ? { number } : {}),
    },
    order: oneOf(CASE_ORDERS, get('urut')) ?? 'due',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  }
}

/** The address that leads to the same list again. */
export function writeQuery({ filter, order, page }: CaseQuery): string {
  const { kind, state, place, due, urgent, late, number } = filter
  const query = new URLSearchParams()
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) query.set(key, value)
  }
  add('jenis', kind)
  add('status', state)
  add('tempat', place)
  add('tenggat', due)
  add('mendesak', urgent && '1')
  add('terlambat', late && '1')
  add('nomor', number)
  if (order !== 'due') add('urut', order)
  if (page > 1) add('hal', String(page))
  return query.toString()
}
