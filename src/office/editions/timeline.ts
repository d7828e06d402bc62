/** @module Which edition holds when: the first one, and after it one for each moment at which approved changes begin. Pure. */

import type { Instant } from '../../core/chat.ts'
import { type Edition, editionWith } from '../../rules/edition.ts'
import { type Fact, factSchema } from '../../rules/fact.ts'
import type { ChangeRow } from '../../store/office/editions.ts'

/** An approved change with its moment and its record read; no fact means back to the first edition. */
export type Approved = { n: number; fact: string; at: Instant; decidedAt: Instant; record: Fact | undefined }
export type Segment = { from: Instant; edition: Edition; changes: number[] }

/** Names what an edition says; the same facts have the same name. */
export type NameOf = (facts: string) => string

/** Of one moment the later decision counts. A record that no longer fits its fact's unit is left out. */
export function approvedOf(first: Edition, rows: readonly ChangeRow[]): Approved[] {
  return rows
    .flatMap((row): Approved[] => {
      const { n, fact, effectiveAt, decidedAt, state } = row
      if (state !== 'approved' || effectiveAt === null || decidedAt === null) return []
      const record = recordOf(row)
      if (record === null || (record && first.facts.get(fact)?.unit !== record.unit)) return []
      return [{ n, fact, at: effectiveAt, decidedAt, record }]
    })
    .sort((a, b) => a.at - b.at || a.decidedAt - b.decidedAt || a.n - b.n)
}

/** The record of a row; undefined for back to the first edition, null when it cannot be read. */
export function recordOf({ record }: Pick<ChangeRow, 'record'>): Fact | undefined | null {
  if (record === null) return undefined
  const read = factSchema.safeParse(JSON.parse(record))
  return read.success ? read.data : null
}

/** Oldest first, the first edition before all; `approved` in order. */
export function timelineOf(first: Edition, approved: readonly Approved[], nameOf: NameOf): Segment[] {
  const segments: Segment[] = [{ from: Number.NEGATIVE_INFINITY, edition: first, changes: [] }]
  const changed = new Map<string, Approved>()
  for (const [index, one] of approved.entries()) {
    changed.set(one.fact, one)
    if (approved[index + 1]?.at === one.at) continue
    const facts = [...changed.values()].flatMap(({ record }) => record ?? [])
    const changes = [...changed.values()].map(({ n }) => n).sort((a, b) => a - b)
    segments.push({ from: one.at, edition: editionOf(first, facts, nameOf), changes })
  }
  return segments
}

/** Everything taken back is the first edition again, by its own name. */
function editionOf(first: Edition, facts: readonly Fact[], nameOf: NameOf): Edition {
  if (facts.length === 0) return first
  const { id: _, ...all } = editionWith(first, '', facts)
  return { ...all, id: nameOf(`${first.id} ${factsText(all)}`) }
}

/** All facts as JSON, in the order of their ids. */
export function factsText({ facts }: Pick<Edition, 'facts'>): string {
  return JSON.stringify([...facts.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
}

/** The edition that holds at a moment, as the rows of a database have it; its name is that of the first one. */
export function editionAt(first: Edition, rows: readonly ChangeRow[], at: Instant): Edition {
  const segments = timelineOf(first, approvedOf(first, rows), () => first.id)
  return segmentAt(segments, at)?.edition ?? first
}

export function segmentAt(segments: readonly Segment[], at: Instant): Segment | undefined {
  return segments.findLast(({ from }) => from <= at)
}
