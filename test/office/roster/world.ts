/** @module A keeper of imported lists with files of its own, whose rows belong to nobody: province code 99 does not exist. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { ImportView, ListId } from '../../../src/core/roster.ts'
import type { RosterDeps } from '../../../src/office/roster/deps.ts'
import { makeRoster } from '../../../src/office/roster/roster.ts'
import type { Places } from '../../../src/rules/places.ts'
import { openUploads } from '../../../src/sheets/uploads.ts'
import { openStore } from '../../../src/store/sqlite.ts'
import { folder } from '../../sheets/files.ts'
import { officeWorld } from '../world.ts'

export const places = JSON.parse(readFileSync('rules/places.json', 'utf8')) as Places

export function rosterWorld(given: Partial<RosterDeps> = {}) {
  const files = folder()
  const store = openStore(join(files.path, 'office.db'), 'office')
  const { vault, keys } = officeWorld({ db: store.db })
  const uploads = openUploads(join(files.path, 'uploads'))
  const errors: unknown[] = []
  const deps: RosterDeps = {
    db: store.db,
    vault,
    uploads,
    now: () => new Date('2026-11-25T02:30:00Z'),
    places: () => places,
    isDemo: false,
    breathe: () => breathe(),
    rest: () => breathe(),
    onError: (error) => errors.push(error),
    ...given,
  }
  /** As after a start of the service on the same data. */
  const start = (over: Partial<RosterDeps> = {}) => {
    const roster = makeRoster({ ...deps, ...over })
    roster.worker.start()
    return roster
  }
  let ids = 0
  let roster = start()
  return {
    store,
    keys,
    vault,
    files,
    errors,
    uploads,
    roster: () => roster,
    restart: (over: Partial<RosterDeps> = {}) => {
      roster = start(over)
      return roster
    },
    /** Hands a file in; resolves to its id at once, while it is being checked. */
    hand: async (content: string | Uint8Array, list: ListId = 'people', name = 'daftar.csv') => {
      const id = `imp${++ids}`
      const path = join(files.path, name)
      writeFileSync(path, content)
      const taken = await roster.receiveFile({ id, list, by: 'ani' }, path)
      if (!taken.ok) throw new Error(taken.why)
      return id
    },
    async checked(content: string | Uint8Array, list: ListId = 'people'): Promise<ImportView> {
      const id = await this.hand(content, list)
      await roster.worker.idle()
      const view = await roster.get(id)
      if (view === undefined) throw new Error('the import is not there')
      return view
    },
    close: () => {
      store.close()
      files.clear()
    },
  }
}

/** A NIK of nobody: province 99, born 17 August 1990; women's days count from 41. */
export function nikOf(n: number, day = '17'): string {
  return `9975${String(Math.floor(n / 9_000) % 100).padStart(2, '0')}${day}0890${String((n % 9_000) + 1).padStart(4, '0')}`
}

export function personLine(n: number, delimiter = ';'): string {
  const kk = nikOf(n).replace('0890', '0812')
  const phone = `0812${String(10_000_000 + n)}`
  return [
    ...[
      nikOf(n),
      kk,
      `Warga Contoh ${n}`,
      'L',
      '17-08-1990',
      `Jl. Contoh No. ${n}`,
      '1',
      '7',
      'Margahayu',
      'Bekasi Timur',
    ],
    ...['Pengemudi ojek', phone, String(10_000_000_000 + n), '01/01/2026', '31/12/2026'],
  ].join(delimiter)
}

export const HEAD =
  'NIK;No. KK;Nama Lengkap;L/P;Tgl. Lahir;Alamat;RT;RW;Kelurahan;Kecamatan;Pekerjaan;HP;No KPJ;Mulai;Sampai'

export function list(people: number, from = 0): string {
  return [HEAD, ...Array.from({ length: people }, (_, n) => personLine(n + from))].join('\n')
}
