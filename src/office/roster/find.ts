/** @module One person of the current list, by a number somebody has before them. Never a list of people, never by name. */

import type { PersonRecord, PersonView, Roster } from '../../core/roster.ts'
import type { PersonRow } from '../../store/office/roster.ts'
import { readNumber } from './cells.ts'
import type { Room } from './deps.ts'
import { readPhone } from './phone.ts'
import { nikHashOf, phoneHashOf, recordPlace } from './stage.ts'

export function finding(room: Room): Pick<Roster, 'find' | 'reveal'> {
  const { imports, people } = room.rows
  const now = () => imports.get(imports.current('people') ?? 0)
  return {
    find: async (by) => {
      const current = now()
      if (current === undefined) return []
      const rows = 'nik' in by ? byNik(room, current.seq, by.nik) : byPhone(room, current.seq, by.phone)
      return rows.map((row) => viewOf(current.id, row))
    },
    reveal: async (ref) => {
      const current = now()
      const [, id = '', row = ''] = /^(.+)\.(\d{1,9})$/.exec(ref) ?? []
      if (current === undefined || current.id !== id) return undefined
      const found = people.get(current.seq, Number(row))
      if (found === undefined) return undefined
      const text = room.vault.open(`import:${id}`, recordPlace(id, found.row), found.recordSealed)
      return JSON.parse(text) as PersonRecord
    },
  }
}

function byNik(room: Room, seq: number, nik: string): PersonRow[] {
  const read = readNumber({ text: nik, isNumber: false })
  if ('fault' in read || read.digits.length !== 16) return []
  return room.rows.people.byNik(seq, nikHashOf(room, read.digits))
}

function byPhone(room: Room, seq: number, text: string): PersonRow[] {
  const phone = readPhone(text)
  return phone === undefined ? [] : room.rows.people.byPhone(seq, phoneHashOf(room, phone))
}

function viewOf(id: string, { row, mask, district, village, validFrom, validTo }: PersonRow): PersonView {
  return {
    ref: `${id}.${row}`,
    mask,
    ...(district === null ? {} : { districtCode: district }),
    ...(village === null ? {} : { villageCode: village }),
    ...(validFrom === null ? {} : { from: validFrom }),
    ...(validTo === null ? {} : { to: validTo }),
  }
}
