/** @module What people decide about a checked list: it is taken, dropped, or taken back. Each is one transaction. */

import type { Decision } from '../../core/roster.ts'
import type { ImportRow } from '../../store/office/roster.ts'
import { LIMITS, type Room } from './deps.ts'
import { readReport } from './report.ts'

const refused = (why: Exclude<Decision, { ok: true }>['why']): Decision => ({ ok: false, why })

export function applyImport(room: Room, id: string, by: string, accept: boolean): Decision {
  const entry = room.rows.imports.find(id)
  if (entry === undefined) return refused('unknown')
  if (!entry.isKept || !['ready', 'past', 'undone'].includes(entry.state)) return refused('not_now')
  const current = room.rows.imports.current(entry.list)
  const { good, known, before } = readReport(entry)
  if (good === 0) return refused('empty')
  if (entry.state === 'ready') {
    if ((entry.checkedAgainst ?? undefined) !== current) return refused('moved')
    if (!accept && before - known > before * LIMITS.goneShare) return refused('many_gone')
  }
  const mark = { decidedAt: room.at(), decidedBy: by }
  if (current !== undefined) room.rows.imports.change(current, { state: 'past' })
  room.rows.imports.change(entry.seq, { state: 'current', before: current ?? null, ...mark })
  flip(room, entry, entry.seq, by)
  return { ok: true }
}

export function undoImport(room: Room, id: string, by: string): Decision {
  const entry = room.rows.imports.find(id)
  if (entry === undefined) return refused('unknown')
  if (entry.state !== 'current') return refused('not_now')
  const before = entry.before === null ? undefined : room.rows.imports.get(entry.before)
  if (before !== undefined && !before.isKept) return refused('nothing_before')
  const mark = { decidedAt: room.at(), decidedBy: by }
  room.rows.imports.change(entry.seq, { state: 'undone', ...mark })
  if (before !== undefined) room.rows.imports.change(before.seq, { state: 'current', ...mark })
  flip(room, entry, before?.seq ?? null, by)
  return { ok: true }
}

/** A file that is still being checked is left where it is at the next batch. */
export function dropImport(room: Room, id: string, by: string): Decision {
  const entry = room.rows.imports.find(id)
  if (entry === undefined) return refused('unknown')
  if (entry.state !== 'ready' && entry.state !== 'waiting') return refused('not_now')
  room.rows.imports.change(entry.seq, { state: 'dropped', decidedAt: room.at(), decidedBy: by })
  return { ok: true }
}

function flip(room: Room, { list }: ImportRow, seq: number | null, by: string): void {
  room.rows.imports.makeCurrent({ list, import: seq, at: room.at(), by })
}
