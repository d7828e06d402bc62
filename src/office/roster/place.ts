/** @module One row of a list of offices or hospitals. Pure. */

import { DAYS, type PlaceRecord, type RowFault } from '../../core/roster.ts'
import type { SheetRow } from '../../core/sheet.ts'
import type { Header } from './columns.ts'
import { readSpan, readWeek, type Week } from './hours.ts'
import type { PersonRules } from './person.ts'
import { readPhone } from './phone.ts'
import { makeRowReader, type RowReader } from './reader.ts'

/** Numbers that are dialled as they are: 112, 175, 1500910. */
const SHORT = /^\d{3,7}$/

/** A place, unless the row must be left out. Never throws. */
export function readPlace(
  row: SheetRow,
  at: Header['at'],
  rules: Pick<PersonRules, 'places' | 'today' | 'isDate1904'>,
): { place?: PlaceRecord; faults: RowFault[] } {
  const thisYear = Number(rules.today.slice(0, 4))
  const reader = makeRowReader(row, at, { thisYear, isDate1904: rules.isDate1904 })
  const [name, address] = [reader.text('nama'), reader.text('alamat')]
  if (name === '') reader.blame('nama', 'name_missing')
  if (address === '') reader.blame('alamat', 'address_missing')
  const found = rules.places.find(reader.text('kecamatan'), reader.text('kelurahan'))
  for (const code of found.faults) reader.blame(code === 'district_unknown' ? 'kecamatan' : 'kelurahan', code)
  const [phone, hours] = [phoneOf(reader), hoursOf(reader)]
  const source = reader.text('sumber', 300)
  if (source === '') reader.blame('sumber', 'source_missing')
  const checkedOn = reader.day('diperiksa', 'span')
  const { faults } = reader
  if (reader.isRefused()) return { faults }
  return {
    place: {
      name,
      address,
      ...(found.district === undefined ? {} : { districtCode: found.district }),
      ...(found.village === undefined ? {} : { villageCode: found.village }),
      ...(phone === undefined ? {} : { phone }),
      ...(hours === undefined ? {} : { hours }),
      ...(source === '' ? {} : { source }),
      ...(checkedOn === undefined ? {} : { checkedOn }),
    },
    faults,
  }
}

function phoneOf(reader: RowReader): string | undefined {
  const text = reader.text('telepon')
  if (text === '') return undefined
  const phone = SHORT.test(text) ? text : readPhone(text)
  if (phone === undefined) reader.blame('telepon', 'phone_unreadable')
  return phone
}

/** A column a day says more than one for all: where both are, the day's counts. */
function hoursOf(reader: RowReader): Week | undefined {
  const text = reader.text('jam')
  const whole = text === '' ? undefined : readWeek(text)
  if (text !== '' && whole === undefined) reader.blame('jam', 'hours_unreadable')
  let week = whole
  for (const day of DAYS) {
    const said = reader.text(day)
    if (said === '') continue
    const span = readSpan(said)
    if (span === undefined) reader.blame(day, 'hours_unreadable')
    else if (span !== '') week = { ...week, [day]: span }
    else {
      const { [day]: _closed, ...others } = week ?? {}
      week = others
    }
  }
  return week
}
