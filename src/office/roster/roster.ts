/** @module Imported lists: taken in, checked, made current, taken back, and asked for one person. Wired by main alone. */

import { StoreUnavailable } from '../../core/errors.ts'
import type { ListId, Roster } from '../../core/roster.ts'
import { SheetFault } from '../../core/sheet.ts'
import { placeName } from '../../rules/places.ts'
import { isUnavailable } from '../../store/db.ts'
import { maskNumbers } from '../../vault/mask.ts'
import { applyImport, dropImport, undoImport } from './decide.ts'
import { LIMITS, makeRoom, type Room, type RosterDeps } from './deps.ts'
import { draftsOf } from './facts.ts'
import { finding } from './find.ts'
import { newReport, readReport, viewOf } from './report.ts'
import { makeWorker, type RosterWorker } from './worker.ts'

export type RosterService = Roster & { worker: RosterWorker }

export function makeRoster(deps: RosterDeps): RosterService {
  const room = makeRoom(deps)
  const worker = makeWorker(room)
  const commit = <T>(work: () => T): T => {
    try {
      return deps.db.transaction(work)
    } catch (error) {
      if (isUnavailable(error)) throw new StoreUnavailable('the office cannot write now', error)
      throw error
    }
  }
  const decide = <T>(work: () => T): T => {
    const result = commit(work)
    worker.wake()
    return result
  }
  const take = async (to: { id: string; list: ListId; by: string }, keep: () => Promise<string>) => {
    let name: string
    try {
      name = await keep()
    } catch (error) {
      if (!(error instanceof SheetFault)) throw error
      return { ok: false as const, why: error.code }
    }
    decide(() => begin(room, to, name))
    return { ok: true as const }
  }
  return {
    ...reading(room),
    worker,
    receive: (to, form, contentType) => take(to, () => deps.uploads.take(to.id, form, contentType)),
    receiveFile: (to, path) => take(to, () => deps.uploads.copy(to.id, path)),
    apply: async (id, by, accept = false) => decide(() => applyImport(room, id, by, accept)),
    drop: async (id, by) => decide(() => dropImport(room, id, by)),
    undo: async (id, by) => decide(() => undoImport(room, id, by)),
  }
}

function begin(room: Room, { id, list, by }: { id: string; list: ListId; by: string }, name: string): void {
  const current = room.rows.imports.current(list)
  const base = current === undefined ? undefined : room.rows.imports.get(current)
  const report = JSON.stringify(newReport(base === undefined ? 0 : readReport(base).good))
  room.rows.imports.add({ id, list, fileName: fileNameOf(name), by, at: room.at(), report }, current ?? null)
}

/** What a file is called on somebody's machine may hold a path, signs and numbers that are nobody's business here. */
export function fileNameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._()-]/gu, '')
    .trim()
  return maskNumbers(plain).slice(-LIMITS.fileNameChars) || '-'
}

function reading(room: Room): Omit<Roster, 'receive' | 'receiveFile' | 'apply' | 'drop' | 'undo'> {
  const { imports, faults, places } = room.rows
  const seqOf = (id: string) => imports.find(id)?.seq ?? 0
  return {
    get: async (id) => {
      const row = imports.find(id)
      return row === undefined ? undefined : viewOf(row)
    },
    faults: async (id, options) =>
      faults.list(seqOf(id), options).map(({ row, column, code, mask, other }) => ({
        ...{ row, column, code, mask },
        ...(other === null ? {} : { other }),
      })),
    history: async (list, limit) => imports.list(list, limit).map(viewOf),
    current: async (list) => {
      const row = imports.get(imports.current(list) ?? 0)
      return row === undefined ? undefined : viewOf(row)
    },
    ...finding(room),
    placeName: (code) =>
      placeName(room.places(), code.length > 6 ? { village: code } : { district: code }) || undefined,
    drafts: async (id) => {
      const row = imports.find(id)
      if (row === undefined || row.list === 'people') return { drafts: [], left: [] }
      const all = places.list(row.seq, { after: 0, limit: LIMITS.placesTold })
      return draftsOf(
        row.list,
        all.map(({ record }) => record),
      )
    },
    places: async (id, options) => places.list(seqOf(id), options).map(({ record }) => record),
  }
}
