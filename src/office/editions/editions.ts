/** @module The desk for facts and rules. `at` is what the running service asks for every turn; the rest is for staff. */

import type { Instant } from '../../core/chat.ts'
import type { Editions, FactDetail, FactDraft, Proposed } from '../../core/editions.ts'
import type { Edition } from '../../rules/edition.ts'
import type { Fact } from '../../rules/fact.ts'
import type { ChangeRow, NewChange } from '../../store/office/editions.ts'
import { commitTo } from '../commit.ts'
import { type Books, makeBooks } from './books.ts'
import { makeDecisions } from './decide.ts'
import type { EditionDeps } from './deps.ts'
import { draftOf, readDraft } from './draft.ts'
import { look } from './look.ts'
import { makeTableDesk } from './tables.ts'
import { approvedOf } from './timeline.ts'
import { changeView, factView, newestOf, versionOf } from './views.ts'

/** The port, and the edition that holds at a moment: newest effective, without a restart. */
export type EditionService = Editions & { at(moment: Instant): Edition }

const LIST_DEFAULT = 200

export function makeEditions(deps: EditionDeps): EditionService {
  const books = makeBooks(deps)
  const now = () => deps.now()
  const edition = () => books.at(now().getTime())
  const view = (row: ChangeRow) => changeView(deps.first, row, books.changes(), now().getTime())
  return {
    at: books.at,
    ...makeDecisions(deps, books),
    ...makeProposals(deps, books),
    ...makeTableDesk(edition, now, deps.said),
    facts: async () => {
      const held = edition()
      return [...held.facts.values()].map((fact) => factView(held, fact, books.changes(), now()))
    },
    fact: async (id) => {
      const held = edition()
      const fact = held.facts.get(id)
      return fact && { ...factView(held, fact, books.changes(), now()), ...detailOf(deps, books, fact, view) }
    },
    changes: async ({ state, limit = LIST_DEFAULT } = {}) =>
      books
        .changes()
        .map(view)
        .filter((one) => state === undefined || one.state === state)
        .slice(0, limit),
    change: async (n) => {
      const row = books.rows.change(n)
      return row && view(row)
    },
    editions: async () => {
      const present = edition().id
      return books
        .segments()
        .filter(({ from }) => Number.isFinite(from))
        .map(({ from, edition: { id, facts }, changes }) => ({
          id,
          from,
          facts: facts.size,
          changes,
          isNow: id === present,
        }))
        .reverse()
    },
  }
}

function detailOf(
  { first, usesOf }: EditionDeps,
  books: Books,
  fact: Fact,
  view: (row: ChangeRow) => FactDetail['changes'][number],
) {
  const own = books.changes().filter((one) => one.fact === fact.id)
  const undoable = newestOf(first, fact.id, own)
  const back = own.find(({ n }) => n === undoable)
  // What is already a step back is taken back by a new version, or two clicks would go round in circles.
  return {
    draft: draftOf(fact),
    isYesNo: typeof fact.value === 'boolean',
    hasEnglish: fact.unit === 'text' || fact.unit === 'address',
    changes: own.map(view),
    first: versionOf(first.facts.get(fact.id)),
    ...(undoable === undefined || back?.record === null ? {} : { undoable }),
    uses: usesOf(fact.id),
  }
}

function makeProposals(
  deps: EditionDeps,
  books: Books,
): Pick<Editions, 'preview' | 'previewOf' | 'propose' | 'undo'> {
  const add = (change: NewChange): Proposed => {
    const n = commitTo(deps.db, () => books.rows.propose(change))
    books.forget()
    return { ok: true, n }
  }
  /** The version that would stand before this one. */
  const basis = (fact: string): Fact | undefined => books.at(deps.now().getTime()).facts.get(fact)
  const rowOf = (fact: string, record: Fact, draft: FactDraft, effectiveAt: Instant | null) => ({
    fact,
    record: JSON.stringify(record),
    reason: draft.reason.normalize('NFC').trim(),
    undoes: null,
    effectiveAt,
  })
  return {
    preview: async (id, draft) => {
      const fact = basis(id)
      if (fact === undefined) return undefined
      const read = readDraft(fact, draft, deps.now())
      if (!read.ok) return { faults: read.faults }
      const row = rowOf(id, read.record, draft, read.effectiveAt)
      return await look(deps, books, { ...row, ...UNWRITTEN, at: deps.now().getTime() })
    },
    previewOf: async (n) => {
      const change = books.rows.change(n)
      return change && (await look(deps, books, change))
    },
    propose: async (key, id, draft, by) => {
      const fact = basis(id)
      if (fact === undefined) return { ok: false, why: 'unknown' }
      const read = readDraft(fact, draft, deps.now())
      if (!read.ok) return { ok: false, why: 'draft', faults: read.faults }
      const row = rowOf(id, read.record, draft, read.effectiveAt)
      return add({ ...row, key, by, at: deps.now().getTime() })
    },
    undo: async (key, n, by) => {
      const approved = approvedOf(deps.first, books.changes())
      const at = approved.findIndex((one) => one.n === n)
      const undone = approved[at]
      if (undone === undefined) return { ok: false, why: 'unknown' }
      const before = approved.slice(0, at).findLast(({ fact }) => fact === undone.fact)
      const now = deps.now().getTime()
      return add({
        key,
        fact: undone.fact,
        record: before?.record ? JSON.stringify(before.record) : null,
        reason: '',
        undoes: n,
        by,
        at: now,
        // Of a version that has not begun nothing shall be seen: it is overtaken at its own moment.
        effectiveAt: undone.at > now ? undone.at : null,
      })
    },
  }
}

/** A draft that nobody has proposed yet, looked at like a proposal. */
const UNWRITTEN = {
  n: 0,
  key: '',
  by: '',
  state: 'proposed',
  decidedBy: null,
  decidedAt: null,
  decidedWhy: null,
} as const
