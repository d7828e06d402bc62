/** @module Imported lists: the covered workers, offices and hospitals. A file counts for nothing before somebody has seen what was found in it. */

import { HTTPException } from 'hono/http-exception'
import type { AuditAction } from '../../core/audit-actions.ts'
import { type ImportView, LISTS, type ListId } from '../../core/roster.ts'
import type { StaffVisit } from '../deps.ts'
import { namesOf } from '../people.ts'
import type { Audited, Route } from '../route.ts'
import { ImportPage } from './import-page.tsx'
import { ListPage } from './list-page.tsx'
import { PATHS, REASONS } from './parts.tsx'
import { FoundPage, RecordPage } from './person-page.tsx'
import { tell } from './told.tsx'

const MAY = ['supervisor', 'admin'] as const
/** A file of 100 MB and the form around it. */
const MAX_UPLOAD_BYTES = 101 * 1024 * 1024
const FAULTS_A_PAGE = 50
const HISTORY = 20
const PLACES = 200

/** A case number, or words of the log: what else it may be is nobody's business there. */
const CASE_NUMBER = /^[A-Z0-9-]{4,20}$/

export const rosterRoutes: readonly Route[] = [
  { method: 'GET', path: '/peserta', may: MAY, run: (visit) => listPage(visit, 'people') },
  { method: 'GET', path: '/peserta/daftar/kantor', may: MAY, run: (visit) => listPage(visit, 'offices') },
  {
    method: 'GET',
    path: '/peserta/daftar/rumah-sakit',
    may: MAY,
    run: (visit) => listPage(visit, 'hospitals'),
  },
  {
    method: 'POST',
    path: '/peserta/unggah/:list',
    may: MAY,
    maxBytes: MAX_UPLOAD_BYTES,
    audit: (visit) => ({ action: 'roster.upload', subject: visit.requestId, fields: [listOf(visit)] }),
    run: upload,
  },
  { method: 'GET', path: '/peserta/impor/:id', may: MAY, run: importPage },
  { method: 'GET', path: '/peserta/impor/:id/kemajuan', may: MAY, run: progress },
  decision('pakai', 'roster.apply', async ({ c, deps, staff }, id) => {
    const { setuju } = await c.req.parseBody()
    return await deps.roster.apply(id, staff.id, setuju === 'ya')
  }),
  decision('buang', 'roster.drop', ({ deps, staff }, id) => deps.roster.drop(id, staff.id)),
  decision('urungkan', 'roster.undo', ({ deps, staff }, id) => deps.roster.undo(id, staff.id)),
  {
    method: 'POST',
    path: '/peserta/impor/:id/usulkan',
    may: ['supervisor'],
    audit: (visit) => ({ action: 'roster.propose', subject: idOf(visit) }),
    run: tell,
  },
  {
    method: 'POST',
    path: '/peserta/cari',
    may: ['supervisor'],
    audit: async (visit) => ({ ...(await reasonOf(visit)), action: 'roster.look_up', fields: ['mask'] }),
    run: find,
  },
  {
    method: 'POST',
    path: '/peserta/buka',
    may: ['supervisor'],
    audit: async (visit) => ({
      ...(await reasonOf(visit)),
      action: 'roster.reveal',
      subject: textOf((await visit.c.req.parseBody()).ref).slice(0, 80),
      fields: ['all'],
    }),
    run: reveal,
  },
]

type Outcome = { ok: true } | { ok: false; why: string }

/** A button on the page of an import: what came of it is said by a word of ours in the address, never by text from it. */
function decision(
  path: string,
  action: AuditAction,
  act: (visit: StaffVisit, id: string) => Promise<Outcome>,
): Route {
  return {
    method: 'POST',
    path: `/peserta/impor/:id/${path}`,
    may: MAY,
    audit: (visit) => ({ action, subject: idOf(visit) }),
    run: async (visit) => {
      const outcome = await act(visit, idOf(visit))
      if (!outcome.ok && outcome.why === 'unknown') throw new HTTPException(404)
      return visit.c.redirect(
        `/console/peserta/impor/${idOf(visit)}?kabar=${outcome.ok ? path : outcome.why}`,
        303,
      )
    },
  }
}

