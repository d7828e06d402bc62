/** @module The audit log: appends chained rows, lists them, and finds what was changed since. */

import { StoreUnavailable } from '../core/errors.ts'
import { DAY_MS, startOfDay } from '../core/jakarta.ts'
import type { AuditQuery, AuditRow, AuditRows } from '../store/access/audit.ts'
import { isUnavailable } from '../store/db.ts'
import { toHex } from '../vault/bytes.ts'
import { CHAIN_START, type Chain } from '../vault/chain.ts'
import type { Trail, TrailEntry, TrailFault, TrailFilter, TrailHead } from './access.ts'
import type { AccessDeps, Log } from './deps.ts'

/** Rows looked at at a time. */
const STEP = 1_000
const DAY = /^\d{4}-\d\d-\d\d$/

export function makeLog(rows: AuditRows, { chain, now }: Pick<AccessDeps, 'chain' | 'now'>): Log {
  return (entry) => {
    try {
      rows.append((last) => {
        const row = {
          seq: (last?.seq ?? 0) + 1,
          at: now(),
          by: entry.by,
          action: entry.action,
          subject: entry.subject ?? null,
          reason: entry.reason ?? null,
          fields: JSON.stringify(entry.fields ?? []),
          requestId: entry.requestId,
          keyVersion: chain.keyVersion,
        }
        return { ...row, mac: chain.link(last?.mac ?? CHAIN_START, canonical(row)) }
      })
    } catch (error) {
      if (!isUnavailable(error)) throw error
      throw new StoreUnavailable('The audit log cannot be written: free the disk, then try again', error)
    }
  }
}

export function makeTrail(rows: AuditRows): Trail {
  return {
    list: async (filter, { before = Number.MAX_SAFE_INTEGER, limit }) =>
      rows.list(queryOf(filter), before, limit).map(entryOf),
    actions: async () => rows.actions(),
    head: async () => headOf(rows.last()),
  }
}

/**
 * Walks the whole log. The anchors are heads that were noted elsewhere: only by them a cut end, and a log that was
 * written anew by whoever has the key, are found. Stops at the first row that does not fit, since all later ones rest on it.
 */
export function verifyTrail(
  rows: Pick<AuditRows, 'after'>,
  chain: Chain,
  anchors: readonly TrailHead[] = [],
): { head: TrailHead; faults: TrailFault[] } {
  const open = new Map(anchors.map((anchor) => [anchor.seq, anchor.mac]))
  let previous: { seq: number; mac: Uint8Array } = { seq: 0, mac: CHAIN_START }
  const head = () => ({ seq: previous.seq, mac: toHex(previous.mac) })
  for (let batch = rows.after(0, STEP); batch.length > 0; batch = rows.after(previous.seq, STEP)) {
    for (const row of batch) {
      const why = faultOf(previous, row, chain, open.get(row.seq))
      if (why !== undefined) return { head: head(), faults: [{ seq: why.seq, why: why.why }] }
      open.delete(row.seq)
      previous = { seq: row.seq, mac: row.mac }
    }
  }
  const cut = [...open.keys()].filter((seq) => seq > previous.seq)
  return { head: head(), faults: cut.map((seq) => ({ seq, why: 'cut_off' as const })) }
}

function faultOf(
  previous: { seq: number; mac: Uint8Array },
  row: AuditRow,
  chain: Chain,
  anchor: string | undefined,
): TrailFault | undefined {
  if (row.seq !== previous.seq + 1) return { seq: previous.seq + 1, why: 'missing' }
  const fits = chain.check(previous.mac, canonical(row), row.keyVersion, row.mac)
  if (fits !== 'fits') return { seq: row.seq, why: fits === 'differs' ? 'changed' : 'key_missing' }
  return anchor === undefined || anchor === toHex(row.mac) ? undefined : { seq: row.seq, why: 'rewritten' }
}

/** What the link is made over: every column but the link, in this order. */
function canonical(row: Omit<AuditRow, 'mac'>): string {
  const { seq, at, by, action, subject, reason, fields, requestId, keyVersion } = row
  return JSON.stringify([seq, at, by, action, subject, reason, fields, requestId, keyVersion])
}

function headOf(row: AuditRow | undefined): TrailHead {
  return { seq: row?.seq ?? 0, mac: toHex(row?.mac ?? CHAIN_START) }
}

function entryOf({ seq, at, by, action, subject, reason, fields, requestId }: AuditRow): TrailEntry {
  const known = JSON.parse(fields) as string[]
  return {
    seq,
    at,
    by,
    action,
    requestId,
    fields: known,
    ...(subject === null ? {} : { subject }),
    ...(reason === null ? {} : { reason }),
  }
}

/** What is no day is no filter. */
function queryOf({ by, action, subject, from, to }: TrailFilter): AuditQuery {
  const [after, until] = [momentOf(from), momentOf(to)]
  return {
    ...(by === undefined ? {} : { by }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...(after === undefined ? {} : { after }),
    ...(until === undefined ? {} : { before: until + DAY_MS }),
  }
}

function momentOf(day: string | undefined): number | undefined {
  if (day === undefined || !DAY.test(day)) return undefined
  const at = startOfDay(day).getTime()
  return Number.isNaN(at) ? undefined : at
}
