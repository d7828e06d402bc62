/** @module The city's lists as they are handed in: who is covered, where offices and hospitals are. Types of the port that pages and commands use. */

import type { Instant } from './chat.ts'
import type { FactDraft } from './editions.ts'
import type { SheetFaultCode } from './sheet.ts'

/** `people` is secret as a whole; the other two are what everybody may know. */
export const LISTS = ['people', 'offices', 'hospitals'] as const
export type ListId = (typeof LISTS)[number]

/**
 * `waiting` is being checked, or will be; a file that is `ready` counts for nothing before it is `current`.
 * `past` was current before another, `undone` was taken back; `dropped` was never taken.
 */
export const IMPORT_STATES = ['waiting', 'ready', 'failed', 'current', 'past', 'undone', 'dropped'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** Names of columns, as Indonesian lists usually call them. */
export const COLUMNS = {
  people: [
    'nik',
    'no_kk',
    'nama',
    'jk',
    'tgl_lahir',
    'alamat',
    'rt',
    'rw',
    'kelurahan',
    'kecamatan',
    'pekerjaan',
    'no_hp',
    'no_kpj',
    'mulai',
    'sampai',
  ],
  offices: ['nama', 'alamat', 'kelurahan', 'kecamatan', 'telepon', 'jam', 'sumber', 'diperiksa'],
  hospitals: ['nama', 'alamat', 'kelurahan', 'kecamatan', 'telepon', 'jam', 'sumber', 'diperiksa'],
} as const
export type Column = (typeof COLUMNS)[ListId][number]
/** Opening hours may stand in a column a day. */
export const DAYS = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu'] as const
export type Day = (typeof DAYS)[number]

/** With an error the row is left out, with a warning only the cell. Texts: `console.roster.fault.<code>` and `….do`. */
export const ROW_ERRORS = [
  'nik_missing',
  'nik_exponent',
  'nik_rounded',
  'nik_not_digits',
  'nik_length',
  'nik_date',
  'nik_zero',
  'nik_twice',
  'name_missing',
  'address_missing',
  'place_twice',
] as const
export const ROW_WARNINGS = [
  'number_exponent',
  'number_rounded',
  'kk_shape',
  'kpj_shape',
  'phone_unreadable',
  'sex_unreadable',
  'sex_differs',
  'date_unreadable',
  'date_month_first',
  'born_future',
  'born_differs',
  'dates_reversed',
  'village_unknown',
  'district_unknown',
  'place_differs',
  'hours_unreadable',
  'source_missing',
  'too_long',
  'formula_error',
] as const
export type RowFaultCode = (typeof ROW_ERRORS)[number] | (typeof ROW_WARNINGS)[number]

export type RowFault = {
  row: number
  column: Column | Day
  code: RowFaultCode
  /** What stands in the cell, so far as its shape helps to find it. */
  mask: string
  /** The earlier row that says the same. */
  other?: number
}

/** A column of the file: what it is taken for, or why it is left out. */
export type FoundColumn = { title: string } & (
  | { column: Column | Day }
  | { left: 'unknown' | 'decile' | 'twice' }
)

export type ImportFault = SheetFaultCode | 'no_header'

export type ImportView = {
  id: string
  list: ListId
  /** Without path and signs that no file name needs. */
  fileName: string
  /** Staff id. */
  by: string
  at: Instant
  state: ImportState
  /** Of the file, 0 to 1. */
  progress: number
  fault?: ImportFault
  /** For `no_header`: the columns that must be there and were not found. */
  lacks: readonly Column[]
  sheet?: string
  otherSheets: readonly string[]
  columns: readonly FoundColumn[]
  /** Rows with anything in them; `good` are taken. */
  rows: number
  good: number
  /** Of the good ones those that the current list has as well, and of the current list those that are not among them. */
  known: number
  gone: number
  faults: readonly { code: RowFaultCode; count: number }[]
  /** Good rows by kecamatan; the empty code for those that could not be placed. */
  districts: readonly { code: string; count: number }[]
  /** When and by whom it was last taken, taken back or dropped. */
  decidedAt?: Instant
  decidedBy?: string
  /** Its rows are still there: it can be made current. */
  isKept: boolean
}

export type Decision =
  | { ok: true }
  | {
      ok: false
      /** `moved`: the current list is another than the one it was checked against. `many_gone` asks to be accepted. */
      why: 'unknown' | 'not_now' | 'empty' | 'moved' | 'many_gone' | 'nothing_before'
    }

/** A person as lists show them. `ref` names the row; it tells nothing by itself. */
export type PersonView = {
  ref: string
  mask: string
  districtCode?: string
  villageCode?: string
  /** ISO days. */
  from?: string
  to?: string
}

/** All of a row, opened. */
export type PersonRecord = Partial<Record<(typeof COLUMNS)['people'][number], string>>

/** `hours` by weekday as "08:00-16:00", several parted by a comma; a day without is closed, `hours` absent: not told. */
export type PlaceRecord = {
  name: string
  address: string
  districtCode?: string
  villageCode?: string
  phone?: string
  hours?: Partial<Record<Day, string>>
  source?: string
  checkedOn?: string
}

/** Why a row of a list becomes no fact: no source or day of a check, another row for the same fact, or none of ours. */
export const LEFT_PLACES = ['unsourced', 'twice', 'no_fact'] as const
export type LeftPlace = { name: string; why: (typeof LEFT_PLACES)[number] }

/** What a list would have residents told: versions of facts without the words why, for a second person to approve. */
export type PlaceDrafts = { drafts: { fact: string; draft: FactDraft }[]; left: LeftPlace[] }

export type Roster = {
  /** Takes a posted file under this id and has it checked. */
  receive(
    to: { id: string; list: ListId; by: string },
    form: AsyncIterable<Uint8Array>,
    contentType: string,
  ): Promise<{ ok: true } | { ok: false; why: SheetFaultCode }>
  /** The same for a file of this machine. */
  receiveFile(
    to: { id: string; list: ListId; by: string },
    path: string,
  ): Promise<{ ok: true } | { ok: false; why: SheetFaultCode }>
  get(id: string): Promise<ImportView | undefined>
  /** By row, after `after` of them. */
  faults(id: string, options: { after: number; limit: number }): Promise<RowFault[]>
  /** Newest first. */
  history(list: ListId, limit: number): Promise<ImportView[]>
  current(list: ListId): Promise<ImportView | undefined>
  /** Makes it current in one step; `accept` many that are gone. */
  apply(id: string, by: string, accept?: boolean): Promise<Decision>
  drop(id: string, by: string): Promise<Decision>
  /** Takes the current list `id` back: the one before it is current again. */
  undo(id: string, by: string): Promise<Decision>
  /** People of the current list with this NIK or phone number, masked. Empty for what is neither. */
  find(by: { nik: string } | { phone: string }): Promise<PersonView[]>
  /** Undefined when it is no longer in the current list. */
  reveal(ref: string): Promise<PersonRecord | undefined>
  /** Of offices and hospitals; nothing for people. */
  drafts(id: string): Promise<PlaceDrafts>
  places(id: string, options: { after: number; limit: number }): Promise<PlaceRecord[]>
  /** "Kecamatan Bekasi Timur"; undefined for no code of the city. */
  placeName(code: string): string | undefined
}
