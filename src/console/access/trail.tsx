/** @module The audit log, as requests: read by auditors and administrators; taking it along is itself written down. */

import { stream } from 'hono/streaming'
import type { TrailEntry, TrailFilter } from '../../access/access.ts'
import { csvHeaders, csvRows, toCsv } from '../../pages/csv.ts'
import type { StaffVisit } from '../deps.ts'
import { namesIn, namesOf } from '../people.ts'
import type { Route } from '../route.ts'
import { actionWords, TrailPage } from './trail-page.tsx'

const READERS = ['auditor', 'admin'] as const
const PAGE = 100
/** Lines read, written and sent at a time: the service breathes in between. */
const BATCH = 500
const COLUMNS = ['seq', 'at', 'by', 'code', 'action', 'subject', 'reason', 'fields', 'request'] as const

export const trailRoutes: readonly Route[] = [
  { method: 'GET', path: '/jejak', may: READERS, run: show },
  {
    method: 'GET',
    path: '/jejak/unduh',
    may: READERS,
    audit: (visit) => ({ action: 'audit.export', fields: Object.keys(filterOf(visit)) }),
    run: download,
  },
]

/** What is empty filters nothing. */
function filterOf({ c }: StaffVisit): TrailFilter {
  const given = (name: string) => c.req.query(name)?.trim().slice(0, 100) || undefined
  const [by, action, subject, from, to] = ['siapa', 'tindakan', 'pada', 'dari', 'sampai'].map(given)
  return {
    ...(by === undefined ? {} : { by }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

async function show(visit: StaffVisit): Promise<Response> {
  const { c, deps, words } = visit
  const { trail } = deps.access
  const filter = filterOf(visit)
  const before = Number(c.req.query('sebelum'))
  const from = Number.isSafeInteger(before) && before > 0 ? { before } : {}
  const [entries, people, actions, head] = await Promise.all([
    trail.list(filter, { ...from, limit: PAGE + 1 }),
    deps.access.members(),
    trail.actions(),
    trail.head(),
  ])
  const shown = entries.slice(0, PAGE)
  const older = entries.length > PAGE ? shown.at(-1)?.seq : undefined
  return await c.html(
    <TrailPage
      visit={{ ...visit, names: namesIn(people, words) }}
      state={{ filter, entries: shown, people, actions, head, older }}
    />,
  )
}

async function download(visit: StaffVisit): Promise<Response> {
  const { c, deps, words } = visit
  const names = await namesOf(visit)
  const rowOf = ({ seq, at, by, action, subject, reason, fields, requestId }: TrailEntry) => [
    String(seq),
    new Date(at).toISOString(),
    names(by),
    action,
    actionWords(words, action),
    subject === undefined ? '' : names(subject),
    reason ?? '',
    fields.join(' '),
    requestId,
  ]
  for (const [name, value] of Object.entries(csvHeaders('jejak'))) c.header(name, value)
  return stream(c, async (out) => {
    await out.write(
      toCsv(
        COLUMNS.map((column) => words.say(`access.trail.${column}`)),
        [],
      ),
    )
    let before = Number.MAX_SAFE_INTEGER
    for (;;) {
      const entries = await deps.access.trail.list(filterOf(visit), { before, limit: BATCH })
      if (entries.length === 0 || out.aborted) return
      await out.write(csvRows(entries.map(rowOf)))
      before = entries.at(-1)?.seq ?? 0
    }
  })
}