const idOf = ({ c }: StaffVisit): string => (c.req.param('id') ?? '').slice(0, 80)

function listOf({ c }: StaffVisit): ListId {
  const list = LISTS.find((one) => one === c.req.param('list'))
  if (list === undefined) throw new HTTPException(404)
  return list
}

async function listPage(visit: StaffVisit, list: ListId): Promise<Response> {
  const { c, deps } = visit
  const [current, history] = [await deps.roster.current(list), await deps.roster.history(list, HISTORY)]
  const places =
    list === 'people' || current === undefined
      ? []
      : await deps.roster.places(current.id, { after: 0, limit: PLACES })
  const told = list === 'people' || current === undefined ? undefined : await deps.roster.drafts(current.id)
  const news = { fault: c.req.query('galat') }
  return c.html(
    <ListPage {...{ visit, list, current, history, places, told, news }} names={await namesOf(visit)} />,
  )
}

async function upload(visit: StaffVisit): Promise<Response> {
  const { c, deps, staff, requestId } = visit
  const list = listOf(visit)
  const [body, type] = [c.req.raw.body, c.req.header('content-type') ?? '']
  const to = { id: requestId, list, by: staff.id }
  const taken =
    body === null ? ({ ok: false, why: 'no_file' } as const) : await deps.roster.receive(to, body, type)
  return c.redirect(
    taken.ok ? `/console/peserta/impor/${requestId}` : `${PATHS[list]}?galat=${taken.why}`,
    303,
  )
}

async function viewOf(visit: StaffVisit): Promise<ImportView> {
  const view = await visit.deps.roster.get(idOf(visit))
  if (view === undefined) throw new HTTPException(404)
  return view
}

async function importPage(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const view = await viewOf(visit)
  const page = Math.min(Math.max(1, Math.trunc(Number(c.req.query('hal'))) || 1), 1_000)
  const after = (page - 1) * FAULTS_A_PAGE
  const faults = await deps.roster.faults(view.id, { after, limit: FAULTS_A_PAGE + 1 })
  return c.html(
    <ImportPage
      {...{ visit, view, page }}
      faults={faults.slice(0, FAULTS_A_PAGE)}
      hasMore={faults.length > FAULTS_A_PAGE}
      news={c.req.query('kabar')}
      names={await namesOf(visit)}
    />,
  )
}

/** For the bar of the page: a script asks for it every second. */
async function progress(visit: StaffVisit): Promise<Response> {
  const { state, progress: done, rows } = await viewOf(visit)
  return visit.c.json({ state, progress: done, rows })
}

/** @throws HTTPException when no reason is given: nothing is shown without one */
async function reasonOf({ c }: StaffVisit): Promise<Pick<Audited, 'reason'>> {
  const { alasan, kasus } = await c.req.parseBody()
  const reason = REASONS.find((one) => one === alasan)
  if (reason === undefined) throw new HTTPException(400)
  const number = textOf(kasus).trim().toUpperCase()
  return { reason: CASE_NUMBER.test(number) ? `${reason} ${number}` : reason }
}

async function find(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const { nomor, alasan } = await c.req.parseBody()
  const given = textOf(nomor).slice(0, 40)
  const byNik = await deps.roster.find({ nik: given })
  const found = byNik.length > 0 ? byNik : await deps.roster.find({ phone: given })
  return c.html(<FoundPage visit={visit} found={found} reason={textOf(alasan)} />)
}

async function reveal(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const record = await deps.roster.reveal(textOf((await c.req.parseBody()).ref))
  if (record === undefined) throw new HTTPException(404)
  return c.html(<RecordPage visit={visit} record={record} />)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
