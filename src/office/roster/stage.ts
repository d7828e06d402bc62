/** @module Puts checked rows of a list into the tables, under the import they came with: nobody sees them there before it is current. */

import { isoDay } from '../../core/jakarta.ts'
import type { RowFault } from '../../core/roster.ts'
import type { SheetRow } from '../../core/sheet.ts'
import type { ImportRow } from '../../store/office/roster.ts'
import { maskNumbers } from '../../vault/mask.ts'
import type { Place } from '../../vault/seal.ts'
import type { Header } from './columns.ts'
import { LIMITS, type Room } from './deps.ts'
import { type Person, type PersonRules, readPerson } from './person.ts'
import { readPlace } from './place.ts'
import { makePlaceIndex } from './place-index.ts'
import type { Report } from './report.ts'

/** Takes rows in the order of the file and counts them in `report`. Inside a transaction. */
export type Stage = (row: SheetRow, report: Report) => void

export function makeStage(room: Room, entry: ImportRow, { at }: Header, isDate1904: boolean): Stage {
  const places = makePlaceIndex(room.places())
  const rules: PersonRules = { places, today: isoDay(room.now()), isDate1904, mayBeNobody: room.isDemo }
  return (row, report) => {
    const outcome =
      entry.list === 'people' ? person(room, entry, row, at, rules) : place(room, entry, row, at, rules)
    report.rows += 1
    if (outcome.isGood) {
      report.good += 1
      if (outcome.isKnown) report.known += 1
      const district = outcome.district ?? ''
      report.districts[district] = (report.districts[district] ?? 0) + 1
    }
    for (const fault of outcome.faults) keepFault(room, entry, fault, report)
  }
}

type Outcome = { faults: RowFault[]; isGood: boolean; isKnown?: boolean; district?: string | undefined }

function person(room: Room, entry: ImportRow, row: SheetRow, at: Header['at'], rules: PersonRules): Outcome {
  const { person: found, faults } = readPerson(row, at, rules)
  if (found === undefined) return { faults, isGood: false }
  const nikHash = nikHashOf(room, found.nik)
  if (!room.rows.people.add(rowOf(room, entry, row.row, found, nikHash))) {
    const other = room.rows.people.rowOf(entry.seq, nikHash)
    return {
      faults: [...faults, twice('nik', 'nik_twice', row.row, maskNumbers(found.nik), other)],
      isGood: false,
    }
  }
  const base = entry.checkedAgainst
  const isKnown = base !== null && room.rows.people.rowOf(base, nikHash) !== undefined
  return { faults, isGood: true, isKnown, district: found.district }
}

function rowOf(room: Room, entry: ImportRow, row: number, found: Person, nikHash: Uint8Array) {
  const { kk, phone } = found
  return {
    import: entry.seq,
    row,
    nikHash,
    kkHash: kk === undefined ? null : kkHashOf(room, kk),
    phoneHash: phone === undefined ? null : phoneHashOf(room, phone),
    mask: maskNumbers(found.nik),
    district: found.district ?? null,
    village: found.village ?? null,
    validFrom: found.from ?? null,
    validTo: found.to ?? null,
    recordSealed: room.vault.seal(
      `import:${entry.id}`,
      recordPlace(entry.id, row),
      JSON.stringify(found.record),
    ),
  }
}

function place(room: Room, entry: ImportRow, row: SheetRow, at: Header['at'], rules: PersonRules): Outcome {
  const { place: record, faults } = readPlace(row, at, rules)
  if (record === undefined) return { faults, isGood: false }
  const key = `${record.name}|${record.address}`.toLowerCase().replace(/[^a-z0-9|]/g, '')
  if (!room.rows.places.add({ import: entry.seq, row: row.row, key, record })) {
    const other = room.rows.places.rowOf(entry.seq, key)
    return { faults: [...faults, twice('nama', 'place_twice', row.row, record.name, other)], isGood: false }
  }
  const base = entry.checkedAgainst
  const isKnown = base !== null && room.rows.places.rowOf(base, key) !== undefined
  return { faults, isGood: true, isKnown, district: record.districtCode }
}

function twice(
  column: 'nik' | 'nama',
  code: 'nik_twice' | 'place_twice',
  row: number,
  mask: string,
  other: number | undefined,
): RowFault {
  return { row, column, code, mask, ...(other === undefined ? {} : { other }) }
}

function keepFault(room: Room, { seq }: ImportRow, fault: RowFault, report: Report): void {
  report.faults[fault.code] = (report.faults[fault.code] ?? 0) + 1
  if (report.faultsKept >= LIMITS.faultsKept) return
  report.faultsKept += 1
  const { row, column, code, mask, other = null } = fault
  room.rows.faults.add({ import: seq, n: report.faultsKept, row, column, code, mask, other })
}

/** By these a person is found again, here and wherever a number is proven. */
export const nikHashOf = ({ vault }: Pick<Room, 'vault'>, nik: string) => vault.hash('nik', nik)
export const kkHashOf = ({ vault }: Pick<Room, 'vault'>, kk: string) => vault.hash('kk', kk)
export const phoneHashOf = ({ vault }: Pick<Room, 'vault'>, phone: string) => vault.hash('phone', phone)

export const recordPlace = (id: string, row: number): Place => [
  'roster_people',
  'record_sealed',
  `${id}:${row}`,
]
