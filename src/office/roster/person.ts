/** @module One row of the covered-workers list: a record to be sealed, and what of it may be found again. Pure. */

import type { PersonRecord, RowFault } from '../../core/roster.ts'
import type { SheetRow } from '../../core/sheet.ts'
import { type Digits, isPlausibleNik, kindOf, readDigits } from '../../vault/nik.ts'
import type { Header } from './columns.ts'
import { readPhone } from './phone.ts'
import type { PlaceIndex } from './place-index.ts'
import { makeRowReader, type RowReader } from './reader.ts'

export type Person = {
  nik: string
  kk?: string
  phone?: string
  district?: string
  village?: string
  from?: string
  to?: string
  record: PersonRecord
}

export type PersonRules = {
  places: PlaceIndex
  /** ISO, in Jakarta. */
  today: string
  isDate1904: boolean
  /** Numbers that end in 0000 belong to nobody: only a demo may hold them. */
  mayBeNobody: boolean
}

const MALE = /^(l|lk|laki|laki laki|pria|m|male|1)$/
const FEMALE = /^(p|pr|perempuan|wanita|w|f|female|2)$/
/** BPJS Ketenagakerjaan numbers of participants have eleven digits. */
const KPJ_DIGITS = 11

/** A person, unless the row must be left out. Never throws. */
export function readPerson(
  row: SheetRow,
  at: Header['at'],
  rules: PersonRules,
): { person?: Person; faults: RowFault[] } {
  const thisYear = Number(rules.today.slice(0, 4))
  const reader = makeRowReader(row, at, { thisYear, isDate1904: rules.isDate1904 })
  const nik = readNik(reader, rules)
  const nama = reader.text('nama')
  if (nama === '') reader.blame('nama', 'name_missing')
  const [kk, kpj, phone] = [readKk(reader, rules), readKpj(reader), phoneOf(reader)]
  const [kelurahan, kecamatan] = [reader.text('kelurahan'), reader.text('kecamatan')]
  const place = rules.places.find(kecamatan, kelurahan)
  for (const code of place.faults) reader.blame(code === 'district_unknown' ? 'kecamatan' : 'kelurahan', code)
  const born = bornOf(reader, rules.today)
  const sex = sexOf(reader)
  const [from, to] = spanOf(reader)
  compare(reader, nik, born, sex)
  const { faults } = reader
  if (nik === undefined || reader.isRefused()) return { faults }
  const record = dropEmpty({
    nik,
    no_kk: kk,
    nama,
    jk: sex,
    tgl_lahir: born,
    alamat: reader.text('alamat'),
    rt: blockOf(reader.text('rt')),
    rw: blockOf(reader.text('rw')),
    kelurahan,
    kecamatan,
    pekerjaan: reader.text('pekerjaan'),
    no_hp: phone,
    no_kpj: kpj,
    mulai: from,
    sampai: to,
  })
  const { district, village } = place
  return { person: { nik, record, ...dropEmpty({ kk, phone, district, village, from, to }) }, faults }
}

function readNik(reader: RowReader, { mayBeNobody }: PersonRules): string | undefined {
  if (!reader.has('nik')) reader.blame('nik', 'nik_missing')
  else {
    const read = reader.number('nik')
    if ('fault' in read) reader.blame('nik', `nik_${read.fault}`)
    else if (read.digits.length !== 16) reader.blame('nik', 'nik_length')
    else if (!isPlausibleNik(read.digits)) reader.blame('nik', 'nik_date')
    else if (!mayBeNobody && read.digits.endsWith('0000')) reader.blame('nik', 'nik_zero')
    else return read.digits
  }
  return undefined
}

function readKk(reader: RowReader, { mayBeNobody }: PersonRules): string | undefined {
  if (!reader.has('no_kk')) return undefined
  const read = reader.number('no_kk')
  if ('digits' in read) {
    if (kindOf(read.digits) === 'nik_or_kk' && (mayBeNobody || !read.digits.endsWith('0000')))
      return read.digits
    reader.blame('no_kk', 'kk_shape')
  } else reader.blame('no_kk', read.fault === 'not_digits' ? 'kk_shape' : `number_${read.fault}`)
  return undefined
}

/** Zeros in front that a spreadsheet has dropped come back. */
function readKpj(reader: RowReader): string | undefined {
  if (!reader.has('no_kpj')) return undefined
  const read = reader.number('no_kpj')
  if ('digits' in read && read.digits.length <= KPJ_DIGITS && read.digits.length >= KPJ_DIGITS - 3)
    return read.digits.padStart(KPJ_DIGITS, '0')
  const isExponent = 'fault' in read && read.fault === 'exponent'
  reader.blame('no_kpj', isExponent ? 'number_exponent' : 'kpj_shape')
  return undefined
}

function phoneOf(reader: RowReader): string | undefined {
  if (!reader.has('no_hp')) return undefined
  const read = reader.number('no_hp')
  if ('fault' in read && read.fault === 'exponent') {
    reader.blame('no_hp', 'number_exponent')
    return undefined
  }
  const phone = readPhone(reader.text('no_hp'))
  if (phone === undefined) reader.blame('no_hp', 'phone_unreadable')
  return phone
}

function bornOf(reader: RowReader, today: string): string | undefined {
  const born = reader.day('tgl_lahir', 'born')
  if (born === undefined || born <= today) return born
  reader.blame('tgl_lahir', 'born_future')
  return undefined
}

function sexOf(reader: RowReader): 'L' | 'P' | undefined {
  const said = reader
    .text('jk')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  if (said === '') return undefined
  if (MALE.test(said)) return 'L'
  if (FEMALE.test(said)) return 'P'
  reader.blame('jk', 'sex_unreadable')
  return undefined
}

function spanOf(reader: RowReader): [string | undefined, string | undefined] {
  const [from, to] = [reader.day('mulai', 'span'), reader.day('sampai', 'span')]
  if (from === undefined || to === undefined || from <= to) return [from, to]
  reader.blame('sampai', 'dates_reversed')
  return [undefined, undefined]
}

/** The register may be right and the number old, or the other way round: somebody should look, nothing is left out. */
function compare(
  reader: RowReader,
  nik: string | undefined,
  born: string | undefined,
  sex: string | undefined,
) {
  const digits: Digits | undefined = nik === undefined ? undefined : readDigits(nik)
  if (digits === undefined) return
  if (sex !== undefined && digits.womanDay !== (sex === 'P')) reader.blame('jk', 'sex_differs')
  if (born === undefined) return
  const [year = 0, month, day] = born.split('-').map(Number)
  if (year % 100 !== digits.year2 || month !== digits.month || day !== digits.day)
    reader.blame('tgl_lahir', 'born_differs')
}

/** RT and RW are written with three digits; spreadsheets drop the zeros. */
function blockOf(text: string): string {
  return /^\d{1,3}$/.test(text) ? text.padStart(3, '0') : text
}

function dropEmpty<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as {
    [K in keyof T]?: string
  }
}
