/** @module The editions of a running service: which holds at a moment, kept in memory and published in the database. */

import type { Instant } from '../../core/chat.ts'
import type { Edition } from '../../rules/edition.ts'
import { type ChangeRow, makeEditionRows, type OfficeEditions } from '../../store/office/editions.ts'
import type { EditionDeps } from './deps.ts'
import { approvedOf, factsText, type Segment, segmentAt, timelineOf } from './timeline.ts'

export type Books = {
  rows: OfficeEditions
  /** The newest change first. */
  changes(): readonly ChangeRow[]
  segments(): readonly Segment[]
  /** The segments there would be with this change approved for a moment. */
  segmentsWith(change: ChangeRow, at: Instant): readonly Segment[]
  at(moment: Instant): Edition
  /** Inside a transaction, after a decision: what is now and will be stands in the database before a turn names it. */
  publish(): void
  /** After a commit or a roll back: read anew at the next question. */
  forget(): void
}

/** Reads all once; publishes what holds now, so that the name of an edition always stands for something. */
export function makeBooks(deps: Pick<EditionDeps, 'db' | 'now' | 'first' | 'digest'>): Books {
  const { db, now, first, digest } = deps
  const rows = makeEditionRows(db)
  const nameOf = (facts: string) => `office.${digest(facts)}`
  let read: { changes: ChangeRow[]; segments: Segment[] } | undefined
  const books = () => {
    if (read === undefined) {
      const changes = rows.changes()
      read = { changes, segments: timelineOf(first, approvedOf(first, changes), nameOf) }
    }
    return read
  }
  const publish = () => {
    const at = now().getTime()
    const present = segmentAt(books().segments, at)
    for (const segment of books().segments) {
      if (segment.edition === first || (segment !== present && segment.from <= at)) continue
      const { id } = segment.edition
      const [facts, changes] = [factsText(segment.edition), JSON.stringify(segment.changes)]
      rows.publish({ id, publishedAt: at, first: first.id, facts, changes })
    }
  }
  db.transaction(publish)
  return {
    rows,
    changes: () => books().changes,
    segments: () => books().segments,
    segmentsWith: (change, at) => {
      const decided = { state: 'approved', effectiveAt: at, decidedAt: now().getTime() } as const
      const others = books().changes.filter(({ n }) => n !== change.n)
      return timelineOf(first, approvedOf(first, [...others, { ...change, ...decided }]), nameOf)
    },
    at: (moment) => segmentAt(books().segments, moment)?.edition ?? first,
    publish: () => {
      read = undefined
      publish()
    },
    forget: () => {
      read = undefined
    },
  }
}
